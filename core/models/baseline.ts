import type { Warning } from '../contract/common.ts';
import type { Metrics } from '../evaluation/metrics.ts';
import { isBetter, mainMetric } from './choose-algorithm.ts';
import { scorePrediction } from './score-pipeline.ts';
import type { TrainingData } from './training-data.ts';
import { classWeights, totalWeight, weightedMean } from './weighted-moments.ts';

/** Metrics of predicting the training rows' class shares, or their mean, for every row. */
export function baselineMetrics(train: TrainingData, rows: TrainingData): Metrics {
  const constant = (value: number) => new Float64Array(rows.y.length).fill(value);
  const shared = { margins: [], labels: null };
  if (train.task === 'regression') {
    const values = constant(weightedMean(train.y, train.weights));
    return scorePrediction(rows, { ...shared, probabilities: null, values });
  }
  const total = totalWeight(train.y.length, train.weights);
  const shares = classWeights(train.y, train.classes.length, train.weights);
  const probabilities = Array.from(shares, (weight) => constant(weight / total));
  return scorePrediction(rows, { ...shared, probabilities, values: null });
}

/** A warning when the model does no better on the test rows than a guess that ignores the features. */
export function checkBaseline(
  train: TrainingData,
  test: TrainingData | null,
  metrics: Metrics,
): Warning[] {
  if (!test) return [];
  const metric = mainMetric(train);
  const reached = metrics[`test.${metric.name}`] ?? null;
  const guess = baselineMetrics(train, test)[metric.name] ?? null;
  if (reached === null || guess === null || isBetter(reached, guess, metric)) return [];
  const message = `On the test rows the model does no better than a guess that ignores the features: ${metric.name} ${reached.toPrecision(4)} against ${guess.toPrecision(4)}.`;
  return [{ kind: 'baseline', message }];
}
