import type { z } from 'zod';
import type { Task } from '../contract/common.ts';
import type { Tick } from '../base/tick.ts';
import type { Matrix } from '../table/matrix.ts';

/** What an estimator can and needs; the automatic recipe and the conformance suite read it. */
export type EstimatorTag =
  | 'linear' // has coefficients: linear SHAP applies
  | 'tree' // an ensemble of trees: TreeSHAP applies
  | 'handles_missing' // NaN is fine as it is
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
}

/** A tree ensemble in arrays, one entry a node; children come after their parent. */
export interface Tree {
  /** −1 for a leaf. */
  readonly feature: Int32Array;
  /** Rows with value ≤ threshold go left. */
  readonly threshold: Float64Array;
  /** 1 when a missing value goes left. */
  readonly missingLeft: Uint8Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Leaf output, learning rate included; of inner nodes the value they would have as a leaf. */
  readonly value: Float64Array;
  /** Training rows (or their weight) that reached the node: TreeSHAP's cover. */
  readonly cover: Float64Array;
}

export interface TreeEnsembleState {
  readonly kind: 'trees';
  /** Margin before the first tree, one an output. */
  readonly base: Float64Array;
  /** trees[k] adds to output k % base.length. */
  readonly trees: readonly Tree[];
}

export interface LinearState {
  readonly kind: 'linear';
  /** [output][feature]. One output for regression and for two classes, else one a class. */
  readonly coefficients: readonly Float64Array[];
  readonly intercepts: Float64Array;
  /** Weighted means of the training columns: the background of linear SHAP. */
  readonly means: Float64Array;
}

/** Plain data that survives encodeBundle and structured clone. */
export type FittedState = TreeEnsembleState | LinearState;

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
  /** y: class indices for classification, the target for regression; never NaN. */
  fit(x: Matrix, y: Float64Array, options: FitOptions<P>): FittedState;
}

export function defineEstimator<P>(estimator: Estimator<P>): Estimator<P> {
  return estimator;
}
