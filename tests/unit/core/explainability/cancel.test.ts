import { afterAll, beforeAll, expect, it } from 'vitest';
import { type InputOf, type NameOfKind, operations } from '../../../../core/contract/contract.ts';
import { openTestCore, type TestCore } from '../../../support/open-test-core.ts';
import { importSample, trainQuickly } from '../../../support/train-sample.ts';

type JobName = Extract<NameOfKind<'job'>, `evaluation.${string}` | `explainability.${string}`>;

/** 17,379 rows that a model answers slowly. */
const version = 'bike';
const model = 'latest';
const run = 'latest';
const row = 1;
const every = { limit: 100_000 };
/** Milliseconds into the work, before the quickest of these has ended. */
const midst = 60;

/** What takes long enough to be cancelled; a new job is asked for here by the types. */
const long: { [N in JobName]: (runs: string[]) => InputOf<N>[] } = {
  'evaluation.run': () => [{ model, version }],
  'evaluation.residuals': () => [{ run, by: 'hour', time: 'date' }],
  'evaluation.errors': () => [{ run }],
  'evaluation.segments': () => [{ run }],
  'evaluation.formula': () => [{ run, formula: 'mean(abs(actual - predicted))' }],
  'evaluation.ranking': () => [{ run }],
  'evaluation.fairness': () => [{ run, columns: ['season'] }],
  'evaluation.compare': (runs) => [
    { runs, folds: 0 },
    { runs, folds: 5 },
  ],
  'explainability.shap': () => [
    { model, version, method: 'exact' },
    { model, version, method: 'permutation' },
    { model, version, method: 'kernel' },
  ],
  'explainability.pdp': () => [
    { model, version, ...every, columns: ['temperature', 'hour'] },
    { model, version, ...every, columns: ['temperature'], kind: 'ale' },
  ],
  'explainability.ice': () => [{ model, version, ...every, column: 'temperature' }],
  'explainability.permutation': () => [
    { model, version, ...every },
    { model, version, kind: 'drop_column' },
  ],
  'explainability.lime': () => [{ model, version, row, samples: 100_000 }],
  'explainability.surrogate': () => [{ model, version, ...every }],
  'explainability.counterfactual': () => [{ model, version, row, low: 500, count: 20 }],
  'explainability.anchor': () => [{ model, version, row, precision: 1 }],
  'explainability.similar': () => [{ model, version, method: 'prototypes', count: 100 }],
};

const cases = (Object.keys(long) as JobName[]).flatMap((name) =>
  long[name]([]).map((_, i) => [name, i] as const),
);

let test: TestCore;
const runs: string[] = [];
beforeAll(async () => {
  test = await openTestCore();
  await importSample(test, 'bike', version);
  for (const algorithm of ['dummy', 'k_neighbors']) {
    const asked = { version, target: 'count', algorithm, exclude: ['casual', 'registered'] };
    runs.push((await trainQuickly(test, asked)).run.id);
  }
}, 60_000);
afterAll(() => test[Symbol.asyncDispose]());

it('knows every job of evaluation and explanation', () => {
  const jobs = operations.filter(({ kind }) => kind === 'job').map(({ name }) => name);
  const own = jobs.filter((name) => /^(evaluation|explainability)\./.test(name));
  expect(Object.keys(long).toSorted()).toEqual(own.toSorted());
});

it.each(cases)('%s (%i) ends within a second of being cancelled', async (name, i) => {
  const abort = new AbortController();
  let cancelledAt = Number.NaN;
  let started = false;
  const running = test.client.run(name, long[name](runs)[i]!, {
    signal: abort.signal,
    onProgress: ({ state, fraction }) => {
      if (state !== 'running' || fraction === null || started) return;
      started = true;
      setTimeout(() => {
        cancelledAt = performance.now();
        abort.abort();
      }, midst);
    },
  });
  await expect(running).rejects.toMatchObject({ failure: { code: 'CANCELLED' } });
  expect(performance.now() - cancelledAt).toBeLessThan(1000);
  const { jobs } = await test.client.call('jobs.list', {});
  expect(jobs.filter(({ state }) => state === 'running')).toEqual([]);
});
