import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestCore, type TestCore } from '../../../../support/open-test-core.ts';

const samples = join(import.meta.dirname, '../../../../../datasets');
let test: TestCore;

beforeAll(async () => {
  test = await openTestCore();
  await test.client.run('data.import', { files: [join(samples, 'heart_cleveland_uci.csv')] });
});
afterAll(() => test[Symbol.asyncDispose]());

it('records what a forest scores out of bag beside the test metrics', async () => {
  const { run, model } = await test.client.run('models.train', {
    version: 'heart_cleveland_uci',
    target: 'disease',
    algorithm: 'random_forest',
    params: { oob_score: true },
  });
  expect(model.algorithm).toBe('random_forest');
  expect(run.metrics['oob.accuracy']).toBeGreaterThan(0.75);
  expect(run.metrics['test.roc_auc']).toBeGreaterThan(0.8);
});
