import type { PointRows } from './point-rows.ts';

/** Mean of every column. */
export function columnMeansOf({ count, size, values }: PointRows): Float64Array {
  const means = new Float64Array(size);
  for (let i = 0; i < count; i++) {
    for (let c = 0; c < size; c++) means[c]! += values[i * size + c]! / count;
  }
  return means;
}

/** Rows less the means, padded with zeros to a multiple of four rows, and their squared lengths. */
export function centre({ count, size, values }: PointRows, means: Float64Array) {
  const padded = 4 * Math.ceil(count / 4);
  const centred = new Float64Array(padded * size);
  const squares = new Float64Array(padded).fill(Infinity);
  let longest = 0;
  for (let i = 0; i < count; i++) {
    let sum = 0;
    for (let c = 0; c < size; c++) {
      const value = values[i * size + c]! - means[c]!;
      centred[i * size + c] = value;
      sum += value * value;
    }
    squares[i] = sum;
    longest = Math.max(longest, sum);
  }
  return { centred, squares, longest, padded };
}
