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

async function importLines(
  name: string,
  sample: string,
  change: (line: string, at: number) => string | null,
): Promise<void> {
  const file = await rewriteLines(test, await samplePath(test, sample), change);
  await test.client.run('data.import', { files: [file], name });
}

/** The header and the rows for which `keep` says true, counted from 1. */
const only = (keep: (row: number) => boolean) => (line: string, at: number) =>
  at === 0 || keep(at) ? line : null;

beforeAll(async () => {
  test = await openTestCore();
  await importSample(test, 'heart', 'heart');
  await importLines(
    'first',
    'heart',
    only((row) => row % 2 === 1),
  );
  await importLines(
    'second',
    'heart',
    only((row) => row % 2 === 0),
  );
  // twenty years older, and without the column chol (the fifth)
  await importLines('older', 'heart', (line, at) => {
    const cells = line.split(',');
    if (at > 0) cells[0] = String(Number(cells[0]) + 20);
    return cells.toSpliced(4, 1).join(',');
  });
  await importSample(test, 'penguins', 'penguins');
});
afterAll(() => test[Symbol.asyncDispose]());

describe('monitoring.drift', () => {
  it('finds nothing between a version and itself', async () => {
    const report = await test.client.run('monitoring.drift', {
      reference: 'heart',
      current: 'heart',
    });
    expect(report).toMatchObject({ drifted: false, share: 0, driftedColumns: 0, skipped: [] });
    expect(report.columns).toHaveLength(14);
    expect(report.columns.every(({ effect, verdict }) => effect === 0 && verdict === 'none')).toBe(
      true,
    );
  });

  it('names the column that moved first, and the column that is gone', async () => {
    const report = await test.client.run('monitoring.drift', {
      reference: 'heart',
      current: 'older',
    });
    expect(report).toMatchObject({ drifted: false, driftedColumns: 1, share: 1 / 13 });
    expect(report.columns[0]).toMatchObject({
      column: 'age',
      test: 'ks',
      drifted: true,
      verdict: 'large',
    });
    expect(report.columns[0]!.current.mean! - report.columns[0]!.reference.mean!).toBeCloseTo(
      20,
      9,
    );
    expect(report.skipped).toEqual([{ column: 'chol', reason: 'only in the reference version' }]);
  });

  it('tests the named columns only, with the asked test', async () => {
    const report = await test.client.run('monitoring.drift', {
      reference: 'heart',
      current: 'older',
      columns: ['age', 'sex', 'age'],
      tests: 'psi',
    });
    expect(report.columns.map(({ column, test: used }) => [column, used])).toEqual([
      ['age', 'psi'],
      ['sex', 'psi'],
    ]);
    expect(report).toMatchObject({ share: 0.5, drifted: true });
  });

  it('refuses columns that neither version has, and versions without a common column', async () => {
    const unknown = { reference: 'heart', current: 'older', columns: ['agee'] };
    await expect(test.client.run('monitoring.drift', unknown)).rejects.toMatchObject({
      failure: { code: 'NOT_FOUND', path: 'columns' },
    });
    const strangers = { reference: 'heart', current: 'penguins', columns: ['age', 'species'] };
    await expect(test.client.run('monitoring.drift', strangers)).rejects.toMatchObject({
      failure: { code: 'NOT_ENOUGH_DATA' },
    });
    const nobody = { reference: 'heart', current: 'nobody' };
    await expect(test.client.run('monitoring.drift', nobody)).rejects.toMatchObject({
      failure: { code: 'NOT_FOUND' },
    });
  });

  it('keeps the report, lists the newest first and leaves an audit event', async () => {
    const report = await test.client.run('monitoring.drift', {
      reference: 'first',
      current: 'second',
    });
    expect(await test.client.call('monitoring.show', { id: report.id })).toEqual(report);
    const { reports } = await test.client.call('monitoring.list', {});
    expect(reports[0]).toEqual({
      id: report.id,
      createdAt: report.createdAt,
      referenceName: 'first@1',
      currentName: 'second@1',
      drifted: report.drifted,
      share: report.share,
      driftedColumns: report.driftedColumns,
      columns: report.columns.length,
    });
    const { events } = await test.client.call('audit.log', { limit: 5 });
    expect(events.find(({ subject }) => subject === report.id)).toMatchObject({
      operation: 'monitoring.drift',
    });
    await expect(test.client.call('monitoring.show', { id: 'none' })).rejects.toMatchObject({
      failure: { code: 'NOT_FOUND' },
    });
  });

  it('writes the report as a page that needs no network', async () => {
    const html = join(test.folder, 'reports', 'drift.html');
    const report = await test.client.run('monitoring.drift', {
      reference: 'heart',
      current: 'older',
      html,
    });
    expect(report.html).toBe(html);
    const page = await readFile(html, 'utf8');
    expect(page).toContain('age');
    expect(page).not.toMatch(/(src|href)="https?:/);
  });
});

describe('monitoring.drift with a model', () => {
  it('watches the probability of the last class and the target of a classifier', async () => {
    const { model } = await trainQuickly(test, {
      version: 'first',
      target: 'disease',
      algorithm: 'gradient_boosting',
      features: ['age', 'sex', 'cp', 'thalach'],
    });
    const report = await test.client.run('monitoring.drift', {
      reference: 'first',
      current: 'second',
      model: model.id,
    });
    expect(report.columns.map(({ column }) => column).toSorted()).toEqual([
      'age',
      'cp',
      'sex',
      'thalach',
    ]);
    expect(report.prediction).toMatchObject({
      column: 'probability_present',
      test: 'ks',
      kind: 'numeric',
    });
    expect(report.target).toMatchObject({ column: 'disease', kind: 'categorical', test: 'z' });
    expect(report.skipped).toContainEqual({ column: 'chol', reason: 'not a feature of the model' });
  });

  it('watches the predicted class of more than two, and the value of a regression', async () => {
    const species = await trainQuickly(test, {
      version: 'penguins',
      target: 'species',
      algorithm: 'logistic_regression',
    });
    const same = { reference: 'penguins', current: 'penguins' };
    const classes = await test.client.run('monitoring.drift', { ...same, model: species.model.id });
    expect(classes.prediction).toMatchObject({
      column: 'prediction',
      kind: 'categorical',
      effect: 0,
    });
    const mass = await trainQuickly(test, {
      version: 'penguins',
      target: 'body_mass_g',
      algorithm: 'ridge',
    });
    const values = await test.client.run('monitoring.drift', { ...same, model: mass.model.id });
    expect(values.prediction).toMatchObject({ column: 'prediction', type: 'number', effect: 0 });
    expect(values.target).toMatchObject({ column: 'body_mass_g', kind: 'numeric', effect: 0 });
  });

  it('still tells of the columns when the model cannot score a version', async () => {
    const { run } = await trainQuickly(test, {
      version: 'heart',
      target: 'disease',
      algorithm: 'logistic_regression',
    });
    const report = await test.client.run('monitoring.drift', {
      reference: 'heart',
      current: 'older',
      model: run.id,
    });
    expect(report.columns[0]).toMatchObject({ column: 'age', drifted: true });
    expect(report.prediction).toBeNull();
    expect(report.skipped.find(({ column }) => column === 'prediction')?.reason).toMatch(/chol/);
  });
});
