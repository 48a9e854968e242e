import { subTick, type Tick } from '../../base/tick.ts';
import type { TrainInput } from '../../contract/models.ts';
import { makeHoldout } from '../../evaluation/make-folds.ts';
import { alignQuietly } from '../align-table.ts';
import { estimators } from '../catalogue.ts';
import { fitPipeline, type FitPipelineResult } from '../fit-pipeline.ts';
import { predictOutOfFold, type OutOfFoldOptions } from '../out-of-fold.ts';
import type { FittedPart, FittedPipeline } from '../pipeline.ts';
import { predictPipeline } from '../predict.ts';
import { takeNumbers, takeTrainingRows, type TrainingData } from '../training-data.ts';
import { conformalQuantile, conformalRank } from './order-statistics.ts';
import { predictPart } from './predict-interval.ts';

/** Share of the training rows that tell how far off the model is; it does not learn from them. */
const calibrationShare = 0.25;

export type IntervalOptions = OutOfFoldOptions & {
  readonly intervals: TrainInput['intervals'];
};

function partOf({ steps, encoded, estimator }: FittedPipeline): FittedPart {
  return { steps, encoded, estimator };
}

/** How a quantile is learned: by boosting where it knows the loss, else linearly. */
function quantileEstimator(quantile: number): { algorithm: string; params: object } {
  const params = { loss: 'quantile', quantile };
  const boosting = estimators.get('gradient_boosting');
  if (boosting?.params.safeParse(params).success === true) {
    return { algorithm: 'gradient_boosting', params };
  }
  return { algorithm: 'quantile', params: { quantile } };
}

function absolute(truth: Float64Array, values: Float64Array): Float64Array {
  return truth.map((value, i) => Math.abs(value - values[i]!));
}

/** The model of all rows, with the models of the folds and their residuals beside it. */
function fitCrossed(data: TrainingData, options: IntervalOptions): FitPipelineResult {
  const { tick, intervals } = options;
  const whole = fitPipeline(data, { ...options, tick: subTick(tick, 0, 0.2) });
  const parts = predictOutOfFold(data, { ...options, tick: subTick(tick, 0.2, 1) });
  const residuals = parts.map(({ rows, prediction }) =>
    absolute(takeNumbers(data.y, rows), prediction.values!).sort(),
  );
  const rows = residuals.reduce((sum, values) => sum + values.length, 0);
  conformalRank(rows, intervals.coverage);
  const interval = {
    method: 'cv_plus' as const,
    coverage: intervals.coverage,
    parts: parts.map(({ pipeline }) => partOf(pipeline)),
    residuals,
  };
  return { ...whole, pipeline: { ...whole.pipeline, interval } };
}

interface Parts {
  readonly learning: TrainingData;
  readonly calibrating: TrainingData;
}

function fitSplit({ learning, calibrating }: Parts, options: IntervalOptions): FitPipelineResult {
  const { intervals, tick } = options;
  conformalRank(calibrating.y.length, intervals.coverage);
  const fitted = fitPipeline(learning, { ...options, tick: subTick(tick, 0, 0.9) });
  const { values } = predictPipeline(fitted.pipeline, calibrating.table, subTick(tick, 0.9, 1));
  const radius = conformalQuantile(absolute(calibrating.y, values!), intervals.coverage);
  const interval = { method: 'split' as const, coverage: intervals.coverage, radius };
  return { ...fitted, pipeline: { ...fitted.pipeline, interval } };
}

function fitQuantiles(
  { learning, calibrating }: Parts,
  options: IntervalOptions,
): FitPipelineResult {
  const { coverage } = options.intervals;
  conformalRank(calibrating.y.length, coverage);
  const part = (from: number, to: number): Tick => subTick(options.tick, from, to);
  const fitted = fitPipeline(learning, { ...options, tick: part(0, 0.4) });
  const table = alignQuietly(fitted.pipeline, calibrating.table);
  const [lower, upper] = [(1 - coverage) / 2, (1 + coverage) / 2].map((quantile, i) => {
    const from = 0.4 + 0.3 * i;
    const chosen = quantileEstimator(quantile);
    const params = { ...chosen.params };
    const tick = part(from, from + 0.25);
    const { pipeline } = fitPipeline(learning, { ...options, ...chosen, params, tick });
    const ends = predictPart(pipeline, table, part(from + 0.25, from + 0.3));
    return { part: partOf(pipeline), ends };
  });
  const scores = calibrating.y.map((truth, i) =>
    Math.max(lower!.ends[i]! - truth, truth - upper!.ends[i]!),
  );
  const interval = {
    method: 'quantile' as const,
    coverage,
    lower: lower!.part,
    upper: upper!.part,
    margin: conformalQuantile(scores, coverage),
  };
  return { ...fitted, pipeline: { ...fitted.pipeline, interval } };
}

/**
 * Fits a pipeline with intervals around its numbers. `split` and `quantile` keep a quarter of the rows
 * (as the split sets rows aside) from learning; `cv_plus` fits the folds besides. Rows count the same,
 * whatever their weights: coverage is of rows. NOT_ENOUGH_DATA when the coverage asks for more rows.
 */
export function fitWithInterval(data: TrainingData, options: IntervalOptions): FitPipelineResult {
  const { method } = options.intervals;
  if (method === 'none') return fitPipeline(data, options);
  if (method === 'cv_plus') return fitCrossed(data, options);
  const fold = makeHoldout(data, { ...options, testFraction: calibrationShare });
  const parts = {
    learning: takeTrainingRows(data, fold.train),
    calibrating: takeTrainingRows(data, fold.test),
  };
  return method === 'split' ? fitSplit(parts, options) : fitQuantiles(parts, options);
}
