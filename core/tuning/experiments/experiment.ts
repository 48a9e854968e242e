import { AppError } from '../../base/app-error.ts';
import { parseParams } from '../../base/parse-params.ts';
import type { Warning } from '../../contract/common.ts';
import type { TuneInput } from '../../contract/tuning.ts';
import type { JobContext } from '../../jobs/context.ts';
import { requireEstimator } from '../../models/catalogue.ts';
import type { Estimator } from '../../models/estimator.ts';
import { planConcurrency, type Concurrency } from '../concurrency.ts';
import { prepareSearch, type PreparedSearch, type SearchInput } from '../prepare-search.ts';
import { trialTask, type TrialTaskInput, type TrialTaskOutput } from '../tasks.ts';

export interface Experiment {
  readonly search: PreparedSearch;
  readonly estimator: Estimator;
  readonly concurrency: Concurrency;
  readonly params: TuneInput['params'];
  readonly context: JobContext;
  readonly warnings: Warning[];
}

/** What differs from the experiment's own settings. */
export type Variant = Partial<
  Pick<TrialTaskInput, 'params' | 'recipe' | 'without' | 'trainRows' | 'withTraining'>
>;

/** Checks what was asked and reads the rows. */
export async function prepareExperiment(
  input: SearchInput & { readonly algorithm: string; readonly params: TuneInput['params'] },
  context: JobContext,
): Promise<Experiment> {
  const estimator = requireEstimator(input.algorithm);
  const search = await prepareSearch(input, context);
  const concurrency = planConcurrency(search, [estimator], 0);
  const warnings = [...search.warnings];
  return { search, estimator, concurrency, params: input.params, context, warnings };
}

/** Parameters with one of them changed; INVALID_INPUT names where the value came from. */
export function withParam(
  { estimator, params }: Experiment,
  changed: { readonly name: string; readonly value: unknown; readonly path: string },
): Record<string, unknown> {
  const made = { ...params, [changed.name]: changed.value };
  parseParams(estimator.params, made, { id: estimator.id, path: changed.path });
  return made;
}

/**
 * Validates the variants on the same folds, side by side, in their order. One that fails has no values and
 * leaves a warning; when all fail the first failure is thrown.
 */
export async function runVariants(
  experiment: Experiment,
  variants: readonly Variant[],
  name: (index: number) => string,
): Promise<TrialTaskOutput[]> {
  const { search, estimator, concurrency, context, warnings } = experiment;
  const outputs: TrialTaskOutput[] = [];
  let next = 0;
  let done = 0;
  async function work(): Promise<void> {
    while (next < variants.length && !context.signal.aborted) {
      const index = next++;
      outputs[index] = await context.compute(
        trialTask,
        {
          rows: search.rows,
          algorithm: estimator.id,
          params: experiment.params,
          recipe: search.input.recipe,
          classWeight: search.input.classWeight,
          metric: search.metric,
          validation: { kind: 'folds' },
          pruner: 'none',
          rivals: [],
          threads: concurrency.threads,
          memoryBudget: concurrency.memoryBudget,
          limitMs: null,
          leftMs: null,
          ...variants[index],
        },
        { silent: true },
      );
      done++;
      const message = `${done} of ${variants.length}`;
      context.progress({ fraction: done / variants.length, stage: 'Validating', message });
    }
  }
  await Promise.all(Array.from({ length: concurrency.parallel }, work));
  context.signal.throwIfAborted();
  const failed = outputs.map((output, i) => ({ ...output, i })).filter(({ error }) => error);
  if (failed.length === outputs.length && failed[0]) {
    throw new AppError('UNSUPPORTED', `No fit worked. ${name(failed[0].i)}: ${failed[0].error}`, {
      hint: 'Look at the parameters and the data.',
      path: 'algorithm',
    });
  }
  for (const { i, error } of failed) {
    warnings.push({ kind: 'fit', message: `${name(i)} could not be fitted: ${error}` });
  }
  return outputs;
}
