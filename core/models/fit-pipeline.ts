import { parseParams } from '../base/parse-params.ts';
import type { Tick } from '../base/tick.ts';
import { AppError } from '../base/app-error.ts';
import { selectColumns } from '../table/table.ts';
import { fitAutoRecipe } from './auto-recipe.ts';
import { requireEstimator } from './catalogue.ts';
import { describeFeature } from './describe-feature.ts';
import type { FittedPipeline } from './pipeline.ts';
import { toMatrix } from './to-matrix.ts';
import type { TrainingData } from './training-data.ts';
import { dropInfinite } from './finite-table.ts';

export interface FitPipelineOptions {
  readonly algorithm: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Raw columns the model may read, in order. */
  readonly features: readonly string[];
  readonly seed: number;
  readonly modelId: string;
  readonly tick: Tick;
  /** Milliseconds of any clock, to time the estimator alone. */
  readonly now: () => number;
  /** As in FitOptions. */
  readonly threads?: number | undefined;
  readonly stopEarly?: (() => boolean) | undefined;
}

export interface FitPipelineResult {
  readonly pipeline: FittedPipeline;
  /** Milliseconds the estimator's fit took. */
  readonly fitMs: number;
}

/**
 * Fits preparation and estimator on the given rows, which are the training rows, and on nothing else.
 * Infinite values count as missing. Throws INVALID_INPUT for bad parameters (path `params.…`),
 * UNSUPPORTED for a task the estimator does not do.
 */
export function fitPipeline(data: TrainingData, options: FitPipelineOptions): FitPipelineResult {
  const estimator = requireEstimator(options.algorithm);
  const { task, classes, y, weights } = data;
  if (!estimator.tasks.includes(task)) {
    throw new AppError('UNSUPPORTED', `${estimator.id} does no ${task}.`, {
      hint: `It does ${estimator.tasks.join(' and ')}; choose another algorithm or target.`,
      path: 'algorithm',
    });
  }
  const params = parseParams(estimator.params, options.params, {
    id: estimator.id,
    path: 'params',
  });
  const raw = dropInfinite(selectColumns(data.table, options.features)).table;
  const recipe = fitAutoRecipe(raw, estimator.tags);
  const x = toMatrix(recipe.table, recipe.encoded);
  const { seed, tick, now } = options;
  const start = now();
  const state = estimator.fit(x, y, {
    params,
    task,
    classes: classes.length,
    weights,
    seed,
    tick,
    threads: options.threads,
    stopEarly: options.stopEarly,
    requireEstimator,
  });
  const fitMs = now() - start;
  const pipeline: FittedPipeline = {
    format: 1,
    modelId: options.modelId,
    algorithm: estimator.id,
    task,
    params,
    target: data.target,
    classes,
    features: raw.columns.map(describeFeature),
    steps: recipe.steps,
    encoded: recipe.encoded,
    estimator: state,
    trainedRows: raw.rows,
  };
  return { pipeline, fitMs };
}
