import type { Tick } from '../../base/tick.ts';
import { factorCholesky, solveCholesky } from '../kernels/cholesky.ts';
import type { Evaluated } from './smooth-objective.ts';

/** A convex function of `size` unknowns; infinite outside its domain. */
export interface Objective {
  readonly size: number;
  /** Adds the lower triangle of the Hessian (row-major) when given one. */
  evaluate(theta: Float64Array, options: { hessian?: Float64Array; tick: Tick }): Evaluated;
}

export interface Minimised {
  readonly theta: Float64Array;
  /** False when iterations ran out, or the caller wanted no more. */
  readonly converged: boolean;
}

export interface MinimiseOptions {
  readonly start: Float64Array;
  readonly tick: Tick;
  readonly stopEarly?: (() => boolean) | undefined;
  readonly maxIterations?: number;
}

/** Solves H d = −g; where rounding has made H singular, with a growing share added to its diagonal. */
export function newtonDirection(
  hessian: Float64Array,
  gradient: Float64Array,
  tick: Tick,
): Float64Array {
  const size = gradient.length;
  let trace = 0;
  for (let i = 0; i < size; i++) trace += hessian[i * size + i]!;
  for (let damping = 0; damping <= 1e6; damping = Math.max(damping * 100, 1e-12)) {
    const factor = Float64Array.from(hessian);
    const added = (damping * trace) / size;
    for (let i = 0; i < size; i++) factor[i * size + i]! += damping * factor[i * size + i]! + added;
    const solvable = factorCholesky(factor, size, { tick: () => tick(0) });
    if (solvable) return solveCholesky(factor, gradient).map((value) => -value);
  }
  return gradient.map((value) => -value);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/**
 * Newton's method with step halving, to working precision: quadratic convergence, one pass over the
 * data and O(unknowns³) an iteration.
 */
export function minimiseNewton(objective: Objective, options: MinimiseOptions): Minimised {
  const { start, tick, stopEarly, maxIterations = 200 } = options;
  const { size } = objective;
  let theta = start;
  let atStart = 0;
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const progress = () => tick(1 - 0.75 ** iteration);
    const hessian = new Float64Array(size * size);
    const { value, gradient, magnitude } = objective.evaluate(theta, { hessian, tick: progress });
    if (iteration === 0) atStart = Math.abs(value);
    const direction = newtonDirection(hessian, gradient, progress);
    const decrement = -dot(gradient, direction);
    const at = theta;
    const move = (step: number) => at.map((coordinate, i) => coordinate + step * direction[i]!);
    const valueAt = (point: Float64Array) => objective.evaluate(point, { tick: progress }).value;
    const noise = 1e-14 * (Math.abs(value) + magnitude);
    // The error left after the step is of the order of the decrement's square.
    if (!(decrement > Math.max(1e-13 * Math.abs(value), 1e-14 * atStart))) {
      const last = move(1);
      return { theta: valueAt(last) <= value + noise ? last : theta, converged: true };
    }
    let step = 1;
    let next = move(1);
    while (step > 1e-10 && !(valueAt(next) <= value - 1e-4 * step * decrement + noise)) {
      step /= 2;
      next = move(step);
    }
    if (step <= 1e-10) return { theta, converged: true };
    theta = next;
    if (stopEarly?.()) return { theta, converged: false };
  }
  return { theta, converged: false };
}
