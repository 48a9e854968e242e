import { AppError } from '../../base/app-error.ts';
import type { Task } from '../../contract/common.ts';
import type { Prediction } from '../../models/predict.ts';
import type { TrainingData } from '../../models/training-data.ts';
import { fullClassificationMetrics } from '../full-class-metrics.ts';
import { fullRegressionMetrics } from '../full-regression-metrics.ts';
import type { Metrics } from '../metrics.ts';
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
