import type { Evaluation } from '../../contract/evaluation.ts';
import { bootstrapIntervals } from '../bootstrap.ts';
import { fullRegressionScorer } from '../full-regression-metrics.ts';
import type { Metrics, Scorer } from '../metrics.ts';
import { weightedMean } from '../weighted-mean.ts';
import { takeValues } from '../take-values.ts';
import type { GroupedRows, IntervalOptions } from './class-fairness.ts';

type Intervals = Evaluation['intervals'];

export interface NumberRows {
  readonly y: Float64Array;
  readonly predicted: Float64Array;
  readonly weights: Float64Array | null;
}

function takeNumberRows({ y, predicted, weights }: NumberRows, rows: Int32Array): NumberRows {
  return {
    y: takeValues(y, rows),
    predicted: takeValues(predicted, rows),
    weights: weights && takeValues(weights, rows),
  };
}

function scorerOf({ y, predicted }: NumberRows): Scorer {
  const full = fullRegressionScorer(y, predicted);
  const errors = Float64Array.from(y, (value, i) => predicted[i]! - value);
  return (weights) => ({
    mean_error: weightedMean(errors, weights),
    mean_prediction: weightedMean(predicted, weights),
    mean_actual: weightedMean(y, weights),
    ...full(weights),
  });
}

/**
 * Every regression metric of the rows with its 95 % interval, besides the means of both sides and of the
 * error (predicted − actual: above 0 the model overestimates).
 */
export function numberGroupMetrics(
  all: NumberRows,
  rows: Int32Array | null,
  options: IntervalOptions,
): Intervals {
  const taken = rows === null ? all : takeNumberRows(all, rows);
  const metrics = scorerOf(taken)(taken.weights);
  return bootstrapIntervals((drawn) => scorerOf(takeNumberRows(taken, drawn)), metrics, {
    rows: taken.y.length,
    weights: taken.weights,
    ...options,
  }).intervals;
}

/** Differences of means between groups of the given weights. O(rows). */
export function numberMeasures(rows: NumberRows, of: Int32Array, groups: number): Metrics {
  const { y, predicted, weights } = rows;
  const total = new Float64Array(groups);
  const sums = [0, 1, 2, 3].map(() => new Float64Array(groups));
  for (let i = 0; i < y.length; i++) {
    const weight = weights === null ? 1 : weights[i]!;
    const g = of[i]!;
    const error = predicted[i]! - y[i]!;
    total[g]! += weight;
    sums[0]![g]! += weight * error;
    sums[1]![g]! += weight * Math.abs(error);
    sums[2]![g]! += weight * error * error;
    sums[3]![g]! += weight * predicted[i]!;
  }
  const seen = [...total.keys()].filter((g) => total[g]! > 0);
  const [errors, absolute, squares, predictions] = sums.map((sum) =>
    seen.map((g) => sum[g]! / total[g]!),
  );
  const gap = (values: readonly number[]): number | null =>
    values.length < 2 ? null : Math.max(...values) - Math.min(...values);
  const worst = Math.max(...absolute!);
  return {
    mean_error_difference: gap(errors!),
    mae_difference: gap(absolute!),
    mae_ratio: seen.length < 2 || worst === 0 ? null : Math.min(...absolute!) / worst,
    rmse_difference: gap(squares!.map(Math.sqrt)),
    mean_prediction_difference: gap(predictions!),
  };
}

/** The measures of `numberMeasures` with bootstrap intervals. */
export function numberMeasureIntervals(
  all: NumberRows,
  { of, groups }: GroupedRows,
  options: IntervalOptions,
): Intervals {
  const rows = Int32Array.from(of.keys()).filter((row) => of[row]! >= 0);
  const taken = takeNumberRows(all, rows);
  const groupOf = takeValues(of, rows);
  return bootstrapIntervals(
    (drawn) => {
      const some = takeNumberRows(taken, drawn);
      const someOf = takeValues(groupOf, drawn);
      return (weights) => numberMeasures({ ...some, weights }, someOf, groups);
    },
    numberMeasures(taken, groupOf, groups),
    { rows: rows.length, weights: taken.weights, ...options },
  ).intervals;
}
