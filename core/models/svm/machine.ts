import type { Tick } from '../../base/tick.ts';
import type { PointRows } from '../neighbours/point-rows.ts';
import { createKernelCache } from './kernel-cache.ts';
import { solveQuadratic, type QuadraticSolution } from './smo.ts';
import { createKernelRow, type SvmKernel } from './svm-kernel.ts';

/** A decision function: Σ coefficient × K(support vector, ·) + intercept. */
export interface Machine {
  /** Support vectors among the points it was fitted on. */
  readonly indices: Int32Array;
  readonly coefficients: Float64Array;
  readonly intercept: number;
  /** Value of the dual problem that was minimised. */
  readonly objective: number;
}

export interface MachineOptions {
  readonly kernel: SvmKernel;
  readonly tolerance: number;
  readonly tick: Tick;
  readonly stopEarly?: (() => boolean) | undefined;
}

function toMachine(coefficients: Float64Array, { rho, objective }: QuadraticSolution): Machine {
  const indices = Int32Array.from(coefficients.keys()).filter((i) => coefficients[i] !== 0);
  const own = Float64Array.from(indices, (i) => coefficients[i]!);
  return { indices, coefficients: own, intercept: -rho, objective };
}

/** C-SVC (Cortes & Vapnik 1995): labels ±1, an upper bound C a row. */
export function fitClassMachine(
  points: PointRows,
  { labels, bounds }: { labels: Int8Array; bounds: Float64Array },
  options: MachineOptions,
): Machine {
  const { count } = points;
  const solution = solveQuadratic(
    {
      y: labels,
      p: new Float64Array(count).fill(-1),
      bounds,
      alpha: new Float64Array(count),
      kernel: createKernelCache(options.kernel, points),
    },
    options,
  );
  return toMachine(
    solution.alpha.map((value, i) => value * labels[i]!),
    solution,
  );
}

/** ε-SVR (Vapnik 1995): errors up to ε cost nothing, beyond that C a unit, C given by row. */
export function fitValueMachine(
  points: PointRows,
  { y, bounds, epsilon }: { y: Float64Array; bounds: Float64Array; epsilon: number },
  options: MachineOptions,
): Machine {
  const { count } = points;
  // Variables 0..n−1 lift the function, n..2n−1 lower it.
  const twice = (make: (i: number, sign: number) => number) =>
    Float64Array.from({ length: 2 * count }, (_, i) => make(i % count, i < count ? 1 : -1));
  const solution = solveQuadratic(
    {
      y: Int8Array.from({ length: 2 * count }, (_, i) => (i < count ? 1 : -1)),
      p: twice((i, sign) => epsilon - sign * y[i]!),
      bounds: twice((i) => bounds[i]!),
      alpha: new Float64Array(2 * count),
      kernel: createKernelCache(options.kernel, points),
    },
    options,
  );
  const { alpha } = solution;
  return toMachine(
    alpha.subarray(0, count).map((up, i) => up - alpha[count + i]!),
    solution,
  );
}

/** One-class SVM (Schölkopf et al. 2001): Σ α is ν of what is possible; weights bound α. */
export function fitOutlineMachine(
  points: PointRows,
  { bounds, nu }: { bounds: Float64Array; nu: number },
  options: MachineOptions,
): Machine {
  const kernel = createKernelCache(options.kernel, points);
  let left = nu * bounds.reduce((sum, bound) => sum + bound, 0);
  const alpha = bounds.map((bound) => {
    const own = Math.min(bound, left);
    left -= own;
    return own;
  });
  const y = new Int8Array(points.count).fill(1);
  const p = new Float64Array(points.count);
  const solution = solveQuadratic({ y, p, bounds, alpha, kernel }, options);
  return toMachine(solution.alpha, solution);
}

/** Values of the decision function for every row of `queries`. O(queries × support vectors × columns). */
export function decide(
  { indices, coefficients, intercept }: Machine,
  { points, kernel, tick }: { points: PointRows; kernel: SvmKernel; tick: Tick },
  queries: PointRows,
): Float64Array {
  const vectors = takePoints(points, indices);
  const kernelRow = createKernelRow(kernel, vectors);
  const values = new Float64Array(vectors.count);
  return Float64Array.from({ length: queries.count }, (_, row) => {
    if ((row & 63) === 0) tick(row / queries.count);
    kernelRow(queries, row, values);
    let sum = intercept;
    for (let i = 0; i < values.length; i++) sum += coefficients[i]! * values[i]!;
    return sum;
  });
}

/** Some of the points, in that order. */
export function takePoints({ size, values }: PointRows, indices: Int32Array): PointRows {
  const taken = new Float64Array(indices.length * size);
  indices.forEach((source, i) => {
    taken.set(values.subarray(source * size, (source + 1) * size), i * size);
  });
  return { count: indices.length, size, values: taken };
}
