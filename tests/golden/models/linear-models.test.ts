import { describe, expect, it } from 'vitest';
import { noTick } from '../../../core/base/tick.ts';
import { requireEstimator } from '../../../core/models/catalogue.ts';
import type { LinearState } from '../../../core/models/states/linear.ts';
import { logisticRegression } from '../../../core/models/linear/logistic-regression.ts';
import { ridge } from '../../../core/models/linear/ridge.ts';
import { readGolden, relativeError, toMatrix } from './read-golden.ts';

interface Data {
  readonly x: (number | null)[][];
  readonly y: number[];
}
interface LogisticCase {
  readonly name: string;
  readonly data: number;
  readonly weights: number[] | null;
  readonly classes: number;
  readonly params: Record<string, unknown>;
  readonly expected: { readonly coefficients: number[][]; readonly intercepts: number[] };
  readonly tolerance: number;
}
interface RidgeCase {
  readonly name: string;
  readonly data: number;
  readonly weights: number[] | null;
  readonly params: Record<string, unknown>;
  readonly expected: { readonly coefficients: number[]; readonly intercept: number };
  readonly tolerance: number;
}

describe('logistic_regression agrees with scikit-learn', () => {
  const golden = readGolden('logistic-regression') as { data: Data[]; cases: LogisticCase[] };
  it.each(golden.cases)('$name', ({ data, weights, classes, params, expected, tolerance }) => {
    const { x, y } = golden.data[data]!;
    const state = logisticRegression.fit(toMatrix(x), Float64Array.from(y), {
      params: logisticRegression.params.parse(params),
      task: 'classification',
      classes,
      weights: weights ? Float64Array.from(weights) : null,
      seed: 7,
      tick: noTick,
      requireEstimator,
    }) as LinearState;
    expect(state.coefficients).toHaveLength(expected.coefficients.length);
    const fitted = state.coefficients.flatMap((row) => [...row]);
    expect(relativeError(fitted, expected.coefficients.flat())).toBeLessThan(tolerance);
    expect(relativeError(state.intercepts, expected.intercepts)).toBeLessThan(tolerance);
  });
});

describe('ridge agrees with scikit-learn', () => {
  const golden = readGolden('ridge') as { data: Data[]; cases: RidgeCase[] };
  it.each(golden.cases)('$name', ({ data, weights, params, expected, tolerance }) => {
    const { x, y } = golden.data[data]!;
    const state = ridge.fit(toMatrix(x), Float64Array.from(y), {
      params: ridge.params.parse(params),
      task: 'regression',
      classes: 0,
      weights: weights ? Float64Array.from(weights) : null,
      seed: 7,
      tick: noTick,
      requireEstimator,
    }) as LinearState;
    const fitted = [...state.coefficients[0]!, state.intercepts[0]!];
    const wanted = [...expected.coefficients, expected.intercept];
    expect(relativeError(fitted, wanted)).toBeLessThan(tolerance);
  });
});
