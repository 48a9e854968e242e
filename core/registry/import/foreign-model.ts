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
}

export type ForeignChange =
  | { readonly kind: 'fill'; readonly value: number }
  /** (x − offset) ÷ divisor. */
  | { readonly kind: 'scale'; readonly offset: number; readonly divisor: number };

/** A model that another library wrote, before it is matched with columns. */
export interface ForeignModel {
  readonly format: ForeignFormat;
  readonly task: Task;
  /** Column j of the estimator is feature j. `means` of linear models are still to be found. */
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
