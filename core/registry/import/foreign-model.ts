import type { Task, Warning } from '../../contract/common.ts';
import type { ForeignFormat } from '../../contract/model-file.ts';
import type { LinearState } from '../../models/states/linear.ts';
import type { TreeEnsembleState } from '../../models/states/trees.ts';

/** One input of a foreign model, as its file tells. */
export interface ForeignFeature {
  readonly name: string;
  /** Labels of the categories by their number, where the file has them. */
  readonly labels: readonly string[] | null;
  /** Its trees ask for sets of categories. */
  readonly categorical: boolean;
  /** LightGBM's zero_as_missing: a zero is a missing value. */
  readonly zeroIsMissing: boolean;
  /** What happens to its numbers before the estimator sees them, in order. */
  readonly changes: readonly ForeignChange[];
  /** It is text that the file encodes itself. */
  readonly text?: ForeignText | undefined;
}

/** How a file makes numbers of the labels of a column, or columns of zeros and ones. */
export interface ForeignText {
  /** Labels with a number of their own, in order, and those that share the next. */
  readonly categories: readonly string[];
  readonly shared: readonly string[];
  /** Number of a missing text; null: as one that is not known. */
  readonly missing: number | null;
  /** Number of a label that is not known; null: missing. Of zeros and ones it has none of its own. */
  readonly unknown: number | null;
  /** Columns of zeros and ones; null: the number is the column. */
  readonly slots: number | null;
}

export type ForeignChange =
  | { readonly kind: 'fill'; readonly value: number }
  /** (x − offset) ÷ divisor. */
  | { readonly kind: 'scale'; readonly offset: number; readonly divisor: number };

/** What tells whether a foreign model fits a version. */
export interface ForeignShape extends Pick<ForeignModel, 'task' | 'named' | 'classCount'> {
  readonly features: readonly Pick<ForeignFeature, 'name'>[];
  readonly classes: readonly string[] | null;
}

/** A model that another library wrote, before it is matched with columns. */
export interface ForeignModel {
  readonly format: ForeignFormat;
  readonly task: Task;
  /**
   * Its columns are the features in their order, each as wide as `text` says. `means` of linear models are
   * still to be found.
   */
  readonly estimator: TreeEnsembleState | LinearState;
  readonly features: readonly ForeignFeature[];
  /** False: the features have no names of their own and go by their position. */
  readonly named: boolean;
  readonly classCount: number;
  /** Labels of the classes, where the file has them. */
  readonly classes: readonly string[] | null;
  /** False: how many rows reached each node is not in the file. */
  readonly covered: boolean;
  /** What the file says of its training, for people. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly warnings: readonly Warning[];
}
