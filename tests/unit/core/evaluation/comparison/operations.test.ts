import { afterAll, beforeAll, expect, it } from 'vitest';
import type { InputOf, NameOfKind } from '../../../../../core/contract/contract.ts';
import { openTestCore, type TestCore } from '../../../../support/open-test-core.ts';
import { importSample, trainQuickly } from '../../../../support/train-sample.ts';

let test: TestCore;
let plain: string;
let calibrated: string;
beforeAll(async () => {
  test = await openTestCore();
  await importSample(test, 'heart', 'heart');
  const input = { version: 'heart', target: 'disease', algorithm: 'gaussian_nb' };
  plain = (await trainQuickly(test, input)).run.id;
  const sigmoid = await trainQuickly(test, { ...input, calibration: 'sigmoid' });
  calibrated = sigmoid.run.id;
}, 30_000);
afterAll(() => test[Symbol.asyncDispose]());

it('calibrates anew in every fold, as the run was', async () => {
  const runs = [plain, calibrated];
  const found = await test.client.run('evaluation.compare', { runs, folds: 3, metric: 'log_loss' });
  const [raw, corrected] = found.runs.map(({ perFold }) => perFold);
  // overconfident: every fold gains by calibration, and by no more than the test rows do
  for (const [f, loss] of raw!.entries()) expect(corrected![f]!).toBeLessThan(loss! - 0.01);
  expect(found.rope.by).toBe('better');
  expect(found.rope.value).toBeCloseTo(found.runs[1]!.value.value! / 100, 12);
  expect(found.bayes[0]!.rope).toBe(found.rope.value);
});

/** Cancels the job as soon as it says that it runs, and tells how long it took to end. */
async function cancelRunning<N extends NameOfKind<'job'>>(
  name: N,
  input: InputOf<N>,
): Promise<number> {
  let id = '';
  let cancelled = 0;
  const job = test.client.run(name, input, {
    onStart: (jobId) => {
      id = jobId;
    },
    onProgress: ({ state, fraction }) => {
      if (state !== 'running' || cancelled > 0 || fraction === 0) return;
      cancelled = performance.now();
      void test.client.call('jobs.cancel', { id });
    },
  });
  await expect(job).rejects.toMatchObject({ failure: { code: 'CANCELLED' } });
  expect(cancelled).toBeGreaterThan(0);
  return performance.now() - cancelled;
}

it('ends within a second when a comparison is cancelled', async () => {
  const input = { runs: [plain, calibrated], folds: 20, metric: 'log_loss' };
  expect(await cancelRunning('evaluation.compare', input)).toBeLessThan(1000);
});

it('ends within a second when fairness by group is cancelled', async () => {
  const columns = ['sex', 'cp', 'age', 'chol'];
  const input = { run: plain, columns, mitigate: 'equalized_odds' as const };
  expect(await cancelRunning('evaluation.fairness', input)).toBeLessThan(1000);
});
