import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { noTick } from '../../../core/base/tick.ts';
import { requireEstimator } from '../../../core/models/catalogue.ts';
import { classProbabilities, linkOf } from '../../../core/models/links.ts';
import { computeMargins } from '../../../core/models/margins.ts';
import {
  createNeighbourIndex,
  type NeighbourIndexOptions,
} from '../../../core/models/neighbours/neighbour-index.ts';
import { takeMatrixRows } from '../../../core/table/matrix.ts';
import { readBundled, standardise, testRows, trainingRows } from '../bundled-dataset.ts';

interface PredictionCase {
  readonly name: string;
  readonly estimator: string;
  readonly dataset: string;
  /** Places among the test rows. */
  readonly queries: number[];
  readonly params: Record<string, unknown>;
  readonly expected: number[][];
  readonly tolerance: number;
}
interface DistanceCase {
  readonly name: string;
  readonly dataset: string;
  /** Places among the test rows. */
  readonly queries: number[];
  readonly options: NeighbourIndexOptions;
  readonly indices: number[];
  readonly distances: number[];
  readonly tolerance: number;
}
const file = join(import.meta.dirname, 'scikit-learn.json');
const golden = JSON.parse(readFileSync(file, 'utf8')) as {
  predictions: PredictionCase[];
  distances: DistanceCase[];
};

function load(name: string, queries: readonly number[]) {
  const { x, y, classes } = readBundled(name);
  const standard = standardise(x);
  const rows = trainingRows(x.rows);
  const test = testRows(x.rows);
  return {
    x: takeMatrixRows(standard, rows),
    y: Float64Array.from(rows, (row) => y[row]!),
    classes,
    queries: takeMatrixRows(
      standard,
      Int32Array.from(queries, (place) => test[place]!),
    ),
  };
}

function greatestGap(actual: ArrayLike<number>, expected: readonly number[]): number {
  expect(actual).toHaveLength(expected.length);
  return Math.max(...expected.map((value, i) => Math.abs(actual[i]! - value) / Math.max(1, value)));
}

describe('models of neighbours agree with scikit-learn', () => {
  it.each(golden.predictions)(
    '$name',
    ({ estimator: id, dataset, params, queries: places, expected, tolerance }) => {
      const { x, y, classes, queries } = load(dataset, places);
      const estimator = requireEstimator(id);
      const task = classes === 0 ? 'regression' : 'classification';
      const state = estimator.fit(x, y, {
        params: estimator.params.parse(params),
        task,
        classes,
        weights: null,
        seed: 7,
        tick: noTick,
        requireEstimator,
      });
      const margins = computeMargins(state, queries);
      const predicted =
        classes === 0 ? margins : classProbabilities(margins, linkOf(state, 'classification'));
      expected.forEach((values, k) => {
        expect(greatestGap(predicted[k]!, values)).toBeLessThan(tolerance);
      });
    },
  );
});

describe('neighbours and distances agree with scikit-learn', () => {
  it.each(golden.distances)('$name', (given) => {
    const { dataset, options, indices, distances, tolerance } = given;
    const { x, queries } = load(dataset, given.queries);
    const found = createNeighbourIndex(x.columns, options).query(queries.columns, 4);
    expect([...found.indices]).toEqual(indices);
    expect(greatestGap(found.distances, distances)).toBeLessThan(tolerance);
  });
});
