import { noTick, type Tick } from '../../base/tick.ts';

/**
 * Factors a symmetric positive definite matrix (row-major, size × size) in place into its lower
 * triangle L with A = L Lᵀ. False when a pivot is not above `tolerance` times its diagonal entry:
 * the matrix is then singular to working precision and its content is lost. O(size³).
 */
export function factorCholesky(
  matrix: Float64Array,
  size: number,
  { tolerance = 1e-14, tick = noTick }: { tolerance?: number; tick?: Tick } = {},
): boolean {
  for (let j = 0; j < size; j++) {
    if ((j & 15) === 0) tick(j / size);
    const rowJ = j * size;
    let pivot = matrix[rowJ + j]!;
    const diagonal = pivot;
    for (let k = 0; k < j; k++) pivot -= matrix[rowJ + k]! * matrix[rowJ + k]!;
    if (!(pivot > tolerance * diagonal) || !(diagonal > 0)) return false;
    const root = Math.sqrt(pivot);
    matrix[rowJ + j] = root;
    for (let i = j + 1; i < size; i++) {
      const rowI = i * size;
      let sum = matrix[rowI + j]!;
      for (let k = 0; k < j; k++) sum -= matrix[rowI + k]! * matrix[rowJ + k]!;
      matrix[rowI + j] = sum / root;
    }
  }
  return true;
}

/** Solves L Lᵀ z = b for a factor of factorCholesky. O(size²). */
export function solveCholesky(factor: Float64Array, b: Float64Array): Float64Array {
  const size = b.length;
  const z = Float64Array.from(b);
  for (let i = 0; i < size; i++) {
    let sum = z[i]!;
    for (let k = 0; k < i; k++) sum -= factor[i * size + k]! * z[k]!;
    z[i] = sum / factor[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = z[i]!;
    for (let k = i + 1; k < size; k++) sum -= factor[k * size + i]! * z[k]!;
    z[i] = sum / factor[i * size + i]!;
  }
  return z;
}
