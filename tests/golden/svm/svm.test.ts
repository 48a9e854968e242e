import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { noTick } from '../../../core/base/tick.ts';
import { requireEstimator } from '../../../core/models/catalogue.ts';
import { computeMargins } from '../../../core/models/margins.ts';
import { toPointRows } from '../../../core/models/neighbours/point-rows.ts';
import type { KernelParams } from '../../../core/models/svm/kernel-params.ts';
import { resolveKernel } from '../../../core/models/svm/kernel-params.ts';
import type { KernelMachinesState } from '../../../core/models/svm/kernel-machines-state.ts';
import { fitClassMachine, fitValueMachine } from '../../../core/models/svm/machine.ts';
import { fitOneClass, type OneClassParams } from '../../../core/models/svm/one-class.ts';
import { svm } from '../../../core/models/svm/svm.ts';
import { takeMatrixRows } from '../../../core/table/matrix.ts';
import {
  cyclicWeights,
  readBundled,
  standardise,
  testRows,
  trainingRows,
} from '../bundled-dataset.ts';

interface ModelCase {
  readonly name: string;
  readonly estimator: string;
  readonly dataset: string;
  readonly params: Record<string, unknown>;
  readonly weighted: boolean;
  /** [output][row] */
  readonly margins: number[][];
  readonly support?: number;
  readonly objective?: number | null;
  readonly tolerance: number;
}
interface OutlineCase {
  readonly name: string;
  readonly dataset: string;
  readonly params: Partial<OneClassParams>;
  readonly decisions: number[];
  readonly support: number;
  readonly objective: number;
  readonly tolerance: number;
}
const file = join(import.meta.dirname, 'scikit-learn.json');
const golden = JSON.parse(readFileSync(file, 'utf8')) as {
  models: ModelCase[];
  outlines: OutlineCase[];
};

function load(name: string, queries: number) {
  const { x, y, classes } = readBundled(name);
  const standard = standardise(x);
  const rows = trainingRows(x.rows);
  return {
    x: takeMatrixRows(standard, rows),
    y: Float64Array.from(rows, (row) => y[row]!),
    classes,
    queries: takeMatrixRows(standard, testRows(x.rows).slice(0, queries)),
  };
}

/** The largest difference, as a share of the largest expected magnitude. */
function gap(actual: ArrayLike<number>, expected: readonly number[]): number {
  const scale = Math.max(1, ...expected.map(Math.abs));
  return Math.max(...expected.map((value, i) => Math.abs(actual[i]! - value))) / scale;
}

function kernelParams(params: Partial<KernelParams>): KernelParams {
  return { kernel: 'rbf', gamma: 'scale', degree: 3, coef0: 0, ...params };
}

describe('support vector machines agree with scikit-learn', () => {
  it.each(golden.models)('$name', (given) => {
    const { x, y, classes, queries } = load(given.dataset, given.margins[0]!.length);
    const estimator = requireEstimator(given.estimator);
    const state = estimator.fit(x, y, {
      params: estimator.params.parse({ ...given.params, probability: false }),
      task: classes === 0 ? 'regression' : 'classification',
      classes,
      weights: given.weighted ? cyclicWeights(x.rows) : null,
      seed: 7,
      tick: noTick,
      requireEstimator,
    });
    const margins = computeMargins(state, queries);
    expect(margins).toHaveLength(given.margins.length);
    given.margins.forEach((expected, k) => {
      expect(gap(margins[k]!, expected)).toBeLessThan(given.tolerance);
    });
    if (state.kind !== 'kernel_machines') return;
    const { vectors } = state as KernelMachinesState;
    expect(Math.abs(vectors[0]!.length - given.support!)).toBeLessThanOrEqual(2);
  });
});

const withObjective = golden.models.filter(
  ({ objective, params }) => typeof objective === 'number' && params['class_weight'] === undefined,
);

describe('dual objectives agree with scikit-learn', () => {
  it.each(withObjective)('$name', ({ dataset, params: raw, weighted, objective, support }) => {
    const { x, y, classes } = load(dataset, 1);
    const points = toPointRows(x.columns);
    const params = svm.params.parse(raw);
    const weights = weighted ? cyclicWeights(x.rows) : new Float64Array(x.rows).fill(1);
    const bounds = weights.map((weight) => weight * params.C);
    const kernel = resolveKernel(params, points);
    const options = { kernel, tolerance: params.tol, tick: noTick };
    const labels = Int8Array.from(y, (label) => (label === 1 ? 1 : -1));
    const machine =
      classes > 0
        ? fitClassMachine(points, { labels, bounds }, options)
        : fitValueMachine(points, { y, bounds, epsilon: params.epsilon }, options);
    expect(Math.abs(machine.objective / objective! - 1)).toBeLessThan(1e-6);
    expect(Math.abs(machine.indices.length - support!)).toBeLessThanOrEqual(2);
  });
});

describe('one-class machines agree with scikit-learn', () => {
  it.each(golden.outlines)('$name', ({ dataset, params, ...expected }) => {
    const { x, queries } = load(dataset, expected.decisions.length);
    const found = fitOneClass(x.columns, {
      ...kernelParams(params),
      nu: params.nu!,
      tol: 1e-6,
    });
    expect(gap(found.decision(queries.columns), expected.decisions)).toBeLessThan(
      expected.tolerance,
    );
    expect(Math.abs(found.support.length - expected.support)).toBeLessThanOrEqual(2);
    expect(Math.abs(found.objective / expected.objective - 1)).toBeLessThan(1e-6);
  });
});
