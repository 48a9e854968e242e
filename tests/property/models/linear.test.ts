import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../../core/base/rng.ts';
import { noTick } from '../../../core/base/tick.ts';
import { requireEstimator } from '../../../core/models/catalogue.ts';
import { elasticNetPath } from '../../../core/models/linear/elastic-net-path.ts';
import { classProbabilities } from '../../../core/models/links.ts';
import { computeMargins } from '../../../core/models/margins.ts';
import type { LinearState } from '../../../core/models/states/linear.ts';
import { takeMatrixRows, type Matrix } from '../../../core/table/matrix.ts';

interface Problem {
  readonly x: Matrix;
  readonly y: Float64Array;
  readonly weights: Float64Array;
}

/** Columns of scales from 1e-3 to 1e3 about means of up to a thousand times that, and whole weights. */
const problems = fc
  .record({
    seed: fc.integer({ min: 0, max: 1e6 }),
    rows: fc.integer({ min: 20, max: 60 }),
    columns: fc.integer({ min: 1, max: 5 }),
    exponents: fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 5, maxLength: 5 }),
  })
  .map(({ seed, rows, columns: size, exponents }): Problem => {
    const rng = createRng(seed);
    const columns = Array.from({ length: size }, (_, j) => {
      const mean = 100 * rng.normal();
      return Float64Array.from({ length: rows }, () => 10 ** exponents[j]! * (mean + rng.normal()));
    });
    const y = Float64Array.from(
      { length: rows },
      (_, i) =>
        columns.reduce(
          (sum, column, j) => sum + (column[i]! - column[0]!) / 10 ** exponents[j]!,
          0,
        ) +
        5 * rng.normal(),
    );
    const weights = Float64Array.from({ length: rows }, (_, i) => (i === 0 ? 1 : rng.integer(3)));
    return { x: { rows, names: columns.map((_, j) => `x${j}`), columns }, y, weights };
  });

function fit(
  id: string,
  { x, y, weights }: Omit<Problem, 'weights'> & { weights: Float64Array | null },
  params = {},
) {
  const estimator = requireEstimator(id);
  const classification = estimator.tasks.includes('classification');
  return estimator.fit(x, y, {
    params: estimator.params.parse(params),
    task: classification ? 'classification' : 'regression',
    classes: classification ? 2 : 0,
    weights,
    seed: 7,
    tick: noTick,
    requireEstimator,
  }) as LinearState;
}

const signs = ({ y, ...rest }: Problem): Problem => {
  const middle = Float64Array.from(y).sort()[y.length >> 1]!;
  return {
    ...rest,
    y: y.map((value, i) => (i < 2 ? i : value > middle ? 1 : 0)),
    weights: rest.weights.map((w, i) => (i < 2 ? 1 : w)),
  };
};

const total = (weights: Float64Array) => weights.reduce((sum, weight) => sum + weight, 0);

/** Σ weight × slope × (column − its mean): the gradient once the intercept is at its best. */
function gradient({ x, weights }: Problem, slopes: Float64Array): number[] {
  return x.columns.map((column) => {
    const mean = column.reduce((sum, value, i) => sum + weights[i]! * value, 0) / total(weights);
    return column.reduce((sum, value, i) => sum + weights[i]! * slopes[i]! * (value - mean), 0);
  });
}

/** Largest |Σ weight × slope × (column − mean)| that slopes of this size could give: the gradient's unit. */
function units(problem: Problem, slopes: Float64Array): number[] {
  const scale = Math.sqrt(slopes.reduce((sum, s, i) => sum + problem.weights[i]! * s * s, 0));
  return problem.x.columns.map((column) => {
    const distances = column.map((value) => value - column[0]!);
    return (
      scale *
      Math.sqrt(
        gradient({ ...problem, x: { ...problem.x, columns: [column] } }, distances)[0]! + 1e-300,
      )
    );
  });
}

const residuals = ({ x, y }: Problem, state: LinearState) => {
  const margin = computeMargins(state, x)[0]!;
  return y.map((value, i) => value - margin[i]!);
};

describe('linear models', () => {
  it('leave residuals orthogonal to the columns by least squares', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const left = residuals(problem, fit('linear_regression', problem));
        const unit = units(problem, left);
        gradient(problem, left).forEach((slope, j) =>
          expect(Math.abs(slope)).toBeLessThan(1e-6 * unit[j]!),
        );
        const mean = left.reduce((sum, r, i) => sum + problem.weights[i]! * r, 0);
        expect(Math.abs(mean)).toBeLessThan(
          1e-6 * total(problem.weights) * Math.max(...left.map(Math.abs)),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('meet the optimality conditions of the lasso and the elastic net', () => {
    fc.assert(
      fc.property(
        problems,
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        fc.double({ min: 0.1, max: 1, noNaN: true }),
        (problem, share, l1_ratio) => {
          const path = elasticNetPath(problem.x, problem.y, {
            l1_ratio,
            weights: problem.weights,
            n_alphas: 1,
          });
          const alpha = share * path.alphas[0]!;
          const state = fit('elastic_net', problem, {
            alpha,
            l1_ratio,
            tol: 1e-14,
            max_iter: 100_000,
          });
          const w = state.coefficients[0]!;
          const left = residuals(problem, state);
          const unit = units(problem, left);
          const l1 = alpha * l1_ratio * total(problem.weights);
          gradient(problem, left).forEach((slope, j) => {
            const pull = slope - alpha * (1 - l1_ratio) * total(problem.weights) * w[j]!;
            const off =
              w[j] === 0
                ? Math.max(Math.abs(pull) - l1, 0)
                : Math.abs(pull - l1 * Math.sign(w[j]!));
            expect(off).toBeLessThan(1e-4 * (unit[j]! + l1));
          });
        },
      ),
      { numRuns: 30 },
    );
  });

  it('set every coefficient to 0 at the first penalty of a path, and none before', () => {
    fc.assert(
      fc.property(problems, ({ x, y, weights }) => {
        const { alphas, coefficients } = elasticNetPath(x, y, {
          l1_ratio: 1,
          weights,
          n_alphas: 3,
        });
        expect(alphas[0]).toBeGreaterThan(alphas[1]!);
        expect(coefficients[0]!.every((value) => Math.abs(value) < 1e-9)).toBe(true);
        const state = fit('lasso', { x, y, weights }, { alpha: 0.99 * alphas[0]! });
        expect(state.coefficients[0]!.some((value) => value !== 0)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it('have no more than a share of the weight above a quantile, nor less than it at or above', () => {
    fc.assert(
      fc.property(problems, fc.double({ min: 0.1, max: 0.9, noNaN: true }), (problem, quantile) => {
        const left = residuals(problem, fit('quantile', problem, { quantile, alpha: 0 }));
        const near = 1e-6 * Math.max(...problem.y.map(Math.abs));
        const weigh = (keep: (r: number) => boolean) =>
          left.reduce((sum, r, i) => sum + (keep(r) ? problem.weights[i]! : 0), 0) /
          total(problem.weights);
        expect(weigh((r) => r > near)).toBeLessThanOrEqual(1 - quantile + 1e-9);
        expect(weigh((r) => r < -near)).toBeLessThanOrEqual(quantile + 1e-9);
      }),
      { numRuns: 30 },
    );
  });

  it('meet the optimality conditions of a logistic regression with L1 and L2', () => {
    fc.assert(
      fc.property(
        problems,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: -2, max: 1 }),
        (given, l1_ratio, power) => {
          const problem = signs(given);
          const C = 10 ** power;
          const state = fit('logistic_regression', problem, {
            penalty: 'elastic_net',
            l1_ratio,
            C,
          });
          const [, p] = classProbabilities(computeMargins(state, problem.x));
          const left = problem.y.map((label, i) => label - p![i]!);
          const unit = units(
            problem,
            left.map(() => 1),
          );
          const w = state.coefficients[0]!;
          gradient(problem, left).forEach((slope, j) => {
            const pull = slope - ((1 - l1_ratio) / C) * w[j]!;
            const l1 = l1_ratio / C;
            const off =
              w[j] === 0
                ? Math.max(Math.abs(pull) - l1, 0)
                : Math.abs(pull - l1 * Math.sign(w[j]!));
            expect(off).toBeLessThan(1e-5 * (unit[j]! + l1));
          });
        },
      ),
      { numRuns: 30 },
    );
  });

  it.each([
    'linear_regression',
    'ridge',
    'lasso',
    'bayesian_ridge',
    'huber',
    'logistic_regression',
    'lda',
    'qda',
  ])('count a row of weight w as w rows: %s', (id) => {
    fc.assert(
      fc.property(problems, (given) => {
        const classes = requireEstimator(id).tasks.includes('classification');
        const problem = classes ? signs(given) : given;
        const { x, y, weights } = problem;
        const rows = Int32Array.from([...weights].flatMap((w, row) => Array<number>(w).fill(row)));
        const repeated = {
          x: takeMatrixRows(x, rows),
          y: Float64Array.from(rows, (row) => y[row]!),
          weights: null,
        };
        const expected = computeMargins(fit(id, repeated), x)[0]!;
        const actual = computeMargins(fit(id, problem), x)[0]!;
        const scale = Math.max(1, ...expected.map(Math.abs));
        actual.forEach((value, i) =>
          expect(Math.abs(value - expected[i]!) / scale).toBeLessThan(1e-5),
        );
      }),
      { numRuns: 10 },
    );
  });
});
