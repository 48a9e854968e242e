import type { ColumnType, Task } from '../contract/common.ts';
import type { FittedStep } from '../preprocessing/step.ts';
import type { Calibration } from './calibration/calibrate.ts';
import type { Threshold } from './choose-threshold.ts';
import type { FittedState } from './states/state-kinds.ts';

/** What training saw in one raw column: the schema that scoring checks and forms show. */
export interface FeatureSchema {
  readonly name: string;
  readonly type: ColumnType;
  /** Values seen in training, most frequent first, for category, text and boolean columns. */
  readonly categories: readonly string[] | null;
  readonly min: number | null;
  readonly max: number | null;
  /** Median, or the most frequent value. */
  readonly typical: number | string | boolean | null;
}

/** Recipe and estimator, without what they have in common with the pipeline they belong to. */
export interface FittedPart {
  readonly steps: readonly FittedStep[];
  /** Column names after the steps, in the order the estimator sees them, and the raw column of each. */
  readonly encoded: {
    readonly names: readonly string[];
    readonly origin: readonly string[];
    /** As Matrix.categories; absent where all are numbers. */
    readonly categories?: readonly number[];
  };
  readonly estimator: FittedState;
}

/** How a range around a predicted number is found; it holds the truth in `coverage` of new rows. */
export type Interval =
  /** The prediction ± `radius`. */
  | { readonly method: 'split'; readonly coverage: number; readonly radius: number }
  /** Models of the folds, and the ascending absolute residuals of the rows each has not seen. */
  | {
      readonly method: 'cv_plus';
      readonly coverage: number;
      readonly parts: readonly FittedPart[];
      readonly residuals: readonly Float64Array[];
    }
  /** Models of the lower and upper quantile, both moved outwards by `margin`. */
  | {
      readonly method: 'quantile';
      readonly coverage: number;
      readonly lower: FittedPart;
      readonly upper: FittedPart;
      readonly margin: number;
    };

/**
 * Recipe and estimator, fitted on the training rows: what is registered, served and explained.
 * Plain data with typed arrays; kept at rest through encodeBundle as `format: 1`.
 */
export interface FittedPipeline extends FittedPart {
  readonly format: 1;
  readonly modelId: string;
  readonly algorithm: string;
  readonly task: Task;
  readonly params: Record<string, unknown>;
  readonly target: { readonly name: string; readonly type: ColumnType };
  /** Class labels in order of their index; empty for regression. */
  readonly classes: readonly string[];
  readonly features: readonly FeatureSchema[];
  readonly trainedRows: number;
  /** Corrects the probabilities; absent: they stand as the estimator gives them. */
  readonly calibration?: Calibration;
  /** When the second of two classes is called; absent: the more probable class is. */
  readonly threshold?: Threshold;
  /** Regression only. */
  readonly interval?: Interval;
}
