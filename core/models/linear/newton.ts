import type { Tick } from '../../base/tick.ts';
import { factorCholesky, solveCholesky } from '../kernels/cholesky.ts';
import { evaluateLogistic, parameterCount, type LogisticProblem } from './logistic-objective.ts';

const maxIterations = 200;

/** Only the sum of a softmax's intercepts is free; a little curvature along it pins it at 0. */
function pinIntercepts(hessian: Float64Array, problem: LogisticProblem): void {
  const size = parameterCount(problem);
  const stride = problem.blocks.size + 1;
  let scale = 0;
  for (let i = 0; i < size; i++) scale = Math.max(scale, hessian[i * size + i]!);
  for (let a = 0; a < problem.outputs; a++) {
    for (let b = 0; b <= a; b++) {
      hessian[(a * stride + stride - 1) * size + b * stride + stride - 1]! += scale;
    }
  }
}

function dampDiagonal(matrix: Float64Array, size: number, damping: number): void {
  for (let i = 0; i < size; i++) matrix[i * size + i]! *= 1 + damping;
}

/** Solves H d = −g; where rounding has made H singular, with a growing share added to its diagonal. */
function newtonDirection(hessian: Float64Array, gradient: Float64Array, tick: Tick): Float64Array {
  const size = gradient.length;
  for (let damping = 0; ; damping = Math.max(damping * 100, 1e-12)) {
    const factor = Float64Array.from(hessian);
    dampDiagonal(factor, size, damping);
    const solvable = factorCholesky(factor, size, { tick: () => tick(0) });
    if (solvable) return solveCholesky(factor, gradient).map((value) => -value);
    if (damping > 1e6) return gradient.map((value) => -value);
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}

/**
 * Newton's method with step halving, to working precision: quadratic convergence, one pass over the
 * data and O(parameters³) an iteration. The problem is strictly convex as far as it matters.
 */
export function minimiseNewton(problem: LogisticProblem, tick: Tick): Float64Array {
  const size = parameterCount(problem);
  let theta = new Float64Array(size);
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const progress = () => tick(1 - 0.75 ** iteration);
    const hessian = new Float64Array(size * size);
    const { value, gradient } = evaluateLogistic(problem, theta, { hessian, tick: progress });
    if (problem.outputs > 1) pinIntercepts(hessian, problem);
    const direction = newtonDirection(hessian, gradient, progress);
    const decrement = -dot(gradient, direction);
    const at = theta;
    const move = (step: number) => at.map((coordinate, i) => coordinate + step * direction[i]!);
    if (!(decrement > 1e-15 * value)) return move(1);
    let step = 1;
    let next = move(1);
    while (
      step > 1e-10 &&
      !(
        evaluateLogistic(problem, next, { tick: progress }).value <=
        value - 1e-4 * step * decrement
      )
    ) {
      step /= 2;
      next = move(step);
    }
    if (step <= 1e-10) return theta;
    theta = next;
  }
  return theta;
}
