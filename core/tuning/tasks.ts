import type { Task, Warning } from '../contract/common.ts';
import type { TrainInput } from '../contract/models.ts';
import type { RecipeOptions } from '../contract/training.ts';
import { declareTask } from '../jobs/task.ts';
import type { MainMetric } from '../models/choose-algorithm.ts';
import type { SearchSpace } from '../models/estimator.ts';
import type { ReadRequest } from '../models/read-training-data.ts';
import type { PrunerName, Rungs } from './pruners/pruner.ts';
import type { PastTrial } from './samplers/sampler.ts';

/** Which rows a search sees and how they are validated. A thread keeps what it has read under this. */
export interface SearchRows
  extends
    ReadRequest,
    Pick<
      TrainInput,
      'split' | 'window' | 'gap' | 'embargo' | 'repeats' | 'testFraction' | 'cv' | 'seed'
    > {
  /** The caller named the features: identifiers and text among them stay. */
  readonly explicit: boolean;
  /** Test rows come from another version, so that none are set aside. */
  readonly hasTest: boolean;
  /** Of nested cross-validation: the search sees the training rows of this outer fold only. */
  readonly outer: { readonly folds: number; readonly fold: number } | null;
}

export interface ShapeTaskOutput {
  readonly task: Task;
  readonly classes: number;
  /** Rows the search sees. */
  readonly rows: number;
  /** Columns it learns from. */
  readonly features: readonly string[];
  readonly folds: number;
  /** Training rows of the smallest fold. */
  readonly foldRows: number;
  readonly missingNumbers: boolean;
  readonly categories: boolean;
  /** Milliseconds that reading took. */
  readonly readMs: number;
  readonly warnings: readonly Warning[];
}

/** Reads the rows once and tells what they are like. */
export const shapeTask = declareTask<SearchRows, ShapeTaskOutput>('tuning.shape');

/** How a trial is validated. */
export type Validation =
  /** Fold after fold; each is a step. */
  | { readonly kind: 'folds' }
  /** All folds at each step, with a growing share of the training rows or of n_estimators. */
  | {
      readonly kind: 'rungs';
      readonly resource: 'rows' | 'n_estimators';
      readonly rungs: Rungs;
      readonly steps: readonly number[];
    }
  /** The test rows of the outer fold. */
  | { readonly kind: 'outer' };

export interface TrialTaskInput {
  readonly rows: SearchRows;
  readonly algorithm: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly recipe: RecipeOptions;
  readonly classWeight: TrainInput['classWeight'];
  readonly metric: MainMetric;
  readonly validation: Validation;
  readonly pruner: PrunerName;
  /** The trials the pruner compares with. */
  readonly rivals: readonly PastTrial[];
  readonly threads: number;
  readonly memoryBudget: number;
  /** Milliseconds of one fit after which the trial fails; null: none. */
  readonly limitMs: number | null;
  /** Milliseconds after which it is given up without a verdict; null: none. */
  readonly leftMs: number | null;
  /** Columns to leave out. */
  readonly without?: readonly string[];
  /** Share up to 1, or number, of the training rows of each fold. */
  readonly trainRows?: number;
  /** Score the training rows as well. */
  readonly withTraining?: boolean;
}

export interface FoldOutcome {
  readonly value: number | null;
  readonly train: number | null;
  readonly fitMs: number;
}

export interface TrialTaskOutput {
  /** given_up: the time was over or a person asked to end; it is as if the trial had never begun. */
  readonly state: 'complete' | 'pruned' | 'failed' | 'given_up';
  readonly value: number | null;
  readonly std: number | null;
  readonly intermediate: readonly { readonly step: number; readonly value: number | null }[];
  /** Of the last step. */
  readonly perFold: readonly FoldOutcome[];
  /** Training rows of the first fold that was fitted. */
  readonly trainRows: number;
  /** Mean milliseconds of a whole fit. */
  readonly fitMs: number | null;
  /** Milliseconds to predict one row, within a batch. */
  readonly predictMs: number | null;
  readonly durationMs: number;
  readonly error: string | null;
  readonly warnings: readonly Warning[];
}

export const trialTask = declareTask<TrialTaskInput, TrialTaskOutput>('tuning.trial');

export interface ImportanceTaskInput {
  readonly space: SearchSpace;
  readonly past: readonly PastTrial[];
  readonly seed: number;
}

export const importanceTask = declareTask<ImportanceTaskInput, Record<string, number>>(
  'tuning.importance',
);
