import { noTick, subTick, type Tick } from '../base/tick.ts';
import { createRng } from '../base/rng.ts';
import type { Metrics } from '../evaluation/metrics.ts';
import { allRows, type Fold } from '../evaluation/splitters.ts';
import { fitPipeline, type FitPipelineOptions } from '../models/fit-pipeline.ts';
import { requireEstimator } from '../models/catalogue.ts';
import { classProbabilities, linkOf, targetValues } from '../models/links.ts';
import { computeMargins } from '../models/margins.ts';
import type { FittedPipeline } from '../models/pipeline.ts';
import { encodeTable, type Prediction } from '../models/predict.ts';
import type { Matrix } from '../table/matrix.ts';
import type { PreparedFolds } from './prepared-folds.ts';
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

/** Share of what a trial may take that prepared folds may take. */
const keptShare = 0.25;

interface ScoreFoldOptions extends FitPipelineOptions {
  readonly tick: Tick;
  readonly withTraining: boolean;
  readonly memoryBudget: number;
  /** Prepared folds of this search; null: the fold will not come again. */
  readonly kept: PreparedFolds | null;
}

/** The estimator's predictions of rows it sees as a matrix. */
function predictMatrix(pipeline: FittedPipeline, x: Matrix, tick: Tick): Prediction {
  const { estimator, task } = pipeline;
  const margins = computeMargins(estimator, x, tick);
  const link = linkOf(estimator, task);
  const nothing = { margins, labels: null };
  if (task === 'regression') {
    return { ...nothing, probabilities: null, values: targetValues(margins[0]!, link) };
  }
  return { ...nothing, probabilities: classProbabilities(margins, link), values: null };
}

/**
 * Fits the whole pipeline on the training rows of a fold and scores its test rows. The preparation is
 * that of an earlier trial where one has fitted the same on the same rows.
 */
export function scoreFold(data: TrainingData, fold: Fold, options: ScoreFoldOptions): FoldScore {
  const { tick, now, withTraining, kept } = options;
  const key = kept?.keyOf(fold, requireEstimator(options.algorithm), options) ?? '';
  const known = kept?.get(key);
  const learning = known?.learning ?? takeTrainingRows(data, fold.train);
  const fitted = fitPipeline(learning, {
    ...options,
    tick: subTick(tick, 0, 0.9),
    prepared: known?.prepared,
  });
  const { pipeline, fitMs, prepared } = fitted;
  const test = known?.test ?? takeTrainingRows(data, fold.test);
  const start = now();
  const testMatrix = known?.testMatrix ?? encodeTable(pipeline, test.table);
  const prediction = predictMatrix(pipeline, testMatrix, subTick(tick, 0.9, 1));
  const predictMs = now() - start;
  kept?.keep(key, { learning, prepared, test, testMatrix }, keptShare * options.memoryBudget);
  const trainMetrics = withTraining ? scorePipeline(pipeline, learning, noTick) : null;
  const metrics = scorePrediction(test, prediction);
  return { metrics, trainMetrics, fitMs, predictMs, trainRows: fold.train.length };
}
