import type { Rng } from '../../base/rng.ts';
import { allRows, drawShare } from './row-sampler.ts';

/** The `count`-th largest of some values (Hoare's selection); changes their order. O(n). */
function nthLargest(values: Float64Array, count: number): number {
  let low = 0;
  let high = values.length - 1;
  const at = count - 1;
  while (low < high) {
    const pivot = values[(low + high) >> 1]!;
    let i = low;
    let j = high;
    while (i <= j) {
      while (values[i]! > pivot) i++;
      while (values[j]! < pivot) j--;
      if (i <= j) {
        const held = values[i]!;
        values[i++] = values[j]!;
        values[j--] = held;
      }
    }
    if (at <= j) high = j;
    else if (at >= i) low = i;
    else break;
  }
  return values[at]!;
}

export interface GossSample {
  /** Rows of the round, rising. */
  readonly rows: Uint32Array;
  /** Those drawn for the others, whose derivatives count `factor` times. */
  readonly drawn: Uint32Array;
  readonly factor: number;
}

/**
 * Gradient-based one-side sampling (Ke et al. 2017): the rows with the largest |g · h| and a share of the
 * others, which then count for all of them. `sizes`: |g · h| by row, summed over outputs.
 */
export function drawByGradient(
  learning: Uint32Array,
  sizes: Float64Array,
  { topRate, otherRate, rng }: { topRate: number; otherRate: number; rng: Rng },
): GossSample {
  const top = Math.max(1, Math.floor(topRate * learning.length));
  const own = new Float64Array(learning.length);
  for (let i = 0; i < own.length; i++) own[i] = sizes[learning[i]!]!;
  const threshold = nthLargest(own.slice(), top);
  let ties = top;
  for (const size of own) if (size > threshold) ties--;
  const kept = new Uint8Array(own.length);
  for (let i = 0; i < own.length; i++) {
    if (own[i]! > threshold || (own[i] === threshold && ties-- > 0)) kept[i] = 1;
  }
  const others = allRows(own.length).filter((i) => kept[i] === 0);
  const share = Math.min(1, (otherRate * own.length) / Math.max(1, others.length));
  const drawn = others.length > 0 ? drawShare(others, share, rng) : others;
  for (const i of drawn) kept[i] = 1;
  return {
    rows: learning.filter((_, i) => kept[i] === 1),
    drawn: drawn.map((i) => learning[i]!),
    factor: drawn.length > 0 ? others.length / drawn.length : 1,
  };
}
