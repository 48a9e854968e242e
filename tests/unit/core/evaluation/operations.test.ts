import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestCore, type TestCore } from '../../../support/open-test-core.ts';
import {
  importSample,
  rewriteLines,
  samplePath,
  trainQuickly,
} from '../../../support/train-sample.ts';

let test: TestCore;
let run: string;
beforeAll(async () => {
  test = await openTestCore();
  await importSample(test, 'heart', 'heart');
  const trained = await trainQuickly(test, {
    version: 'heart',
    target: 'disease',
    algorithm: 'logistic_regression',
    exclude: ['sex'],
  });
  run = trained.run.id;
});
afterAll(() => test[Symbol.asyncDispose]());

async function importChanged(
  name: string,
  change: (line: string, at: number) => string | null,
): Promise<string> {
  const file = await rewriteLines(test, await samplePath(test, 'heart'), change);
  const { version } = await test.client.run('data.import', { files: [file], name });
  return version.id;
}

it('shows how a run did on its test rows', async () => {
  const shown = await test.client.call('evaluation.show', { run: 'latest' });
  expect(shown).toMatchObject({ runId: run, on: 'test', task: 'classification' });
  const { run: tracked } = await test.client.call('tracking.show', { run });
  expect(shown.metrics['roc_auc']).toBe(tracked.metrics['test.roc_auc']);
  expect(shown.intervals['roc_auc']!.low).toBeLessThan(shown.metrics['roc_auc']!);
});

it('evaluates on a version, by groups also of a column the model does not read', async () => {
  const made = await test.client.run('evaluation.run', { model: run, version: 'heart' });
  expect(made.rows).toBe(302);
  expect(made.confusion!.matrix.flat().reduce((a, b) => a + b)).toBe(302);
  const bySex = made.byGroup.filter((group) => group.column === 'sex');
  expect(bySex.map((group) => group.rows).reduce((a, b) => a + b)).toBe(302);
  expect(made.byGroup.some((group) => group.column === 'disease')).toBe(false);
  const again = await test.client.run('evaluation.run', { model: run, version: 'heart' });
  expect(again).toEqual(made);
});

it('leaves out rows without a target', async () => {
  const version = await importChanged('gaps', (line, at) =>
    at > 0 && at <= 10 ? line.replace(/[^,]*$/, '') : line,
  );
  const { rows } = await test.client.run('evaluation.run', { model: run, version });
  expect(rows).toBe(292);
});

it('says that a version has no target', async () => {
  const version = await importChanged('untold', (line) => line.replace(/,[^,]*$/, ''));
  await expect(test.client.run('evaluation.run', { model: run, version })).rejects.toMatchObject({
    failure: { code: 'SCHEMA_MISMATCH', message: expect.stringContaining("'disease'") },
  });
});

it('says which values of the target are no class', async () => {
  const version = await importChanged('renamed', (line) => line.replace(/absent$/, 'healthy'));
  await expect(test.client.run('evaluation.run', { model: run, version })).rejects.toMatchObject({
    failure: {
      code: 'TARGET_INVALID',
      message: expect.stringContaining("'healthy'"),
      hint: 'Classes of the model: absent, present',
    },
  });
});

it('weighs rows as the training did, where the version has the weights', async () => {
  const trained = await trainQuickly(test, {
    version: 'heart',
    target: 'disease',
    algorithm: 'logistic_regression',
    weight: 'age',
  });
  const model = trained.run.id;
  const weighted = await test.client.run('evaluation.run', { model, version: 'heart' });
  expect(weighted).toMatchObject({ weight: 'age', rows: 302 });
  const aged = await importChanged('ageless', (line, at) =>
    at > 0 ? line.replace(/^[^,]*/, '50') : line,
  );
  const alike = await test.client.run('evaluation.run', { model, version: aged });
  expect(weighted.metrics['accuracy']).not.toBe(alike.metrics['accuracy']);
  const correct = alike.confusion!.matrix.reduce((sum, row, k) => sum + row[k]!, 0);
  expect(alike.metrics['accuracy']).toBeCloseTo(correct / 302, 12);
  const young = await importChanged('young', (line, at) =>
    at > 0 ? line.replace(/^[^,]*/, at === 1 ? '-1' : '50') : line,
  );
  await expect(test.client.run('evaluation.run', { model, version: young })).rejects.toMatchObject({
    failure: { code: 'INVALID_INPUT', message: expect.stringContaining("'age'") },
  });
});
