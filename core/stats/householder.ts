import { noTick, type Tick } from '../base/tick.ts';

/** What a QR decomposition tells of a least-squares problem without its coefficients. */
export interface Triangular {
  /** |R| on the diagonal; 0 where a column adds nothing to those before it. */
  readonly diagonal: Float64Array;
  /** The first rows of Qᵀy, one a column: its sign goes with R's diagonal being positive. */
  readonly projected: Float64Array;
  /** Residual sums of squares of the models of the first 0, 1, ..., p columns. */
  readonly residual: Float64Array;
}

/** What is left of a column below this share of its length is rounding. */
const dependent = 1e-10;

/**
 * Householder's QR of columns of n rows with y beside them, in place: both are used up. Models of the
 * leading columns share the one decomposition, so all their residuals come at once. Golub & Van Loan,
 * Matrix Computations, algorithm 5.2.1. O(n p²).
 */
export function triangularise(
  columns: readonly Float64Array[],
  y: Float64Array,
  tick: Tick = noTick,
): Triangular {
  const p = columns.length;
  const n = y.length;
  const lengths = columns.map((column) => normFrom(column, 0));
  const diagonal = new Float64Array(p);
  const projected = new Float64Array(p);
  let rank = 0;
  const ranks = new Int32Array(p + 1);
  for (let j = 0; j < p; j++) {
    tick(j / p);
    const column = columns[j]!;
    const norm = rank < n ? normFrom(column, rank) : 0;
    if (norm > dependent * lengths[j]!) {
      const sign = reflect(column, rank, norm);
      for (let k = j + 1; k < p; k++) applyReflection(column, columns[k]!, rank);
      applyReflection(column, y, rank);
      diagonal[j] = norm;
      projected[j] = sign * y[rank]!;
      rank++;
    }
    ranks[j + 1] = rank;
  }
  return { diagonal, projected, residual: residuals(y, ranks) };
}

function normFrom(column: Float64Array, from: number): number {
  let largest = 0;
  for (let i = from; i < column.length; i++) largest = Math.max(largest, Math.abs(column[i]!));
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  let sum = 0;
  for (let i = from; i < column.length; i++) sum += (column[i]! / largest) ** 2;
  return largest * Math.sqrt(sum);
}

/**
 * Makes of the column the vector v of the reflection I − v vᵀ, |v|² = 2, that takes it to the axis of
 * row `at`; returns the sign that turns R's diagonal positive.
 */
function reflect(column: Float64Array, at: number, norm: number): number {
  const sign = column[at]! >= 0 ? 1 : -1;
  // away from cancellation: the image is −sign · norm
  const scale = 1 / Math.sqrt(norm * (norm + Math.abs(column[at]!)));
  column[at] = (column[at]! + sign * norm) * scale;
  for (let i = at + 1; i < column.length; i++) column[i]! *= scale;
  return -sign;
}

function applyReflection(v: Float64Array, target: Float64Array, from: number): void {
  let dot = 0;
  for (let i = from; i < v.length; i++) dot += v[i]! * target[i]!;
  for (let i = from; i < v.length; i++) target[i]! -= dot * v[i]!;
}

/** Sums of squares from the end, so that small residuals keep their digits. */
function residuals(y: Float64Array, ranks: Int32Array): Float64Array {
  const residual = new Float64Array(ranks.length);
  let at = y.length;
  let sum = 0;
  for (let j = ranks.length - 1; j >= 0; j--) {
    while (at > ranks[j]!) sum += y[--at]! ** 2;
    residual[j] = sum;
  }
  return residual;
}
