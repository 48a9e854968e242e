import { subTick, type Tick } from '../base/tick.ts';
import type { TrainInput } from '../contract/models.ts';
import { makeFolds, type Split } from '../evaluation/make-folds.ts';
import { fitPipeline, type FitPipelineOptions } from './fit-pipeline.ts';
import { predictPipeline, type Prediction } from './predict.ts';
import type { FittedPipeline } from './pipeline.ts';
import { takeTrainingRows, type TrainingData } from './training-data.ts';

/** Folds of rows that a model predicts without having seen them. */
const outOfFoldFolds = 5;

export interface FoldPrediction {
  readonly pipeline: FittedPipeline;
  /** The rows it has not seen, and what it says of them. */
  readonly rows: Int32Array;
  readonly prediction: Prediction;
}

export type OutOfFoldOptions = FitPipelineOptions &
  Pick<TrainInput, 'split' | 'window' | 'gap' | 'embargo' | 'repeats'> & { readonly tick: Tick };

/** Splits that would make many folds, and what stands in for them: every row is predicted once. */
const plainer: Partial<Record<Split, Split>> = {
  repeated: 'holdout',
  leave_one_group_out: 'group',
};

/**
 * Fits the pipeline on the training rows of each fold and predicts the others. Folds go by groups and
 * time as the split asks.
 */
export function predictOutOfFold(data: TrainingData, options: OutOfFoldOptions): FoldPrediction[] {
  const split = plainer[options.split] ?? options.split;
  const { folds } = makeFolds(data, { ...options, split, folds: outOfFoldFolds });
  return folds.map(({ train, test }, f) => {
    const part = (from: number, to: number) =>
      subTick(options.tick, (f + from) / folds.length, (f + to) / folds.length);
    const { pipeline } = fitPipeline(takeTrainingRows(data, train), {
      ...options,
      stopEarly: undefined,
      tick: part(0, 0.9),
    });
    const { table } = takeTrainingRows(data, test);
    const prediction = predictPipeline(pipeline, table, part(0.9, 1));
    return { pipeline, rows: test, prediction };
  });
}

/** The rows that were predicted and their class probabilities [class][row], in the same order. */
export function joinProbabilities(
  parts: readonly FoldPrediction[],
  data: TrainingData,
): { rows: TrainingData; probabilities: Float64Array[] } {
  const rows = Int32Array.from(parts.flatMap((part) => [...part.rows]));
  const probabilities = data.classes.map((_, k) =>
    Float64Array.from(parts.flatMap(({ prediction }) => [...prediction.probabilities![k]!])),
  );
  return { rows: takeTrainingRows(data, rows), probabilities };
}
