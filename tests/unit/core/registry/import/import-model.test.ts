import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { InputOf, OutputOf } from '../../../../../core/contract/contract.ts';
import { addVersion } from '../../../../support/add-version.ts';
import { foreignBytes, foreignCase, foreignTables } from '../../../../support/foreign-cases.ts';
import { openTestCore, type TestCore } from '../../../../support/open-test-core.ts';

const binary = 'lightgbm binary with categories';
const positions = 'onnx random forest';

async function addTable(
  { core }: TestCore,
  table: string,
  change: (name: string) => string | null = (name) => name,
): Promise<string> {
  const columns = foreignTables[table]!.flatMap((column) => {
    const name = change(column.name);
    return name === null ? [] : [{ ...column, name }];
  });
  return (await addVersion(core.workspace, table, columns)).id;
}

async function write(
  { folder }: TestCore,
  content: string | Uint8Array,
  name = 'model',
): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function importCase(
  test: TestCore,
  name: string,
  input: Partial<InputOf<'registry.import'>> = {},
): Promise<OutputOf<'registry.import'>> {
  const one = foreignCase(name);
  const file = await write(test, foreignBytes(one));
  const version = input.version ?? (await addTable(test, one.table));
  return test.client.run('registry.import', { file, target: one.target, ...input, version });
}

describe('an imported model', () => {
  it('is evaluated, explained, watched and served like any other', async () => {
    await using test = await openTestCore();
    const version = await addTable(test, 'titanic');
    const { modelId, runId, features, metrics } = await importCase(test, binary, {
      version,
      name: 'titanic',
    });
    expect(features).toEqual(['pclass', 'age', 'fare', 'sibsp', 'embarked', 'sex']);
    expect(metrics['train.roc_auc']).toBeGreaterThan(0.8);
    const { call, run } = test.client;
    const shown = await call('tracking.show', { run: runId });
    expect(shown.run).toMatchObject({
      status: 'finished',
      algorithm: 'imported',
      versionId: version,
    });
    const evaluation = await call('evaluation.show', { run: runId });
    expect(evaluation).toMatchObject({ on: 'train', classes: ['0', '1'] });
    const again = await run('evaluation.run', { model: 'titanic', version });
    expect(again.metrics).toEqual(evaluation.metrics);
    expect(
      (await run('explainability.shap', { model: modelId, version })).maxAdditivityError,
    ).toBeLessThan(1e-9);
    const drift = await run('monitoring.drift', {
      reference: version,
      current: version,
      model: 'titanic',
    });
    expect(drift.prediction?.drifted).toBe(false);
    const row = { pclass: 1, age: 30, fare: 80, sibsp: 0, embarked: 'S', sex: 'female' };
    const one = await call('serving.one', { model: 'titanic@1', row, explain: true });
    expect(one.prediction).toBe('1');
    expect(one.explanation?.contributions).toHaveLength(6);
  });

  it('keeps the classes in the order of its file for the rows of its run', async () => {
    await using test = await openTestCore();
    const { runId, metrics } = await importCase(test, binary, { classes: ['1', '0'] });
    const { overall } = await test.client.run('evaluation.errors', {
      run: runId,
      metric: 'accuracy',
    });
    expect(overall.value).toBeCloseTo(metrics['train.accuracy']!, 12);
    expect(overall.value).toBeLessThan(0.5);
  });

  it('goes by the position of its columns where its file has no names, and says so', async () => {
    await using test = await openTestCore();
    const { warnings, metrics } = await importCase(test, positions);
    expect(warnings.map(({ message }) => message)).toEqual([
      expect.stringContaining('taken by their position: alcohol'),
      expect.stringContaining('explanations count the rows of the version'),
      expect.stringContaining('does not say which rows'),
    ]);
    expect(metrics['train.accuracy']).toBeGreaterThan(0.9);
  });

  it('is not evaluated on a version without its target', async () => {
    await using test = await openTestCore();
    const version = await addTable(test, 'titanic', (name) => (name === 'survived' ? null : name));
    const { runId, metrics, warnings } = await importCase(test, binary, { version });
    expect(metrics).toEqual({});
    expect(warnings.map(({ message }) => message)).toContain(
      "The version has no column 'survived': the model is not evaluated.",
    );
    await expect(test.client.call('evaluation.show', { run: runId })).rejects.toMatchObject({
      failure: { code: 'NOT_FOUND' },
    });
  });

  it('finds names that its library wrote without blanks', async () => {
    await using test = await openTestCore();
    const text = foreignCase(binary).text!.replace('pclass age', 'p_class age');
    const version = await addTable(test, 'titanic', (name) =>
      name === 'pclass' ? 'p class' : name,
    );
    const file = await write(test, text);
    const { features } = await test.client.run('registry.import', { file, version });
    expect(features[0]).toBe('p class');
  });
});

it('a model that does not fit leaves no run', async () => {
  await using test = await openTestCore();
  const version = await addTable(test, 'titanic', (name) => (name === 'age' ? null : name));
  await expect(importCase(test, binary, { version })).rejects.toMatchObject({
    failure: { code: 'SCHEMA_MISMATCH', message: expect.stringMatching(/missing: .*age/) },
  });
  const file = join(test.folder, 'nowhere.txt');
  await expect(test.client.run('registry.import', { file, version })).rejects.toMatchObject({
    failure: { code: 'FILE_NOT_FOUND' },
  });
  const pickle = await write(test, Buffer.from('x'), 'model.joblib');
  await expect(test.client.run('registry.import', { file: pickle, version })).rejects.toMatchObject(
    { failure: { code: 'UNSUPPORTED', path: 'file' } },
  );
  expect((await test.client.call('tracking.runs', {})).runs).toEqual([]);
});
