import type { Tick } from '../base/tick.ts';
import type { Evaluation } from '../contract/evaluation.ts';
import { mostProbable } from '../models/links.ts';
import type { RunRows } from './run-rows.ts';
import { analyticIntervals } from './analytic-intervals.ts';
import { bootstrapIntervals } from './bootstrap.ts';
import { confusionOf } from './confusion.ts';
import { fullClassificationMetrics } from './full-class-metrics.ts';
import { fullRegressionMetrics } from './full-regression-metrics.ts';
import { metricScorer, type PredictedRows } from './metric-scorer.ts';
import type { Metrics } from './metrics.ts';
import { orderDescending } from './ranking.ts';
import { takeValues } from './take-values.ts';

type Interval = Evaluation['intervals'][string];

/** Predicted rows and what each counts for. */
export interface ScoredRows extends PredictedRows {
  readonly weights: Float64Array | null;
}

export function scoredRows({ data, prediction, pipeline }: RunRows): ScoredRows {
  const { probabilities, values } = prediction;
  const threshold = pipeline.threshold?.value;
  return { y: data.y, weights: data.weights, probabilities, values, threshold };
}

/** The given rows, in that order. */
export function takeScoredRows(scored: ScoredRows, rows: Int32Array): ScoredRows {
  const { y, weights, probabilities, values } = scored;
  return {
    ...scored,
    y: takeValues(y, rows),
    weights: weights && takeValues(weights, rows),
    probabilities: probabilities && probabilities.map((column) => takeValues(column, rows)),
    values: values && takeValues(values, rows),
  };
}

/** Every metric of the rows, by id. */
export function allMetrics({ y, probabilities, values, weights, threshold }: ScoredRows): Metrics {
  if (!probabilities) return fullRegressionMetrics(y, values!, weights);
  return fullClassificationMetrics({ y: Int32Array.from(y), probabilities, weights, threshold });
}

function analytic(scored: ScoredRows, metrics: Metrics, id: string): Interval | undefined {
  const { probabilities, weights, threshold } = scored;
  if (!probabilities || weights) return undefined;
  const y = Int32Array.from(scored.y);
  const classes = probabilities.length;
  const predicted = mostProbable(probabilities, threshold);
  const confusion = confusionOf(y, predicted, { classes, weights });
  const scores = probabilities[1]!;
  const ranked = classes === 2 ? { y, positive: 1, scores, order: orderDescending(scores) } : null;
  return analyticIntervals(metrics, confusion, ranked)[id];
}

/** One metric of some rows with its 95 % interval: by formula where there is one, else bootstrapped. */
export function metricInterval(
  scored: ScoredRows,
  id: string,
  options: { readonly seed: number; readonly tick: Tick },
): Interval {
  const observed = { [id]: metricScorer(scored, id)(scored.weights) };
  const exact = analytic(scored, observed, id);
  if (exact) return exact;
  const { weights } = scored;
  const { intervals } = bootstrapIntervals(
    (rows) => {
      const score = metricScorer(takeScoredRows(scored, rows), id);
      return (given) => ({ [id]: score(given) });
    },
    observed,
    { ...options, rows: scored.y.length, weights },
  );
  return intervals[id]!;
}
