import type { Trial, TuneInput } from '../contract/tuning.ts';
import type { JobContext } from '../jobs/context.ts';
import type { Estimator, SearchSpace } from '../models/estimator.ts';
import { computeTrial } from './compute-trial.ts';
import type { Concurrency } from './concurrency.ts';
import type { PreparedSearch } from './prepare-search.ts';
import { rivalsOf, stepsOf } from './pruners/pruner.ts';
import type { PastTrial } from './samplers/sampler.ts';
import { runTrials, type TrialStore } from './search.ts';
import type { SearchRows, TrialTaskOutput, Validation } from './tasks.ts';
import { makeSampler, type Resource } from './tune-plan.ts';

/** What one search of a study needs: the study's own, and those inside outer folds. */
export interface SearchRun {
  readonly input: TuneInput;
  readonly search: PreparedSearch;
  readonly estimator: Estimator;
  readonly space: SearchSpace;
  readonly concurrency: Concurrency;
  readonly resource: Resource | null;
  readonly context: JobContext;
}

/** Bracket names are told by the seed, so that a search can be repeated. */
const studyName = (input: TuneInput): string => `seed ${input.seed}`;

function validationOf({ input, resource }: SearchRun, number: number): Validation {
  if (!resource) return { kind: 'folds' };
  const trial = { study: studyName(input), number };
  return { kind: 'rungs', ...resource, steps: stepsOf(input.pruner, trial, resource.rungs) };
}

interface TrialOrder {
  readonly rows: SearchRows;
  readonly validation: Validation;
  readonly past: readonly PastTrial[];
  readonly leftMs: number | null;
}

/** Runs one trial of a search in a thread. */
export function orderTrial(
  run: SearchRun,
  trial: Pick<Trial, 'number' | 'algorithm' | 'params' | 'recipe'>,
  order: TrialOrder,
): Promise<TrialTaskOutput> {
  const { input, search, concurrency, resource, context } = run;
  const { past, ...rest } = order;
  const asked = { study: studyName(input), number: trial.number, rungs: resource?.rungs ?? null };
  return computeTrial(context, {
    ...rest,
    algorithm: trial.algorithm,
    params: trial.params,
    recipe: trial.recipe,
    classWeight: input.classWeight,
    metric: search.metric,
    pruner: input.pruner,
    rivals: rivalsOf(input.pruner, past, asked),
    threads: concurrency.threads,
    memoryBudget: concurrency.memoryBudget,
    limitMs: null,
  });
}

/** What a search has learned, of the time a fit takes above all. */
export interface Timing {
  /** The first thing a trial threw that nobody expected. */
  defect?: unknown;
  fitMs: number;
  predictMs: Map<number, number | null>;
}

/** How long a search may take, and who hears of its trials. */
export interface Allowance {
  /** Milliseconds since 1970 at which trials end; null: no limit. */
  readonly until: (timing: Timing) => number | null;
  readonly onTrial: (done: number, timing: Timing) => void;
}

/** Runs the trials of one search on the given rows. */
export async function searchTrials(
  run: SearchRun,
  rows: SearchRows,
  options: Allowance & { before: readonly Trial[]; store: TrialStore; timing: Timing },
): Promise<Trial[]> {
  const { input, search, context } = run;
  const { before, store, timing } = options;
  const sampler = makeSampler(run.space, input);
  let done = before.length;
  const left = (): number | null => {
    const until = options.until(timing);
    return until === null ? null : until - context.now();
  };
  return runTrials(
    {
      metric: search.metric,
      trials: input.trials,
      parallel: run.concurrency.parallel,
      signal: context.signal,
      onDefect: (error) => (timing.defect ??= error),
      stopped: () => context.finishing.aborted || (left() ?? 1) <= 0,
      suggest(number, { past }) {
        const found = sampler.suggest(number, past);
        if (!found) return null;
        const params = { ...input.params, ...found };
        return { algorithm: run.estimator.id, params, recipe: input.recipe };
      },
      async run(trial, past) {
        const validation = validationOf(run, trial.number);
        const output = await orderTrial(run, trial, { rows, validation, past, leftMs: left() });
        if (output.fitMs !== null) timing.fitMs = Math.max(timing.fitMs, output.fitMs);
        timing.predictMs.set(trial.number, output.predictMs);
        options.onTrial(++done, timing);
        return output;
      },
    },
    before,
    store,
  );
}
