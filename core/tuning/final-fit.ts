import type { RunResult, TrainInput } from '../contract/models.ts';
import type { StudyResult, Trial } from '../contract/tuning.ts';
import type { JobContext } from '../jobs/context.ts';
import { requireEstimator } from '../models/catalogue.ts';
import { trainInputOf, type PreparedSearch } from './prepare-search.ts';

type Entry = StudyResult['leaderboard'][number];

/** Trains what a trial found, on all training rows, as a run like any other. */
export function trainTrial(
  search: PreparedSearch,
  trial: Pick<Trial, 'algorithm' | 'params' | 'recipe'>,
  call: {
    readonly context: JobContext;
    readonly cv: number;
    readonly from?: number;
    readonly to?: number;
    readonly threads?: number;
  },
): Promise<RunResult> {
  const { algorithm, params, recipe } = trial;
  const input: TrainInput = {
    ...trainInputOf(search),
    algorithm,
    params,
    recipe,
    cv: call.cv,
    ...(call.threads === undefined ? {} : { threads: call.threads }),
  };
  const { from, to } = call;
  const shown = from === undefined || to === undefined ? {} : { from, to };
  const progress = { ...shown, toTheEnd: true };
  return call.context.call('models.train', input, progress);
}

/** Metrics of the test rows by their id. */
export function testMetrics({ run }: RunResult): Record<string, number | null> {
  return Object.fromEntries(
    Object.entries(run.metrics).flatMap(([name, value]): [string, number | null][] =>
      name.startsWith('test.') ? [[name.slice('test.'.length), value]] : [],
    ),
  );
}

/** A trial as an entry of the leaderboard; without a run while there is none. */
export function entryOf(
  trial: Trial,
  known: {
    readonly run: RunResult | null;
    readonly predictMs: number | null;
    readonly trials: number;
  },
): Omit<Entry, 'rank'> {
  const { algorithm, params, recipe, value, std } = trial;
  return {
    runId: known.run?.run.id ?? null,
    algorithm,
    title: requireEstimator(algorithm).title,
    params,
    recipe,
    value,
    std,
    test: known.run ? testMetrics(known.run) : {},
    fitMs: known.run?.run.fitMs ?? null,
    predictMs: known.predictMs,
    trials: known.trials,
  };
}
