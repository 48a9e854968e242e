import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRng } from '../../../core/base/rng.ts';
import { noTick } from '../../../core/base/tick.ts';
import { toPointRows } from '../../../core/models/neighbours/point-rows.ts';
import { fitTube, separate } from '../../../core/models/svm/dual-coordinate-descent.ts';
import {
  decide,
  fitClassMachine,
  fitOutlineMachine,
  fitValueMachine,
} from '../../../core/models/svm/machine.ts';
import { couplePairs } from '../../../core/models/svm/pairwise-coupling.ts';
import { minimiseSquaredErrors } from '../../../core/models/svm/primal-newton.ts';
import type { SvmKernel } from '../../../core/models/svm/svm-kernel.ts';

const tolerance = 1e-3;

const kernels = fc.constantFrom<SvmKernel>(
  { kernel: 'linear', gamma: 1, degree: 1, coef0: 0 },
  { kernel: 'rbf', gamma: 0.5, degree: 1, coef0: 0 },
  { kernel: 'polynomial', gamma: 0.5, degree: 2, coef0: 1 },
);

const problems = fc
  .record({
    seed: fc.integer({ min: 0, max: 1e6 }),
    rows: fc.integer({ min: 4, max: 60 }),
    columns: fc.integer({ min: 1, max: 4 }),
    kernel: kernels,
    cost: fc.constantFrom(0.1, 1, 20),
  })
  .map(({ seed, rows, columns, kernel, cost }) => {
    const rng = createRng(seed);
    const draw = () => Float64Array.from({ length: rows }, () => Math.round(4 * rng.normal()) / 2);
    const points = toPointRows(Array.from({ length: columns }, draw));
    const values = draw();
    const labels = Int8Array.from(values, (value, i) => (i === 0 || (i > 1 && value > 0) ? 1 : -1));
    const bounds = Float64Array.from({ length: rows }, () => cost * (1 + rng.integer(3)));
    return { points, values, labels, bounds, kernel };
  });

/** Coefficient of every row. */
function spread(count: number, indices: Int32Array, coefficients: Float64Array): Float64Array {
  const all = new Float64Array(count);
  indices.forEach((row, i) => (all[row] = coefficients[i]!));
  return all;
}

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
/** Single precision of kernel values, times how much they are multiplied by. */
const blur = (bounds: Float64Array) => tolerance + 1e-5 * sum(bounds);

it('solves C-SVC to its optimality conditions', () => {
  fc.assert(
    fc.property(problems, ({ points, labels, bounds, kernel }) => {
      const machine = fitClassMachine(
        points,
        { labels, bounds },
        { kernel, tolerance, tick: noTick },
      );
      const alpha = spread(points.count, machine.indices, machine.coefficients);
      expect(Math.abs(sum(alpha))).toBeLessThan(1e-9 * (1 + sum(bounds)));
      const decisions = decide(machine, { points, kernel, tick: noTick }, points);
      const slack = blur(bounds);
      decisions.forEach((decision, i) => {
        const margin = labels[i]! * decision - 1;
        const own = labels[i]! * alpha[i]!;
        expect(own).toBeGreaterThanOrEqual(0);
        expect(own).toBeLessThanOrEqual(bounds[i]!);
        if (own < bounds[i]!) expect(margin).toBeGreaterThan(-slack);
        if (own > 0) expect(margin).toBeLessThan(slack);
      });
    }),
    { numRuns: 80 },
  );
});

it('solves ε-SVR to its optimality conditions', () => {
  fc.assert(
    fc.property(problems, ({ points, values: y, bounds, kernel }) => {
      const epsilon = 0.25;
      const options = { kernel, tolerance, tick: noTick };
      const machine = fitValueMachine(points, { y, bounds, epsilon }, options);
      const beta = spread(points.count, machine.indices, machine.coefficients);
      expect(Math.abs(sum(beta))).toBeLessThan(1e-9 * (1 + sum(bounds)));
      const slack = blur(bounds);
      decide(machine, { points, kernel, tick: noTick }, points).forEach((decision, i) => {
        const error = y[i]! - decision;
        const own = beta[i]!;
        expect(Math.abs(own)).toBeLessThanOrEqual(bounds[i]!);
        if (own < bounds[i]!) expect(error).toBeLessThan(epsilon + slack);
        if (own > -bounds[i]!) expect(error).toBeGreaterThan(-epsilon - slack);
        if (own > 0) expect(error).toBeGreaterThan(epsilon - slack);
        if (own < 0) expect(error).toBeLessThan(-epsilon + slack);
      });
    }),
    { numRuns: 80 },
  );
});

it('draws an outline that leaves at most ν of the weight outside', () => {
  fc.assert(
    fc.property(problems, fc.double({ min: 0.05, max: 0.9, noNaN: true }), (problem, nu) => {
      const { points, bounds } = problem;
      const kernel: SvmKernel = { kernel: 'rbf', gamma: 0.5, degree: 1, coef0: 0 };
      const options = { kernel, tolerance, tick: noTick };
      const machine = fitOutlineMachine(points, { bounds, nu }, options);
      expect(sum(machine.coefficients)).toBeCloseTo(nu * sum(bounds), 6);
      const decisions = decide(machine, { points, kernel, tick: noTick }, points);
      const outside = bounds.filter((_, i) => decisions[i]! < -2 * blur(bounds));
      expect(sum(outside)).toBeLessThanOrEqual(nu * sum(bounds) + 1e-9);
    }),
    { numRuns: 60 },
  );
});

const descent = () => ({
  tolerance: 1e-7,
  maxIterations: 100_000,
  rng: createRng(3),
  tick: noTick,
});

it('leaves no gap between the linear machine and its dual', () => {
  fc.assert(
    fc.property(problems, fc.boolean(), ({ points, labels, values, bounds }, squared) => {
      const { size } = points;
      const costs = bounds.map((bound) => bound / 20);
      const product = (w: Float64Array, i: number) =>
        w.reduce((total, value, j) => total + value * points.values[i * size + j]!, 0);
      const half = (w: Float64Array) => w.reduce((total, value) => total + (value * value) / 2, 0);
      const cost = (error: number, i: number) =>
        costs[i]! * (squared ? Math.max(error, 0) ** 2 : Math.max(error, 0));
      const ridge = (a: number, i: number) => (squared ? (a * a) / (4 * costs[i]!) : 0);

      const split = separate(points, { labels, costs }, { ...descent(), squared });
      const w = split.coefficients;
      const primal = half(w) + sum(costs.map((_, i) => cost(1 - labels[i]! * product(w, i), i)));
      const dual = sum(split.dual) - half(w) - sum(split.dual.map(ridge));
      expect(split.converged).toBe(true);
      expect(primal - dual).toBeLessThan(1e-4 * (1 + primal));

      const epsilon = 0.25;
      const tube = fitTube(points, { y: values, costs, epsilon }, { ...descent(), squared });
      const v = tube.coefficients;
      const above =
        half(v) + sum(costs.map((_, i) => cost(Math.abs(values[i]! - product(v, i)) - epsilon, i)));
      const gains = tube.dual.map((b, i) => b * values[i]! - epsilon * Math.abs(b) - ridge(b, i));
      expect(above - (sum(gains) - half(v))).toBeLessThan(1e-4 * (1 + above));
    }),
    { numRuns: 60 },
  );
});

it('comes to the same squared errors by Newton steps as in the dual', () => {
  fc.assert(
    fc.property(problems, ({ points, labels, bounds }) => {
      const costs = bounds.map((bound) => bound / 20);
      const dual = separate(points, { labels, costs }, { ...descent(), squared: true });
      const error = (decision: number, i: number) =>
        -labels[i]! * Math.max(0, 1 - labels[i]! * decision);
      const options = { ...descent(), squared: true };
      const { coefficients, converged } = minimiseSquaredErrors(points, { costs, error }, options);
      expect(converged).toBe(true);
      const scale = 1 + Math.max(...coefficients.map(Math.abs));
      coefficients.forEach((value, j) => {
        expect(Math.abs(value - dual.coefficients[j]!)).toBeLessThan(1e-4 * scale);
      });
    }),
    { numRuns: 60 },
  );
});

it('gives back the class probabilities that pairs come from', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 2, maxLength: 6 }),
      (raw) => {
        const total = raw.reduce((all, value) => all + value, 0);
        const k = raw.length;
        const pairs = Float64Array.from({ length: k * k }, (_, at) => {
          const [i, j] = [raw[Math.floor(at / k)]!, raw[at % k]!];
          return i / (i + j);
        });
        couplePairs(pairs, k).forEach((p, i) => {
          expect(Math.abs(p - raw[i]! / total)).toBeLessThan(0.02);
        });
      },
    ),
    { numRuns: 100 },
  );
});
