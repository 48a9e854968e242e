import { noTick, subTick, type Tick } from '../base/tick.ts';
import { createRng } from '../base/rng.ts';
import type { Metrics } from '../evaluation/metrics.ts';
import { allRows, type Fold } from '../evaluation/splitters.ts';
import { fitPipeline, type FitPipelineOptions } from '../models/fit-pipeline.ts';
import { predictPipeline } from '../models/predict.ts';
import { scorePipeline, scorePrediction } from '../models/score-pipeline.ts';
import { takeTrainingRows, type TrainingData } from '../models/training-data.ts';

/** How one fold came out. */
export interface FoldScore {
  readonly metrics: Metrics;
  /** Of the fold's training rows, where asked for. */
  readonly trainMetrics: Metrics | null;
  /** Milliseconds of the estimator's fit alone. */
  readonly fitMs: number;
  /** Milliseconds to predict all test rows. */
  readonly predictMs: number;
  readonly trainRows: number;
}

/**
 * Some of the training rows, told by the seed: more rows contain fewer. `wanted` is a share up to 1, or a
 * number. Of rows that have times, the latest.
 */
export function fewerRows(
  train: Int32Array,
  wanted: number,
  options: { readonly seed: number; readonly times: Float64Array | null },
): Int32Array {
  const count = Math.min(
    train.length,
    Math.max(1, Math.round(wanted <= 1 ? wanted * train.length : wanted)),
  );
  if (count === train.length) return train;
  const { times } = options;
  if (times) {
    const byTime = train.toSorted((a, b) => times[a]! - times[b]! || a - b);
    return byTime.slice(train.length - count).sort();
  }
  const order = createRng(options.seed).fork('share').shuffle(allRows(train.length));
  return Int32Array.from(order.subarray(0, count), (place) => train[place]!).sort();
}

/** Fits the whole pipeline on the training rows of a fold and scores its test rows. */
export function scoreFold(
  data: TrainingData,
  fold: Fold,
  options: FitPipelineOptions & { readonly tick: Tick; readonly withTraining: boolean },
): FoldScore {
  const { tick, now, withTraining } = options;
  const learning = takeTrainingRows(data, fold.train);
  const { pipeline, fitMs } = fitPipeline(learning, { ...options, tick: subTick(tick, 0, 0.9) });
  const test = takeTrainingRows(data, fold.test);
  const start = now();
  const prediction = predictPipeline(pipeline, test.table, subTick(tick, 0.9, 1));
  const predictMs = now() - start;
  const trainMetrics = withTraining ? scorePipeline(pipeline, learning, noTick) : null;
  const metrics = scorePrediction(test, prediction);
  return { metrics, trainMetrics, fitMs, predictMs, trainRows: fold.train.length };
}
