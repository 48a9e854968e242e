import { normalQuantile } from '../stats/normal-distribution.ts';
import { rankingScores } from './ranking.ts';
import type { RankedScores } from './ranking.ts';

/**
 * Variance of the area under a ROC curve (DeLong, DeLong & Clarke-Pearson 1988) in one pass over the
 * ranking. Null with fewer than two rows of either class. Rows count alike. O(n).
 */
export function delongVariance(ranked: RankedScores): number | null {
  const { y, positive, scores, order } = ranked;
  let positives = 0;
  for (const truth of y) if (truth === positive) positives++;
  const negatives = y.length - positives;
  if (positives < 2 || negatives < 2) return null;
  const area = rankingScores(ranked, null).rocAuc!;
  let ofPositives = 0;
  let ofNegatives = 0;
  let tps = 0;
  let fps = 0;
  for (let from = 0; from < order.length;) {
    const score = scores[order[from]!]!;
    let to = from;
    let hits = 0;
    for (; to < order.length && scores[order[to]!] === score; to++) {
      if (y[order[to]!] === positive) hits++;
    }
    const misses = to - from - hits;
    // share of the other class each row of the block is on the right side of, ties by half
    const above = (negatives - fps - misses / 2) / negatives;
    const below = (tps + hits / 2) / positives;
    ofPositives += hits * (above - area) ** 2;
    ofNegatives += misses * (below - area) ** 2;
    tps += hits;
    fps += misses;
    from = to;
  }
  return ofPositives / (positives - 1) / positives + ofNegatives / (negatives - 1) / negatives;
}

/** 95 % interval of the area, normal and cut to 0 … 1 as pROC's; null where the variance is. */
export function delongInterval(ranked: RankedScores): { low: number; high: number } | null {
  const variance = delongVariance(ranked);
  if (variance === null) return null;
  const area = rankingScores(ranked, null).rocAuc!;
  const reach = normalQuantile(0.975) * Math.sqrt(variance);
  return { low: Math.max(0, area - reach), high: Math.min(1, area + reach) };
}
