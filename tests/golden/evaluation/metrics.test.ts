import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { noTick } from '../../../core/base/tick.ts';
import { evaluate } from '../../../core/evaluation/evaluate.ts';
import { classificationMetrics, regressionMetrics } from '../../../core/evaluation/metrics.ts';

type Series = (number | null)[];
interface ClassificationCase {
  name: string;
  y: number[];
  probabilities: number[][];
  weights: number[] | null;
  metrics: Record<string, number | null>;
  roc?: Record<'fpr' | 'tpr' | 'threshold', Series>;
  pr?: Record<'precision' | 'recall' | 'threshold', Series>;
  calibration?: Record<'observed' | 'predicted', Series>;
}
interface RegressionCase {
  name: string;
  y: number[];
  predicted: number[];
  weights: number[] | null;
  metrics: Record<string, number | null>;
}
const golden = JSON.parse(readFileSync(new URL('metrics.json', import.meta.url), 'utf8')) as {
  tolerance: number;
  classification: ClassificationCase[];
  regression: RegressionCase[];
};

const doubles = (values: number[]): Float64Array => Float64Array.from(values);
const maybe = (values: number[] | null): Float64Array | null => values && doubles(values);

function expectClose(actual: number | null, expected: number | null, what: string): void {
  if (expected === null || actual === null) {
    expect(actual, what).toBe(expected);
    return;
  }
  const error = Math.abs(actual - expected) / Math.max(1, Math.abs(expected));
  expect(error, `${what}: ${actual} against ${expected}`).toBeLessThanOrEqual(golden.tolerance);
}

function expectSeries(actual: Series, expected: Series, what: string): void {
  expect(actual, what).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) expectClose(actual[i]!, value, `${what}[${i}]`);
}

it.each(golden.classification)('classification metrics equal scikit-learn: $name', (one) => {
  const y = Int32Array.from(one.y);
  const probabilities = one.probabilities.map(doubles);
  const actual = classificationMetrics(y, probabilities, maybe(one.weights));
  expect(Object.keys(actual).toSorted()).toEqual(Object.keys(one.metrics).toSorted());
  for (const [id, value] of Object.entries(one.metrics)) expectClose(actual[id]!, value, id);
});

it.each(golden.classification.filter((one) => one.roc))(
  'curves equal scikit-learn: $name',
  (one) => {
    const evaluation = evaluate({
      task: 'classification',
      classes: ['no', 'yes'],
      y: Int32Array.from(one.y),
      probabilities: one.probabilities.map(doubles),
      weights: maybe(one.weights),
      seed: 1,
      tick: noTick,
    });
    for (const key of ['fpr', 'tpr', 'threshold'] as const) {
      expectSeries(evaluation.roc![key], one.roc![key], key);
    }
    for (const key of ['precision', 'recall', 'threshold'] as const) {
      expectSeries(evaluation.pr![key], one.pr![key], key);
    }
    if (!one.calibration) return;
    for (const key of ['observed', 'predicted'] as const) {
      expectSeries(evaluation.calibration![key], one.calibration[key], key);
    }
  },
);

it.each(golden.regression)('regression metrics equal scikit-learn: $name', (one) => {
  const actual = regressionMetrics(doubles(one.y), doubles(one.predicted), maybe(one.weights));
  expect(Object.keys(actual).toSorted()).toEqual(Object.keys(one.metrics).toSorted());
  for (const [id, value] of Object.entries(one.metrics)) expectClose(actual[id]!, value, id);
});
