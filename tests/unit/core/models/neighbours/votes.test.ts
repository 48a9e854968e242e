import { describe, expect, it } from 'vitest';
import { noTick } from '../../../../../core/base/tick.ts';
import { requireEstimator } from '../../../../../core/models/catalogue.ts';
import { computeMargins } from '../../../../../core/models/margins.ts';
import type { Matrix } from '../../../../../core/table/matrix.ts';

const column = (...values: number[]): Matrix => ({
  rows: values.length,
  names: ['x'],
  columns: [Float64Array.from(values)],
});

/** Predictions of rows at 0, 1, 2, 10 with y 0, 1, 1, 5 (or classes 0, 1, 1, 2). */
function predict(
  id: string,
  params: Record<string, unknown>,
  { at, classes = 0, weights = null }: { at: number; classes?: number; weights?: number[] | null },
): number[] {
  const estimator = requireEstimator(id);
  const y = Float64Array.of(0, 1, 1, classes > 0 ? Math.min(classes - 1, 2) : 5);
  const state = estimator.fit(column(0, 1, 2, 10), y, {
    params: estimator.params.parse(params),
    task: classes > 0 ? 'classification' : 'regression',
    classes,
    weights: weights && Float64Array.from(weights),
    seed: 7,
    tick: noTick,
    requireEstimator,
  });
  return computeMargins(state, column(at)).map((margin) => margin[0]!);
}

describe('k_neighbors', () => {
  const id = 'k_neighbors';

  it('counts votes', () => {
    expect(predict(id, { n_neighbors: 3 }, { at: 0, classes: 3 })).toEqual([1 / 3, 2 / 3, 0]);
    expect(predict(id, { n_neighbors: 3 }, { at: 0, classes: 2 })).toEqual([2 / 3]);
    expect(predict(id, { n_neighbors: 3 }, { at: 0 })).toEqual([2 / 3]);
  });

  it('lets near rows count more, and a row on the spot alone', () => {
    const params = { n_neighbors: 2, weights: 'distance' };
    expect(predict(id, params, { at: 0.25 })[0]).toBeCloseTo(0.25, 12);
    expect(predict(id, params, { at: 0 })).toEqual([0]);
  });

  it('gives a row of weight w so many votes, and forgets one of weight 0', () => {
    const params = { n_neighbors: 2 };
    expect(predict(id, params, { at: 0, weights: [3, 1, 1, 1] })).toEqual([0.25]);
    expect(predict(id, params, { at: 0, weights: [0, 1, 1, 1] })).toEqual([1]);
  });

  it('asks all rows where there are fewer than neighbours', () => {
    expect(predict(id, { n_neighbors: 50 }, { at: 0 })).toEqual([7 / 4]);
  });
});

describe('radius_neighbors', () => {
  const id = 'radius_neighbors';

  it('asks all within the radius, the edge included', () => {
    expect(predict(id, { radius: 1 }, { at: 0 })).toEqual([0.5]);
    expect(predict(id, { radius: 2 }, { at: 0, classes: 3 })).toEqual([1 / 3, 2 / 3, 0]);
  });

  it('answers with the shares, or the mean, of all rows where none is near', () => {
    expect(predict(id, { radius: 1 }, { at: 100 })).toEqual([7 / 4]);
    expect(predict(id, { radius: 1 }, { at: 100, classes: 3 })).toEqual([0.25, 0.5, 0.25]);
    expect(predict(id, { radius: 1 }, { at: 100, classes: 2 })).toEqual([0.75]);
    expect(predict(id, { radius: 1 }, { at: 100, weights: [0, 0, 1, 1] })).toEqual([3]);
  });
});
