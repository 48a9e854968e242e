import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../core/base/app-error.ts';
import { createRng } from '../../../../core/base/rng.ts';
import { noTick } from '../../../../core/base/tick.ts';
import { requireEstimator } from '../../../../core/models/catalogue.ts';
import type { FitOptions } from '../../../../core/models/estimator.ts';
import { linearEstimators } from '../../../../core/models/linear/catalogue.ts';
import { fitPipeline } from '../../../../core/models/fit-pipeline.ts';
import { classProbabilities, mostProbable } from '../../../../core/models/links.ts';
import { computeMargins } from '../../../../core/models/margins.ts';
import type { Matrix } from '../../../../core/table/matrix.ts';
import { makeSample } from '../../../conformance/synthetic.ts';

function matrixOf(columns: Float64Array[]): Matrix {
  return { rows: columns[0]!.length, names: columns.map((_, j) => `x${j}`), columns };
}

function fit(id: string, x: Matrix, y: Float64Array, more: Partial<FitOptions<unknown>> = {}) {
  const estimator = requireEstimator(id);
  const task = estimator.tasks[0]!;
  return estimator.fit(x, y, {
    task,
    classes: task === 'classification' ? 2 : 0,
    weights: null,
    seed: 7,
    tick: noTick,
    requireEstimator,
    ...more,
    params: estimator.params.parse(more.params ?? {}),
  });
}

function failureOf(run: () => unknown): AppError {
  try {
    run();
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error('no failure');
}

const separated = () => {
  const { x } = makeSample('two classes');
  return { x, y: x.columns[0]!.map((value) => (value > 0 ? 1 : 0)) };
};

describe('regressions of positive targets', () => {
  const { x } = makeSample('regression');
  const y = x.columns[0]!.map((value) => Math.abs(value));
  it.each(['poisson', 'gamma', 'tweedie'])(
    'refuse a negative target by name of the row: %s',
    (id) => {
      const bad = Float64Array.from(y);
      bad[4] = -2;
      const failure = failureOf(() => fit(id, x, bad));
      expect(failure.code).toBe('TARGET_INVALID');
      expect(failure.message).toContain('-2 in row 4');
    },
  );

  it('refuse 0 where the distribution has none, and take it where it has', () => {
    const zero = Float64Array.from(y);
    zero[0] = 0;
    expect(failureOf(() => fit('gamma', x, zero)).code).toBe('TARGET_INVALID');
    const cubic = () => fit('tweedie', x, zero, { params: { power: 2.5 } });
    expect(failureOf(cubic).code).toBe('TARGET_INVALID');
    expect(fit('poisson', x, zero).link).toBe('log');
    expect(fit('tweedie', x, zero, { params: { power: 1.9 } }).link).toBe('log');
  });

  it('predict what they learn for targets from 1e-9 to 1e9', () => {
    for (const scale of [1e-9, 1e9]) {
      const target = x.columns[0]!.map((value) => scale * Math.exp(value));
      const state = fit('gamma', x, target, { params: { alpha: 0 } });
      const [margin] = computeMargins(state, x);
      margin!.forEach((value, i) => expect(value).toBeCloseTo(Math.log(target[i]!), 6));
    }
  });
});

describe('classes that a column tells apart without fail', () => {
  it('end with finite coefficients and a warning where there is no penalty', () => {
    const { x, y } = separated();
    const state = fit('logistic_regression', x, y, { params: { penalty: 'none' } });
    const [margin] = computeMargins(state, x);
    expect(margin!.every((value) => Number.isFinite(value))).toBe(true);
    expect(state.warnings?.join()).toContain('tell the classes apart');
  });

  it('need no warning under a penalty', () => {
    const { x, y } = separated();
    for (const penalty of ['l2', 'l1', 'elastic_net']) {
      expect(fit('logistic_regression', x, y, { params: { penalty } }).warnings).toBeUndefined();
    }
  });

  it('bring their warning to the result of a pipeline, not into its model', () => {
    const { x, y } = separated();
    const columns = x.columns.map((values, j) => ({
      name: `x${j}`,
      type: 'number' as const,
      values,
    }));
    const data = {
      task: 'classification' as const,
      target: { name: 'target', type: 'category' as const },
      classes: ['a', 'b'],
      table: { rows: x.rows, columns },
      y,
      weights: null,
    };
    const { pipeline, warnings } = fitPipeline(data, {
      algorithm: 'logistic_regression',
      params: { penalty: 'none' },
      features: columns.map(({ name }) => name),
      seed: 7,
      modelId: 'model',
      tick: noTick,
      now: () => 0,
    });
    expect(warnings).toEqual([
      { kind: 'fit', message: expect.stringContaining('tell the classes apart') },
    ]);
    expect(pipeline.estimator).not.toHaveProperty('warnings');
  });
});

it('tells 1,000 classes apart by softmax', () => {
  const rng = createRng(5);
  const rows = 1000;
  const columns = Array.from({ length: 2 }, () => new Float64Array(rows));
  const y = Float64Array.from({ length: rows }, (_, i) => i % 1000);
  for (let i = 0; i < rows; i++) {
    const angle = (2 * Math.PI * y[i]!) / 1000;
    columns[0]![i] = Math.cos(angle) + 1e-4 * rng.normal();
    columns[1]![i] = Math.sin(angle) + 1e-4 * rng.normal();
  }
  const x = matrixOf(columns);
  let looks = 0;
  const state = fit('logistic_regression', x, y, {
    classes: 1000,
    params: { C: 100 },
    stopEarly: () => ++looks >= 4,
  });
  expect(state.warnings?.join()).toContain('ended before it converged');
  const labels = mostProbable(classProbabilities(computeMargins(state, x)));
  const near = labels.filter((label, i) => Math.abs(((label - y[i]! + 1500) % 1000) - 500) <= 50);
  expect(near.length / rows).toBeGreaterThan(0.9);
});

it('fits columns alike whose scales differ by sixteen powers of ten', () => {
  const { x, y } = makeSample('regression');
  const factors = [1e-8, 1e8, 1, 1];
  const scaled = matrixOf(x.columns.map((column, j) => column.map((v) => v * factors[j]!)));
  for (const id of ['linear_regression', 'lda', 'sgd']) {
    const classes = requireEstimator(id).tasks[0] === 'classification';
    const target = classes ? y.map((value) => (value > 20 ? 1 : 0)) : y;
    const [expected] = computeMargins(fit(id, x, target), x);
    const [actual] = computeMargins(fit(id, scaled, target), scaled);
    actual!.forEach((value, i) => expect(value).toBeCloseTo(expected![i]!, 5));
  }
});

it('refuses a loss of the other task by its path', () => {
  const { x, y } = makeSample('two classes');
  const failure = failureOf(() => fit('sgd', x, y, { params: { loss: 'huber' } }));
  expect(failure).toMatchObject({ code: 'INVALID_INPUT', path: 'params.loss' });
  expect(failure.hint).toContain('modified_huber');
});

it('learns by SGD although its first step is far too long', () => {
  const { x, y } = makeSample('regression', { rows: 200, columns: 50 });
  const state = fit('sgd', x, y, {
    task: 'regression',
    classes: 0,
    params: { eta0: 10, learning_rate: 'constant' },
  });
  const [margin] = computeMargins(state, x);
  const error = margin!.reduce((sum, value, i) => sum + (value - y[i]!) ** 2, 0);
  const mean = y.reduce((sum, value) => sum + value, 0) / y.length;
  expect(error).toBeLessThan(y.reduce((sum, value) => sum + (value - mean) ** 2, 0));
});

it('says how much memory each estimator needs, more for more rows or columns', () => {
  for (const { id, memory, params, tasks } of linearEstimators) {
    const classes = tasks[0] === 'classification' ? 3 : 0;
    const chosen = params.parse({});
    const small = memory!({ rows: 1000, columns: 10, classes }, chosen);
    expect(memory!({ rows: 100_000, columns: 10, classes }, chosen), id).toBeGreaterThan(small);
    expect(memory!({ rows: 1000, columns: 400, classes }, chosen), id).toBeGreaterThan(small);
  }
});
