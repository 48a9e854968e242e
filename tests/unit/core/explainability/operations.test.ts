import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestCore, type TestCore } from '../../../support/open-test-core.ts';
import {
  importSample,
  rewriteLines,
  samplePath,
  trainQuickly,
} from '../../../support/train-sample.ts';

let test: TestCore;
beforeAll(async () => {
  test = await openTestCore();
  await importSample(test, 'heart', 'heart');
  await importSample(test, 'penguins', 'penguins');
  await importSample(test, 'ames', 'ames');
});
afterAll(() => test[Symbol.asyncDispose]());

describe.each([
  ['heart', 'disease', 'logistic_regression', 'linear', 'present'],
  ['heart', 'disease', 'gradient_boosting', 'tree_path_dependent', 'present'],
  ['penguins', 'species', 'gradient_boosting', 'tree_path_dependent', 'Gentoo'],
  ['penguins', 'species', 'logistic_regression', 'linear', 'Gentoo'],
  ['ames', 'Sale_Price', 'ridge', 'linear', null],
  ['ames', 'Sale_Price', 'gradient_boosting', 'tree_path_dependent', null],
] as const)('%s: %s by %s', (version, target, algorithm, method, label) => {
  it('adds up to the margin in the answer and in the file', async () => {
    const { run, model } = await trainQuickly(test, { version, target, algorithm });
    const out = join(test.folder, `${version}-${algorithm}.csv`);
    const explained = await test.client.run('explainability.shap', {
      model: run.id,
      version,
      limit: 120,
      out,
    });
    expect(explained).toMatchObject({ method, label, rows: 120, output: 'raw', out });
    expect(explained.modelId).toBe(model.id);
    expect(explained.features).toEqual(model.features);
    expect(Object.keys(explained.meanAbs)).toEqual(model.features);
    expect(explained.maxAdditivityError).toBeLessThanOrEqual(1e-6);
    expect(explained.sample.row).toEqual(Array.from({ length: 120 }, (_, i) => i));

    const [header, ...lines] = (await readFile(out, 'utf8')).trimEnd().split('\n');
    expect(header).toBe([...model.features, 'base_value', 'prediction'].join(','));
    expect(lines).toHaveLength(120);
    const errors = lines.map((line, row) => {
      const cells = line.split(',').map(Number);
      const prediction = cells.pop()!;
      expect(prediction).toBe(explained.sample.prediction[row]);
      return Math.abs(cells.reduce((sum, cell) => sum + cell, 0) - prediction);
    });
    expect(Math.max(...errors)).toBeLessThanOrEqual(1e-6);
  });
});

it('keeps an explanation, lists it first and leaves an audit event', async () => {
  const { run } = await trainQuickly(test, {
    version: 'heart',
    target: 'disease',
    algorithm: 'logistic_regression',
  });
  const made = await test.client.run('explainability.shap', { model: run.id, version: 'heart' });
  expect(await test.client.call('explainability.show', { id: made.id })).toEqual(made);
  const { explanations } = await test.client.call('explainability.list', {});
  expect(explanations[0]).toMatchObject({ id: made.id, versionName: 'heart@1', label: 'present' });
  expect(explanations[0]).toMatchObject({ method: 'linear', output: 'raw' });
  const ofModel = await test.client.call('explainability.list', { model: run.id });
  expect(ofModel.explanations.map(({ id }) => id)).toEqual([made.id]);
  const { events } = await test.client.call('audit.log', {});
  expect(events.find((event) => event.subject === made.id)?.operation).toBe('explainability.shap');
});

describe('asked wrongly', () => {
  let model: string;
  beforeAll(async () => {
    const trained = await trainQuickly(test, {
      version: 'penguins',
      target: 'species',
      algorithm: 'logistic_regression',
    });
    model = trained.run.id;
  });

  it('lists the classes when the label is none', async () => {
    const asked = { model, version: 'penguins', label: 'Dodo' };
    await expect(test.client.run('explainability.shap', asked)).rejects.toMatchObject({
      failure: { code: 'INVALID_INPUT', hint: 'Classes: Adelie, Chinstrap, Gentoo' },
    });
  });

  it('names the columns a version lacks', async () => {
    const file = await rewriteLines(test, await samplePath(test, 'penguins'), (line) =>
      line.split(',').toSpliced(2, 1).join(','),
    );
    await test.client.run('data.import', { files: [file], name: 'beakless' });
    const asked = { model, version: 'beakless' };
    await expect(test.client.run('explainability.shap', asked)).rejects.toMatchObject({
      failure: { code: 'SCHEMA_MISMATCH', message: expect.stringContaining('bill_length_mm') },
    });
  });

  it('knows no explanation of a wrong id', async () => {
    await expect(test.client.call('explainability.show', { id: 'ex_0' })).rejects.toMatchObject({
      failure: { code: 'NOT_FOUND' },
    });
  });
});
