import type { Task, Warning } from '../contract/common.ts';
import type { Evaluation } from '../contract/evaluation.ts';
import type { TrainInput } from '../contract/models.ts';
import type { ColumnRef } from '../data/read-table.ts';
import { declareTask } from '../jobs/task.ts';
import type { FittedPipeline } from './pipeline.ts';

export interface VersionFile {
  readonly parquetPath: string;
  /** All columns of the version. */
  readonly columns: readonly ColumnRef[];
}

export interface TargetTaskInput {
  readonly parquetPath: string;
  readonly target: ColumnRef;
  /** What the caller asked for, if anything. */
  readonly task: Task | undefined;
}

/** Checks a target and tells its task. */
export const targetTask = declareTask<TargetTaskInput, Task>('models.target');

export interface TrainTaskInput extends Pick<
  TrainInput,
  | 'algorithm'
  | 'params'
  | 'split'
  | 'window'
  | 'gap'
  | 'embargo'
  | 'repeats'
  | 'testFraction'
  | 'cv'
  | 'seed'
  | 'recipe'
  | 'classWeight'
  | 'threads'
  | 'calibration'
  | 'threshold'
  | 'intervals'
> {
  readonly version: VersionFile;
  /** Scored instead of rows set aside. */
  readonly test: VersionFile | null;
  readonly task: Task;
  readonly target: ColumnRef;
  /** Raw columns to choose from, in order. */
  readonly features: readonly string[];
  /** The caller named the features: identifiers and text among them stay. */
  readonly explicit: boolean;
  readonly weight: string | null;
  /** Columns that the split goes by, where it needs them. */
  readonly group: string | null;
  readonly time: string | null;
  readonly modelId: string;
  /** Bytes that fitting may take. */
  readonly memoryBudget: number;
}

export interface TrainTaskOutput {
  readonly pipeline: FittedPipeline;
  /** `train.…`, `test.…`, `cv.….mean`, `cv.….std`. */
  readonly metrics: Readonly<Record<string, number | null>>;
  readonly evaluation: Evaluation;
  readonly evaluatedOn: 'test' | 'train';
  readonly warnings: readonly Warning[];
  /** The estimator's fit alone, of the final model. */
  readonly fitMs: number;
}

export const trainTask = declareTask<TrainTaskInput, TrainTaskOutput>('models.train');
