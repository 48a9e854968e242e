import { factorCholesky, solveCholesky } from '../kernels/cholesky.ts';
import type { PointRows } from '../neighbours/point-rows.ts';
import type { DescentOptions } from './dual-coordinate-descent.ts';

/** Columns beyond which a Hessian is too dear. */
const mostColumns = 300;
const mostIterations = 100;

/** Error of a row by its decision, 0 where it costs nothing; signed as its derivative by the decision. */
export type SignedError = (decision: number, row: number) => number;

/** Whether Newton's method beats the dual: as scikit-learn, with squared losses on more rows than columns. */
export function suitsNewton({ count, size }: PointRows, squared: boolean): boolean {
  return squared && count > size && size <= mostColumns;
}

function products(w: Float64Array, { count, size, values }: PointRows): Float64Array {
  const out = new Float64Array(count);
  for (let i = 0, at = 0; i < count; i++) {
    let sum = 0;
    for (let j = 0; j < size; j++, at++) sum += w[j]! * values[at]!;
    out[i] = sum;
  }
  return out;
}

/** I + 2 Σ C x xᵀ over the rows with an error, lower triangle. */
function hessian(
  { count, size, values }: PointRows,
  { costs, errors }: { costs: Float64Array; errors: Float64Array },
  tick: () => void,
): Float64Array {
  const matrix = new Float64Array(size * size);
  for (let j = 0; j < size; j++) matrix[j * size + j] = 1;
  for (let i = 0; i < count; i++) {
    if ((i & 4095) === 0) tick();
    if (errors[i] === 0) continue;
    const from = i * size;
    for (let j = 0; j < size; j++) {
      const factor = 2 * costs[i]! * values[from + j]!;
      for (let k = 0; k <= j; k++) matrix[j * size + k]! += factor * values[from + k]!;
    }
  }
  return matrix;
}

/**
 * Minimises ½ |w|² + Σ C_i error_i², where the errors are piecewise linear in the decisions w·x: Newton
 * steps with backtracking, which end at the optimum once the rows with an error are the right ones
 * (Keerthi & DeCoste 2005). O(iterations × rows × columns²).
 */
export function minimiseSquaredErrors(
  points: PointRows,
  { costs, error }: { costs: Float64Array; error: SignedError },
  { tolerance, tick, stopEarly }: DescentOptions,
): { coefficients: Float64Array; converged: boolean } {
  const { count, size, values } = points;
  let w = new Float64Array(size);
  let decisions = new Float64Array(count);
  // What the gradient at the start is a sum of: small gradients are small beside it.
  let scale = 0;
  for (let i = 0; i < count; i++) {
    const own = 2 * costs[i]! * Math.abs(error(0, i));
    for (let j = 0; j < size; j++) scale += own * Math.abs(values[i * size + j]!);
  }

  const lossAt = (coefficients: Float64Array, at: Float64Array) => {
    let loss = 0;
    for (const value of coefficients) loss += (value * value) / 2;
    for (let i = 0; i < count; i++) loss += costs[i]! * error(at[i]!, i) ** 2;
    return loss;
  };

  let loss = lossAt(w, decisions);
  for (let iteration = 0; iteration < mostIterations; iteration++) {
    tick(1 - 0.8 ** iteration);
    const errors = decisions.map(error);
    const gradient = w.slice();
    for (let i = 0; i < count; i++) {
      if (errors[i] === 0) continue;
      const factor = 2 * costs[i]! * errors[i]!;
      for (let j = 0; j < size; j++) gradient[j]! += factor * values[i * size + j]!;
    }
    const norm = Math.sqrt(gradient.reduce((sum, value) => sum + value * value, 0));
    if (norm <= 1e-4 * tolerance * scale) return { coefficients: w, converged: true };
    const factor = hessian(points, { costs, errors }, () => tick(1 - 0.8 ** iteration));
    // The identity in it keeps it regular; only overflow could not be factored.
    if (!factorCholesky(factor, size, { tolerance: 0 })) break;
    const step = solveCholesky(factor, gradient);
    const along = products(step, points);
    const slope = gradient.reduce((sum, value, j) => sum + value * step[j]!, 0);
    let share = 1;
    let next = w;
    let there = decisions;
    let lower = loss;
    for (; share > 1e-10; share /= 2) {
      next = w.map((value, j) => value - share * step[j]!);
      there = decisions.map((value, i) => value - share * along[i]!);
      lower = lossAt(next, there);
      if (lower <= loss - 1e-4 * share * slope) break;
    }
    // Rounding hides what is left to gain.
    if (!(lower < loss)) return { coefficients: w, converged: norm <= 1e-9 * scale };
    w = next;
    decisions = there;
    loss = lower;
    if (stopEarly?.()) break;
  }
  return { coefficients: w, converged: false };
}
