/** What JSON can hold: null for a number that does not exist. */
export function finite(value: unknown): number | null {
  const number = typeof value === 'bigint' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** A power of two that keeps squares of values up to `largest` within the range of doubles. */
export function squareScale(largest: number): number {
  return largest > 1e140 ? 2 ** (300 - Math.floor(Math.log2(largest))) : 1;
}
