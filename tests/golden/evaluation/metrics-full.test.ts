import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fullClassificationMetrics } from '../../../core/evaluation/full-class-metrics.ts';
import { fullRegressionMetrics } from '../../../core/evaluation/full-regression-metrics.ts';
import { classificationMetrics, regressionMetrics } from '../../../core/evaluation/metrics.ts';

type Metrics = Readonly<Record<string, number | null>>;
interface Case {
  name: string;
  y: number[];
  weights: number[] | null;
  metrics: Metrics;
}
const golden = JSON.parse(readFileSync(new URL('metrics-full.json', import.meta.url), 'utf8')) as {
  tolerance: number;
  classification: (Case & { probabilities: number[][] })[];
  regression: (Case & { predicted: number[] })[];
};

const doubles = (values: number[]): Float64Array => Float64Array.from(values);
const maybe = (values: number[] | null): Float64Array | null => values && doubles(values);

function isClose(actual: number | null | undefined, expected: number | null): boolean {
  if (typeof actual !== 'number' || expected === null) return actual === expected;
  return Math.abs(actual - expected) <= golden.tolerance * Math.max(1, Math.abs(expected));
}

function differences(actual: Metrics, expected: Metrics): string[] {
  return Object.keys(expected)
    .filter((id) => !isClose(actual[id], expected[id]!))
    .map((id) => `${id}: ${actual[id]}, not ${expected[id]}`);
}

it.each(golden.classification)('all classification metrics equal scikit-learn: $name', (one) => {
  const y = Int32Array.from(one.y);
  const probabilities = one.probabilities.map(doubles);
  const weights = maybe(one.weights);
  const actual = fullClassificationMetrics({ y, probabilities, weights });
  expect(differences(actual, one.metrics)).toEqual([]);
  // those that trainings are scored by are among them, to the bit
  expect(actual).toMatchObject(classificationMetrics(y, probabilities, weights));
});

it.each(golden.regression)('all regression metrics equal scikit-learn: $name', (one) => {
  const [y, predicted, weights] = [doubles(one.y), doubles(one.predicted), maybe(one.weights)];
  const actual = fullRegressionMetrics(y, predicted, weights);
  expect(differences(actual, one.metrics)).toEqual([]);
  expect(actual).toMatchObject(regressionMetrics(y, predicted, weights));
});
