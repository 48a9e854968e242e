import { describe, expect, it } from 'vitest';
import { noTick } from '../../../core/base/tick.ts';
import { requireEstimator } from '../../../core/models/catalogue.ts';
import { elasticNetPath } from '../../../core/models/linear/elastic-net-path.ts';
import { classProbabilities, linkOf, targetValues } from '../../../core/models/links.ts';
import { computeMargins } from '../../../core/models/margins.ts';
import type { FittedState } from '../../../core/models/states/state-kinds.ts';
import { readGolden, relativeError, toMatrix } from './read-golden.ts';

interface Data {
  readonly x: number[][];
  readonly y: number[];
  readonly weights: number[];
  readonly classes: number;
}
interface Case {
  readonly name: string;
  readonly estimator: string;
  readonly data: string;
  readonly weighted: boolean;
  readonly params: Record<string, number>;
  readonly expected: {
    readonly coefficients?: number[];
    readonly intercepts?: number[];
    readonly values?: number[];
    readonly probabilities?: number[];
    readonly objective?: number;
  };
  readonly tolerance: number;
}
interface Path {
  readonly data: string;
  readonly l1_ratio: number;
  readonly alphas: number[];
  readonly coefficients: number[][];
  readonly tolerance: number;
}

const golden = readGolden('linear-family') as {
  data: Record<string, Data>;
  cases: Case[];
  paths: Path[];
};

function fit({ estimator: id, data, weighted, params }: Case): FittedState {
  const { x, y, weights, classes } = golden.data[data]!;
  const estimator = requireEstimator(id);
  return estimator.fit(toMatrix(x), Float64Array.from(y), {
    params: estimator.params.parse(params),
    task: classes > 0 ? 'classification' : 'regression',
    classes,
    weights: weighted ? Float64Array.from(weights) : null,
    seed: 7,
    tick: noTick,
    requireEstimator,
  });
}

/** What the estimators that are compared by it minimise: mean loss of a row plus penalty. */
function objectiveOf({ estimator, data, weighted, params }: Case, state: FittedState): number {
  const { x, y, weights, classes } = golden.data[data]!;
  const margin = computeMargins(state, toMatrix(x))[0]!;
  const loss = (at: number, target: number) => {
    if (classes > 0) return Math.log1p(Math.exp(target === 1 ? -at : at));
    if (estimator === 'sgd') return (target - at) ** 2 / 2;
    const tau = params['quantile']!;
    return target > at ? tau * (target - at) : (1 - tau) * (at - target);
  };
  const weightOf = (row: number) => (weighted ? weights[row]! : 1);
  const total = y.reduce((sum, _, row) => sum + weightOf(row), 0);
  const mean = y.reduce((sum, t, row) => sum + weightOf(row) * loss(margin[row]!, t), 0) / total;
  const w = state.kind === 'linear' ? [...state.coefficients[0]!] : [];
  const size = (value: number) => (estimator === 'sgd' ? value ** 2 / 2 : Math.abs(value));
  return mean + params['alpha']! * w.reduce((sum, value) => sum + size(value), 0);
}

function predict(
  state: FittedState,
  data: string,
  rows: number,
): { values: number[]; probabilities: number[] } {
  const { x, classes } = golden.data[data]!;
  const margins = computeMargins(state, toMatrix(x.map((column) => column.slice(0, rows))));
  if (classes === 0)
    return {
      values: [...targetValues(margins[0]!, linkOf(state, 'regression'))],
      probabilities: [],
    };
  const probabilities = classProbabilities(margins, linkOf(state, 'classification'));
  return { values: [], probabilities: probabilities.flatMap((column) => [...column]) };
}

/** Columns that add nothing under an L1 penalty leave the scores of several classes open to a shift. */
const ambiguous = ({ estimator, params, data }: Case) =>
  estimator === 'logistic_regression' &&
  (params['l1_ratio'] ?? 0) > 0 &&
  golden.data[data]!.classes > 2;

describe('linear models agree with scikit-learn', () => {
  it.each(golden.cases)('$name', (given) => {
    const state = fit(given);
    const { expected, tolerance } = given;
    if (expected.objective !== undefined) {
      const excess = objectiveOf(given, state) - expected.objective;
      const allowed = given.estimator === 'sgd' ? tolerance : 1e-6;
      expect(excess / expected.objective).toBeLessThan(allowed);
      return;
    }
    const rows =
      (expected.values ?? expected.probabilities)!.length /
      Math.max(golden.data[given.data]!.classes, 1);
    const predicted = predict(state, given.data, rows);
    if (expected.values)
      expect(relativeError(predicted.values, expected.values)).toBeLessThan(tolerance);
    if (expected.probabilities) {
      expect(relativeError(predicted.probabilities, expected.probabilities)).toBeLessThan(
        tolerance,
      );
    }
    if (!expected.coefficients || state.kind !== 'linear' || ambiguous(given)) return;
    const coefficients = state.coefficients.flatMap((row) => [...row]);
    expect(relativeError(coefficients, expected.coefficients)).toBeLessThan(tolerance);
    expect(relativeError(state.intercepts, expected.intercepts!)).toBeLessThan(tolerance);
  });
});

describe('elastic net paths agree with scikit-learn', () => {
  it.each(golden.paths)('$data, l1_ratio $l1_ratio', (path) => {
    const { x, y } = golden.data[path.data]!;
    const { l1_ratio, tolerance } = path;
    const options = { l1_ratio, n_alphas: 8, eps: 1e-2, tol: 1e-13 };
    const found = elasticNetPath(toMatrix(x), Float64Array.from(y), options);
    expect(relativeError(found.alphas, path.alphas)).toBeLessThan(1e-9);
    const coefficients = found.coefficients.flatMap((row) => [...row]);
    expect(relativeError(coefficients, path.coefficients.flat())).toBeLessThan(tolerance);
    for (const gap of found.gaps) expect(Math.abs(gap)).toBeLessThan(1e-6);
  });
});
