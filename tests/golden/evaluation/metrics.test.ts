import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { noTick } from '../../../core/base/tick.ts';
import { evaluate } from '../../../core/evaluation/evaluate.ts';
import { classificationMetrics, regressionMetrics } from '../../../core/evaluation/metrics.ts';

type Series = (number | null)[];
type Named<T> = Readonly<Record<string, T>>;
interface ClassificationCase {
  name: string;
  y: number[];
  probabilities: number[][];
  weights: number[] | null;
  metrics: Named<number | null>;
  roc?: Named<Series>;
  pr?: Named<Series>;
  calibration?: Named<Series>;
}
interface RegressionCase {
  name: string;
  y: number[];
  predicted: number[];
  weights: number[] | null;
  metrics: Named<number | null>;
}
const golden = JSON.parse(readFileSync(new URL('metrics.json', import.meta.url), 'utf8')) as {
  tolerance: number;
  classification: ClassificationCase[];
  regression: RegressionCase[];
};

const doubles = (values: number[]): Float64Array => Float64Array.from(values);
const maybe = (values: number[] | null): Float64Array | null => values && doubles(values);

function isClose(actual: number | null | undefined, expected: number | null): boolean {
  if (typeof actual !== 'number' || expected === null) return actual === expected;
  return Math.abs(actual - expected) <= golden.tolerance * Math.max(1, Math.abs(expected));
}

/** What differs, in words; metrics on one side only differ too. */
function differences(actual: Named<number | null>, expected: Named<number | null>): string[] {
  return Object.keys({ ...actual, ...expected })
    .filter((id) => !(id in expected) || !isClose(actual[id], expected[id]!))
    .map((id) => `${id}: ${actual[id]}, not ${expected[id]}`);
}

const byIndex = (series: Series): Named<number | null> => Object.fromEntries(series.entries());

function seriesDifferences(actual: Named<Series> | null, expected: Named<Series>): string[] {
  return Object.entries(expected).flatMap(([key, series]) =>
    actual?.[key]?.length === series.length
      ? differences(byIndex(actual[key]), byIndex(series)).map((text) => `${key} ${text}`)
      : [`${key}: ${actual?.[key]?.length} points, not ${series.length}`],
  );
}

it.each(golden.classification)('classification metrics equal scikit-learn: $name', (one) => {
  const probabilities = one.probabilities.map(doubles);
  const actual = classificationMetrics(Int32Array.from(one.y), probabilities, maybe(one.weights));
  expect(differences(actual, one.metrics)).toEqual([]);
});

const withCurves = golden.classification.filter((one) => one.roc);
it.each(withCurves)('curves equal scikit-learn: $name', ({ roc, pr, calibration, ...one }) => {
  const evaluation = evaluate({
    task: 'classification',
    classes: ['no', 'yes'],
    y: Int32Array.from(one.y),
    probabilities: one.probabilities.map(doubles),
    weights: maybe(one.weights),
    seed: 1,
    tick: noTick,
  });
  expect(seriesDifferences(evaluation.roc, roc!)).toEqual([]);
  expect(seriesDifferences(evaluation.pr, pr!)).toEqual([]);
  expect(seriesDifferences(evaluation.calibration, calibration ?? {})).toEqual([]);
});

it.each(golden.regression)('regression metrics equal scikit-learn: $name', (one) => {
  const actual = regressionMetrics(doubles(one.y), doubles(one.predicted), maybe(one.weights));
  expect(differences(actual, one.metrics)).toEqual([]);
});
