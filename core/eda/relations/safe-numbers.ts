/** What JSON can hold: null for a number that does not exist, and no −0. */
export function finite(value: unknown): number | null {
  const number = typeof value === 'bigint' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number + 0 : null;
}

/** A power of two that keeps squares of values up to `largest` within the range of doubles. */
export function squareScale(largest: number): number {
  return largest > 1e140 ? 2 ** (300 - Math.floor(Math.log2(largest))) : 1;
}

/** The values themselves, or huge and tiny ones on a scale by a power of two on which the largest is near 1. */
export function moderate(values: Float64Array): Float64Array {
  let largest = 0;
  for (const value of values) {
    const size = Math.abs(value);
    if (size > largest && size < Infinity) largest = size;
  }
  if (largest === 0 || (largest < 1e50 && largest > 1e-50)) return values;
  const scale = 2 ** -Math.max(-1000, Math.min(1000, Math.floor(Math.log2(largest))));
  return values.map((value) => value * scale);
}
