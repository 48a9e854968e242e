import type { Evaluation } from '../contract/evaluation.ts';
import { bootstrapIntervals } from './bootstrap.ts';
import { scoreGroups } from './by-group.ts';
import type { RegressionEvaluationInput } from './evaluation-input.ts';
import { fullRegressionMetrics, fullRegressionScorer } from './full-regression-metrics.ts';
import { regressionMetrics } from './metrics.ts';
import type { Metrics } from './metrics.ts';
import { orderByError } from './regression-scorer.ts';
import { residualsOf } from './residuals.ts';
import { takeMetrics, takeValues } from './take-values.ts';

const groupMetrics = ['rmse', 'mae', 'r2'] as const;

function scoreRegressionGroups(input: RegressionEvaluationInput): Evaluation['byGroup'] {
  const { y, predicted, weights = null, groups } = input;
  if (groups === undefined) return [];
  return scoreGroups(groups, orderByError(y, predicted), (rows): Metrics => {
    const given = weights && takeValues(weights, rows);
    const metrics = regressionMetrics(takeValues(y, rows), takeValues(predicted, rows), given);
    return takeMetrics(metrics, groupMetrics);
  });
}

export function evaluateNumbers(input: RegressionEvaluationInput): Evaluation {
  const { y, predicted, weights = null, seed, tick } = input;
  const metrics = fullRegressionMetrics(y, predicted, weights);
  const bootstrapped = bootstrapIntervals(
    (rows) => fullRegressionScorer(takeValues(y, rows), takeValues(predicted, rows)),
    metrics,
    { rows: y.length, weights, seed, tick },
  );
  return {
    task: 'regression',
    rows: y.length,
    metrics,
    ...bootstrapped,
    confusion: null,
    roc: null,
    pr: null,
    curves: [],
    calibration: null,
    thresholds: null,
    residuals: residualsOf(y, predicted),
    byGroup: scoreRegressionGroups(input),
  };
}
