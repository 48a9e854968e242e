import { AppError } from '../../base/app-error.ts';
import type { Task } from '../../contract/common.ts';
import type { Prediction } from '../../models/predict.ts';
import type { TrainingData } from '../../models/training-data.ts';
import { fullClassificationMetrics, fullClassificationScorer } from '../full-class-metrics.ts';
import { fullRegressionMetrics, fullRegressionScorer } from '../full-regression-metrics.ts';
import { classificationScorer, type Metrics, type Scorer } from '../metrics.ts';
import { regressionScorer } from '../regression-scorer.ts';
import { takeValues } from '../take-values.ts';

/** Rows with what one model says of them. */
export interface ScoredRows {
  readonly task: Task;
  readonly y: Float64Array;
  readonly weights: Float64Array | null;
  readonly prediction: Pick<Prediction, 'probabilities' | 'values'>;
  readonly threshold: number | undefined;
}

export function scoredRows(
  { task, y, weights }: TrainingData,
  prediction: Prediction,
  threshold: number | undefined,
): ScoredRows {
  return { task, y, weights, prediction, threshold };
}

export function takeScoredRows(all: ScoredRows, rows: Int32Array): ScoredRows {
  const { probabilities, values } = all.prediction;
  return {
    ...all,
    y: takeValues(all.y, rows),
    weights: all.weights && takeValues(all.weights, rows),
    prediction: {
      probabilities: probabilities && probabilities.map((column) => takeValues(column, rows)),
      values: values && takeValues(values, rows),
    },
  };
}

function allMetrics({ task, y, weights, prediction, threshold }: ScoredRows): Metrics {
  if (task === 'regression') return fullRegressionMetrics(y, prediction.values!, weights);
  const probabilities = prediction.probabilities!;
  return fullClassificationMetrics({ y: Int32Array.from(y), probabilities, weights, threshold });
}

/** One metric of the rows. INVALID_INPUT lists those there are. */
export function scoreRows(rows: ScoredRows, metric: string): number | null {
  const metrics = allMetrics(rows);
  const value = metrics[metric];
  if (value !== undefined) return value;
  throw new AppError('INVALID_INPUT', `A ${rows.task} has no metric '${metric}'.`, {
    hint: `Metrics: ${Object.keys(metrics).join(', ')}`,
    path: 'metric',
  });
}

/** One metric of the rows under many weightings; the few common metrics are quicker than the others. */
export function metricScorer(
  { task, y, prediction, threshold }: ScoredRows,
  metric: string,
): (weights: Float64Array | null) => number | null {
  const labels = task === 'classification' ? Int32Array.from(y) : null;
  const quick: Scorer = labels
    ? classificationScorer(labels, prediction.probabilities!, threshold)
    : regressionScorer(y, prediction.values!);
  if (metric in quick(null)) return (weights) => quick(weights)[metric] ?? null;
  const full: Scorer = labels
    ? fullClassificationScorer(labels, prediction.probabilities!, threshold)
    : fullRegressionScorer(y, prediction.values!);
  return (weights) => full(weights)[metric] ?? null;
}
