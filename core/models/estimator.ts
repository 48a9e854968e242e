import type { z } from 'zod';
import type { Task } from '../contract/common.ts';
import type { ParamRange } from '../contract/models.ts';
import type { Tick } from '../base/tick.ts';
import type { Matrix } from '../table/matrix.ts';
import type { FittedState } from './states/state-kinds.ts';

/** What an estimator can and needs; the automatic recipe and the conformance suite read it. */
export type EstimatorTag =
  | 'linear' // has coefficients: linear SHAP applies
  | 'tree' // an ensemble of trees: TreeSHAP applies
  | 'handles_missing' // NaN is fine as it is
  | 'handles_categories' // takes codes with Matrix.categories instead of one-hot columns
  | 'non_negative' // refuses negative values; the recipe scales to [0, 1]
  | 'positive_target' // refuses targets below 0, some also 0: only for counts and amounts
  | 'slow' // more than about rows × columns × 100 steps: left out of automatic comparisons of large data
  | 'baseline' // what models must beat; never chosen automatically
  | 'wraps' // fits other estimators of the catalogue
  | 'needs_scaling';

export interface FitOptions<P> {
  readonly params: P;
  readonly task: Task;
  /** Number of classes; y holds 0..classes-1. 0 for regression. */
  readonly classes: number;
  /** One non-negative weight a row, or null. */
  readonly weights: Float64Array | null;
  readonly seed: number;
  readonly tick: Tick;
  /** Threads it may use, itself included; default 1. Results are the same for any number. */
  readonly threads?: number | undefined;
  /** True once the caller wants what there is so far: iterative estimators end after this iteration. */
  readonly stopEarly?: (() => boolean) | undefined;
  /** Other estimators of the catalogue, for those that wrap them. */
  readonly requireEstimator: (id: string) => Estimator;
}

/** Ranges by parameter, in the order that grids vary them. */
export type SearchSpace = Readonly<Record<string, ParamRange>>;

/** The size of what an estimator is fitted on. */
export interface FitShape {
  readonly rows: number;
  readonly columns: number;
  /** 0 for regression. */
  readonly classes: number;
}

/**
 * One estimator: adding the file and its golden test, and a line in catalogue.ts, is the whole change.
 * `fit` must not change its inputs, is deterministic given the seed, and throws AppError on data it
 * cannot learn from.
 */
export interface Estimator<P = Record<string, unknown>> {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly tasks: readonly Task[];
  readonly tags: readonly EstimatorTag[];
  readonly params: z.ZodType<P>;
  /** Ranges a tuner tries when none are given. */
  readonly search?: SearchSpace;
  /** Bytes that fitting needs besides the matrix; default: as much as the matrix. */
  memory?(shape: FitShape, params: P): number;
  /** y: class indices for classification, the target for regression; never NaN. */
  fit(x: Matrix, y: Float64Array, options: FitOptions<P>): FittedState;
}

export function defineEstimator<P>(estimator: Estimator<P>): Estimator<P> {
  return estimator;
}
