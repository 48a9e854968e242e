import { parseParams } from '../base/parse-params.ts';
import type { Tick } from '../base/tick.ts';
import { AppError } from '../base/app-error.ts';
import type { Warning } from '../contract/common.ts';
import type { TrainInput } from '../contract/models.ts';
import type { RecipeOptions } from '../contract/training.ts';
import type { Matrix } from '../table/matrix.ts';
import { selectColumns, type Table } from '../table/table.ts';
import { fitAutoRecipe, type FittedRecipe, type RecipeContext } from './auto-recipe.ts';
import { requireEstimator } from './catalogue.ts';
import { balanceClasses } from './class-weights.ts';
import { describeFeature } from './describe-feature.ts';
import type { Estimator } from './estimator.ts';
import { checkMemory } from './memory-guard.ts';
import type { FittedPipeline } from './pipeline.ts';
import type { FittedState } from './states/state-kinds.ts';
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
  /** What is left out, or `auto`, is what the estimator asks for. */
  readonly recipe?: Partial<RecipeOptions> | undefined;
  /** `balanced`: every class counts the same in all while fitting; scores are not touched. */
  readonly classWeight?: TrainInput['classWeight'] | undefined;
  /** Bytes that preparing and fitting may take; default: no limit. */
  readonly memoryBudget?: number | undefined;
  /** As in FitOptions. */
  readonly threads?: number | undefined;
  readonly stopEarly?: (() => boolean) | undefined;
  /** The preparation of these rows from a fit with the same features, recipe, seed and tags. */
  readonly prepared?: PreparedFit | undefined;
}

/** Training rows before and after the recipe that was fitted on them. */
export interface PreparedFit {
  readonly raw: Table;
  readonly recipe: FittedRecipe;
  readonly x: Matrix;
}

export interface FitPipelineResult {
  readonly pipeline: FittedPipeline;
  /** Milliseconds the estimator's fit took. */
  readonly fitMs: number;
  /** What the estimator says of its fit. */
  readonly warnings: readonly Warning[];
  readonly prepared: PreparedFit;
}

function checkTask({ id, tasks }: Estimator, { task }: TrainingData): void {
  if (tasks.includes(task)) return;
  throw new AppError('UNSUPPORTED', `${id} does no ${task}.`, {
    hint: `It does ${tasks.join(' and ')}; choose another algorithm or target.`,
    path: 'algorithm',
  });
}

function fitWeights(data: TrainingData, { classWeight }: FitPipelineOptions): Float64Array | null {
  const { task, classes, y, weights } = data;
  const balanced = classWeight === 'balanced' && task === 'classification';
  return balanced ? balanceClasses(y, classes.length, weights) : weights;
}

function prepare(raw: Table, context: RecipeContext): PreparedFit {
  const recipe = fitAutoRecipe(raw, context);
  return { raw, recipe, x: toMatrix(recipe.table, recipe.encoded) };
}

/**
 * Fits preparation and estimator on the given rows, which are the training rows, and on nothing else.
 * Infinite values count as missing. Throws INVALID_INPUT for bad parameters (path `params.…`),
 * UNSUPPORTED for a task the estimator does not do, OUT_OF_MEMORY before anything runs.
 */
export function fitPipeline(data: TrainingData, options: FitPipelineOptions): FitPipelineResult {
  const estimator = requireEstimator(options.algorithm);
  checkTask(estimator, data);
  const { task, classes, y } = data;
  const { id, tags } = estimator;
  const params = parseParams(estimator.params, options.params, { id, path: 'params' });
  const { seed, tick, now, recipe: asked, memoryBudget: budget } = options;
  const raw =
    options.prepared?.raw ?? dropInfinite(selectColumns(data.table, options.features)).table;
  const context: RecipeContext = { tags, recipe: asked, target: { task, classes, y, seed } };
  const count = classes.length;
  if (budget !== undefined)
    checkMemory(raw, context, { estimator, params, classes: count, budget });
  const prepared = options.prepared ?? prepare(raw, context);
  const { recipe, x } = prepared;
  const start = now();
  const fitted = estimator.fit(x, y, {
    params,
    task,
    classes: count,
    weights: fitWeights(data, options),
    seed,
    tick,
    threads: options.threads,
    stopEarly: options.stopEarly,
    requireEstimator,
  });
  const fitMs = now() - start;
  const { warnings: said = [], ...state } = fitted;
  const warnings = said.map((message) => ({ kind: 'fit', message }));
  const pipeline: FittedPipeline = {
    format: 1,
    modelId: options.modelId,
    algorithm: id,
    task,
    params,
    target: data.target,
    classes,
    features: raw.columns.map(describeFeature),
    steps: recipe.steps,
    encoded: recipe.encoded,
    estimator: state as FittedState,
    trainedRows: raw.rows,
  };
  return { pipeline, fitMs, warnings, prepared };
}
