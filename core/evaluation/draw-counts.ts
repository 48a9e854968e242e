import type { Rng } from '../base/rng.ts';

/**
 * How often each of n rows is drawn when n rows are drawn with repetition, into `counts`. Every random
 * number gives two rows: what is left of its 53 bits after the first is uniform, too, up to n ÷ 2⁵³.
 */
export function drawCounts(rng: Rng, counts: Float64Array): void {
  const n = counts.length;
  counts.fill(0);
  for (let drawn = 0; drawn < n; drawn += 2) {
    const place = rng.next() * n;
    const first = Math.floor(place);
    counts[first]!++;
    if (drawn + 1 < n) counts[Math.floor((place - first) * n)]!++;
  }
}
