import type { OutputOf } from '../../contract/contract.ts';
import type { Comparison } from '../../contract/evaluation-comparison.ts';
import type { TrainInput } from '../../contract/models.ts';
import { declareTask } from '../../jobs/task.ts';
import type { RunSource } from '../run-source.ts';

export type Metric = Comparison['metric'];

export interface FoldsTaskInput extends Pick<
  TrainInput,
  'recipe' | 'classWeight' | 'calibration' | 'threshold' | 'intervals'
> {
  /** The run whose folds all are fitted on. */
  readonly shared: RunSource;
  readonly source: RunSource;
  readonly folds: number;
  readonly metric: Metric;
  readonly threads: number;
  readonly memoryBudget: number;
}

export interface FoldScores {
  /** Null where a fold could not be fitted or has no value. */
  readonly values: readonly (number | null)[];
  /** Test rows ÷ training rows of a fold, on average. */
  readonly testShare: number;
  /** What the folds were made of: equal for runs that can be paired. */
  readonly rows: number;
}

/** Fits a run anew on folds of its training rows. */
export const foldsTask = declareTask<FoldsTaskInput, FoldScores>('evaluation.folds');

export interface CompareTaskInput {
  readonly sources: readonly RunSource[];
  readonly titles: readonly string[];
  readonly metric: Metric;
  /** As asked; undefined: what fits the metric. */
  readonly rope: number | undefined;
  readonly by: string | undefined;
  /** One a run, or empty. */
  readonly folds: readonly FoldScores[];
}

export const compareTask = declareTask<CompareTaskInput, OutputOf<'evaluation.compare'>>(
  'evaluation.compare',
);
