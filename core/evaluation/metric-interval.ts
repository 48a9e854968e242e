import type { Tick } from '../base/tick.ts';
import type { Evaluation } from '../contract/evaluation.ts';
import { mostProbable } from '../models/links.ts';
import type { RunRows } from './run-rows.ts';
import { analyticIntervals } from './analytic-intervals.ts';
import { bootstrapIntervals } from './bootstrap.ts';
import { confusionOf } from './confusion.ts';
import { fullClassificationMetrics, fullClassificationScorer } from './full-class-metrics.ts';
import { fullRegressionMetrics, fullRegressionScorer } from './full-regression-metrics.ts';
import { classificationScorer, regressionMetrics, type Metrics, type Scorer } from './metrics.ts';
import { orderDescending } from './ranking.ts';
import { regressionScorer } from './regression-scorer.ts';
import { takeValues } from './take-values.ts';

type Interval = Evaluation['intervals'][string];

/** The truth of rows and what a model says of them. */
export interface ScoredRows {
  readonly weights: Float64Array | null;
  /** Class indices, or numbers. */
  readonly y: Float64Array;
  /** [class][row]; null for a regression. */
  readonly probabilities: readonly Float64Array[] | null;
  /** Of a regression. */
  readonly values: Float64Array | null;
  readonly threshold: number | undefined;
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

/** The cheapest scorer that knows the metric. */
export function scorerFor({ y, probabilities, values, threshold }: ScoredRows, id: string): Scorer {
  if (!probabilities) {
    const small = id in regressionMetrics(new Float64Array(0), new Float64Array(0));
    return small ? regressionScorer(y, values!) : fullRegressionScorer(y, values!);
  }
  const truth = Int32Array.from(y);
  const small = classificationScorer(truth, probabilities, threshold);
  return id in small(null) ? small : fullClassificationScorer(truth, probabilities, threshold);
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
  const observed = { [id]: scorerFor(scored, id)(scored.weights)[id] ?? null };
  const exact = analytic(scored, observed, id);
  if (exact) return exact;
  const { weights } = scored;
  const { intervals } = bootstrapIntervals(
    (rows) => scorerFor(takeScoredRows(scored, rows), id),
    observed,
    { ...options, rows: scored.y.length, weights },
  );
  return intervals[id]!;
}
