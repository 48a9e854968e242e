import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InputOf } from '../../../../core/contract/contract.ts';
import type { Job } from '../../../../core/contract/events.ts';
import { openTestCore, type TestCore } from '../../../support/open-test-core.ts';

const samples = join(import.meta.dirname, '../../../../datasets');
let test: TestCore;

beforeAll(async () => {
  test = await openTestCore();
  const files = [join(samples, 'bike_sharing_hourly.csv')];
  await test.client.run('data.import', { files });
});
afterAll(() => test[Symbol.asyncDispose]());

const input = {
  version: 'bike_sharing_hourly',
  target: 'count',
  algorithm: 'gradient_boosting',
  features: ['hour', 'temperature', 'humidity', 'dayofweek'],
  params: { n_estimators: 150 },
};

/** Trains, and asks the job to end once it has come as far as that. */
async function finishWhen(more: Partial<InputOf<'models.train'>>, far: (job: Job) => boolean) {
  let asked = 0;
  const options = {
    onProgress: (job: Job) => {
      if (asked > 0 || !far(job)) return;
      asked = performance.now();
      void test.client.call('jobs.finish', { id: job.id });
    },
  };
  const result = await test.client.run('models.train', { ...input, ...more }, options);
  const early = result.warnings.filter(({ kind }) => kind === 'finished_early');
  return { ...result, asked, early: early.map(({ message }) => message) };
}

describe('a training that is told to end', () => {
  it.each(['random_forest', 'gradient_boosting'])(
    'while %s fits keeps the trees so far, and says how many',
    async (algorithm) => {
      const { run, early, asked } = await finishWhen(
        { cv: 0, algorithm, params: { n_estimators: 2000 } },
        ({ message, fraction }) => message === 'Fitting' && (fraction ?? 0) > 0.13,
      );
      expect(asked).toBeGreaterThan(0);
      expect(early[0]).toMatch(/ended early: the model keeps \d+ trees\./);
      const trees = Number(/\d+/.exec(early[0]!)![0]);
      expect(trees).toBeGreaterThan(0);
      expect(trees).toBeLessThan(2000);
      expect(run.metrics['test.r2']).toBeGreaterThan(0);
    },
  );

  it('while it cross-validates keeps the whole model and the folds that are done', async () => {
    const { run, early } = await finishWhen(
      { cv: 5 },
      ({ message, fraction }) => message === 'Cross-validating' && (fraction ?? 0) > 0.6,
    );
    expect(early).toHaveLength(1);
    expect(early[0]).toMatch(/Cross-validation was ended early: [0-4] of 5 folds count/);
    const { run: kept } = await test.client.call('tracking.show', { run: run.id });
    expect(kept.params).toMatchObject({ n_estimators: 150 });
    expect(run.metrics['test.r2']).toBeGreaterThan(0.6);
  });
});
