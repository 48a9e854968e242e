import type { AutoInput } from '../../contract/tuning.ts';
import type { JobContext } from '../../jobs/context.ts';
import type { Estimator } from '../../models/estimator.ts';
import { computeTrial } from '../compute-trial.ts';
import type { Concurrency } from '../concurrency.ts';
import type { PreparedSearch } from '../prepare-search.ts';

/** Cells that all folds together may hold for each second of the budget. */
const cellsASecond = 2_000_000;
/** With fewer rows one part says too little. */
const fewestRows = 1000;
/** The first family is among the cheapest: others take so many times as long on average. */
const dearer = 3;
/** Part of the budget that the first round may take as it looks after one fit. */
const mostShare = 0.5;

/** Milliseconds to validate the first family on one part. */
async function probe(
  search: PreparedSearch,
  family: Estimator,
  options: { input: AutoInput; context: JobContext; concurrency: Concurrency },
): Promise<number> {
  const { input, context, concurrency } = options;
  const leftMs = mostShare * 1000 * input.budget;
  const { durationMs, state } = await computeTrial(context, {
    rows: { ...search.rows, cv: 0 },
    algorithm: family.id,
    params: {},
    recipe: input.recipe,
    classWeight: input.classWeight,
    metric: search.metric,
    validation: { kind: 'folds' },
    pruner: 'none',
    rivals: [],
    threads: concurrency.threads,
    memoryBudget: concurrency.memoryBudget,
    limitMs: null,
    leftMs,
  });
  return state === 'given_up' ? leftMs : durationMs;
}

/**
 * Where folds would leave no time to try most algorithms they are compared on one part of the
 * training rows instead. Told by the size of the data, and by a fit of the first family.
 */
export async function simplify(
  search: PreparedSearch,
  families: readonly Estimator[],
  options: { input: AutoInput; context: JobContext; concurrency: Concurrency },
): Promise<PreparedSearch> {
  const { shape, rows } = search;
  const [family] = families;
  if (rows.cv < 2 || shape.rows < fewestRows || !family) return search;
  const { budget } = options.input;
  const cells = shape.rows * shape.features.length * shape.folds;
  if (cells <= budget * cellsASecond) {
    const one = await probe(search, family, options);
    const all = dearer * one * shape.folds * families.length;
    const round = all / options.concurrency.parallel;
    if (round <= mostShare * 1000 * budget) return search;
  }
  const message = `${shape.rows} rows in ${budget} s: algorithms are compared on a fifth of the training rows instead of ${shape.folds} folds. Give more time for folds.`;
  return {
    ...search,
    rows: { ...rows, cv: 0 },
    shape: { ...shape, folds: 1 },
    warnings: [...search.warnings, { kind: 'budget', message }],
  };
}
