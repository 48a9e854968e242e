import type { Rng } from '../../base/rng.ts';
import { drawShare } from './row-sampler.ts';

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
  const threshold = nthLargest(
    Float64Array.from(learning, (row) => sizes[row]!),
    top,
  );
  let ties = top;
  for (const row of learning) if (sizes[row]! > threshold) ties--;
  const others: number[] = [];
  const kept: number[] = [];
  for (const row of learning) {
    if (sizes[row]! > threshold || (sizes[row] === threshold && ties-- > 0)) kept.push(row);
    else others.push(row);
  }
  const share = Math.min(1, (otherRate * learning.length) / Math.max(1, others.length));
  const rest = Uint32Array.from(others);
  const drawn = rest.length > 0 ? drawShare(rest, share, rng) : rest;
  const rows = Uint32Array.from([...kept, ...drawn]).sort();
  return { rows, drawn, factor: drawn.length > 0 ? others.length / drawn.length : 1 };
}
