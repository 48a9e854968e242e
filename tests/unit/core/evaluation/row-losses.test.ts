import { expect, it } from 'vitest';
import { surprise, treeLosses } from '../../../../core/evaluation/errors/row-losses.ts';
import { allMetrics, type ScoredRows } from '../../../../core/evaluation/metric-interval.ts';

const numbers: ScoredRows = {
  weights: null,
  y: Float64Array.of(1, 2, 3, 8),
  values: Float64Array.of(2, 2, 2.5, 5),
  probabilities: null,
  threshold: undefined,
};
const mean = (values: Float64Array): number => values.reduce((a, b) => a + b, 0) / values.length;

it.each([
  ['mse', 'mse'],
  ['rmse', 'mse'],
  ['r2', 'mse'],
  ['mae', 'mae'],
  ['medae', 'mae'],
  ['d2_absolute_error', 'mae'],
  ['mape', 'mape'],
  ['smape', 'smape'],
  ['rmsle', 'msle'],
  ['pinball_90', 'pinball_90'],
  ['d2_pinball_10', 'pinball_10'],
  ['d2_gamma', 'mean_gamma_deviance'],
  ['mean_poisson_deviance', 'mean_poisson_deviance'],
])('the losses of rows for %s have the mean %s', (asked, metric) => {
  expect(mean(surprise(numbers, asked))).toBeCloseTo(allMetrics(numbers)[metric]!, 12);
});

it('losses have an end where errors have none', () => {
  const endless = { ...numbers, values: Float64Array.of(2, Infinity, Number.NaN, 5) };
  expect(surprise(endless, 'rmse').every(Number.isFinite)).toBe(true);
});

it('rows are right or wrong for metrics of labels, and more or less surprising for others', () => {
  const p = Float64Array.of(0.9, 0.4, 0.2, 0.6);
  const classes: ScoredRows = {
    ...numbers,
    y: Float64Array.of(1, 1, 0, 0),
    values: null,
    probabilities: [p.map((value) => 1 - value), p],
  };
  expect([...treeLosses(classes, 'accuracy')]).toEqual([0, 1, 0, 1]);
  expect([...treeLosses({ ...classes, threshold: 0.3 }, 'f1')]).toEqual([0, 0, 0, 1]);
  expect(mean(treeLosses(classes, 'roc_auc'))).toBeCloseTo(allMetrics(classes)['log_loss']!, 12);
});
