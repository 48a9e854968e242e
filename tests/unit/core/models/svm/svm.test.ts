import { describe, expect, it } from 'vitest';
import { classificationMetrics } from '../../../../../core/evaluation/metrics.ts';
import { classProbabilities, linkOf } from '../../../../../core/models/links.ts';
import { computeMargins } from '../../../../../core/models/margins.ts';
import { createKernelCache } from '../../../../../core/models/svm/kernel-cache.ts';
import { linearSvm } from '../../../../../core/models/svm/linear-svm.ts';
import { fitClassMachine } from '../../../../../core/models/svm/machine.ts';
import { fitPlatt } from '../../../../../core/models/svm/platt.ts';
import { svm } from '../../../../../core/models/svm/svm.ts';
import { toPointRows } from '../../../../../core/models/neighbours/point-rows.ts';
import type { SvmKernel } from '../../../../../core/models/svm/svm-kernel.ts';
import { noTick } from '../../../../../core/base/tick.ts';
import type { Estimator } from '../../../../../core/models/estimator.ts';
import { fitOptions, makeSample } from '../../../../conformance/synthetic.ts';

const rbf: SvmKernel = { kernel: 'rbf', gamma: 0.5, degree: 3, coef0: 0 };

describe.each([svm, linearSvm] as unknown as Estimator[])('$id probabilities', (estimator) => {
  it.each(['two classes', 'three classes'] as const)('tell how often %s occur', (kind) => {
    const { x, y } = makeSample(kind, { rows: 300 });
    const state = estimator.fit(x, y, fitOptions(estimator, kind));
    const margins = computeMargins(state, x);
    const probabilities = classProbabilities(margins, linkOf(state, 'classification'));
    const metrics = classificationMetrics(Int32Array.from(y), probabilities);
    expect(metrics['accuracy']).toBeGreaterThan(0.65);
    for (let row = 0; row < x.rows; row++) {
      expect(probabilities.reduce((sum, p) => sum + p[row]!, 0)).toBeCloseTo(1, 9);
    }
    probabilities.forEach((p, label) => {
      const mean = p.reduce((sum, value) => sum + value, 0) / x.rows;
      const share = y.filter((own) => own === label).length / x.rows;
      expect(Math.abs(mean - share)).toBeLessThan(0.06);
    });
  });
});

describe('svm', () => {
  it('finds a circle, which no line can', () => {
    const { x } = makeSample('two classes', { rows: 200, columns: 2 });
    const y = x.columns[0]!.map((a, i) => (a * a + x.columns[1]![i]! ** 2 < 1.2 ? 1 : 0));
    const estimator = svm as unknown as Estimator;
    const params = svm.params.parse({ C: 10 });
    const state = estimator.fit(x, y, fitOptions(estimator, 'two classes', { params }));
    const [margin] = computeMargins(state, x);
    const right = y.filter((label, i) => margin![i]! > 0 === label > 0).length;
    expect(right / y.length).toBeGreaterThan(0.97);
  });

  it('is linear with a linear kernel, its sigmoid folded into the coefficients', () => {
    const { x, y } = makeSample('two classes');
    const estimator = svm as unknown as Estimator;
    const params = svm.params.parse({ kernel: 'linear' });
    const state = estimator.fit(x, y, fitOptions(estimator, 'two classes', { params }));
    expect(state.kind).toBe('linear');
  });

  it('ends early with what it has', () => {
    const { x, y } = makeSample('regression', { rows: 300 });
    const estimator = svm as unknown as Estimator;
    const params = svm.params.parse({ C: 1e6, epsilon: 0, tol: 1e-9 });
    let asked = 0;
    const stopEarly = () => ++asked >= 2;
    const options = fitOptions(estimator, 'regression', { params, stopEarly });
    const [margin] = computeMargins(estimator.fit(x, y, options), x);
    expect(asked).toBe(2);
    expect(margin!.every((value) => Number.isFinite(value))).toBe(true);
  });
});

describe('linear_svm', () => {
  it('refuses a loss of the other task', () => {
    const { x, y } = makeSample('two classes');
    const estimator = linearSvm as unknown as Estimator;
    const params = linearSvm.params.parse({ loss: 'epsilon_insensitive' });
    expect(() => estimator.fit(x, y, fitOptions(estimator, 'two classes', { params }))).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', path: 'params.loss' }),
    );
  });

  it('warns when it runs out of passes', () => {
    const { x, y } = makeSample('two classes');
    const estimator = linearSvm as unknown as Estimator;
    const params = linearSvm.params.parse({ loss: 'hinge', max_iter: 1, tol: 1e-9 });
    const state = estimator.fit(x, y, fitOptions(estimator, 'two classes', { params }));
    expect(state.warnings?.[0]).toContain('after 1 passes');
  });
});

describe('createKernelCache', () => {
  it('gives the same machine with room for two rows as for all', () => {
    const { x, y } = makeSample('two classes', { rows: 40 });
    const points = toPointRows(x.columns);
    const all = createKernelCache(rbf, points);
    const few = createKernelCache(rbf, points, 0);
    for (const i of [0, 7, 3, 0, 7, 39, 3]) expect(few.row(i)).toEqual(all.row(i));
    const labels = Int8Array.from(y, (label) => (label > 0 ? 1 : -1));
    const bounds = new Float64Array(x.rows).fill(1);
    const options = { kernel: rbf, tolerance: 1e-3, tick: noTick };
    const machine = fitClassMachine(points, { labels, bounds }, options);
    expect(machine.indices.length).toBeGreaterThan(0);
  });
});

describe('fitPlatt', () => {
  it('asks for decisions only where both labels are left to learn from', () => {
    const labels = Int8Array.of(1, -1, -1, -1, -1, -1);
    const seen: number[] = [];
    const { slope, offset } = fitPlatt(labels, { weights: null, seed: 1 }, (train, test) => {
      seen.push([...train].filter((row) => labels[row] === 1).length);
      return new Float64Array(test.length);
    });
    expect(seen.every((positives) => positives === 1)).toBe(true);
    expect(Number.isFinite(slope) && Number.isFinite(offset)).toBe(true);
  });
});
