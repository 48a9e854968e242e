import { normalSf } from './normal-distribution.ts';
import { meanRanks, tieSum } from './ranks.ts';
import type { TestResult } from './test-result.ts';

/** Up to here every assignment of signs is counted; beyond, the normal approximation. */
const mostExact = 50;

/**
 * Share of the sign assignments with a rank sum of the negatives ≤ `sum`. Ranks are doubled, so that
 * shared ones are whole. O(n · Σ ranks).
 */
function shareUpTo(doubled: readonly number[], sum: number): number {
  const total = doubled.reduce((a, b) => a + b, 0);
  const ways = new Float64Array(total + 1);
  ways[0] = 1;
  let reached = 0;
  for (const rank of doubled) {
    reached += rank;
    for (let s = reached; s >= rank; s--) ways[s]! += ways[s - rank]!;
  }
  let below = 0;
  for (let s = 0; s <= Math.min(sum, total); s++) below += ways[s]!;
  return below / 2 ** doubled.length;
}

/**
 * Wilcoxon's signed-rank test of paired differences (1945), two-sided; differences of 0 are left out. The
 * statistic is the smaller of the two rank sums. Up to 50 differences p is exact, also with ties; of
 * more it is normal with a correction for ties. Nothing but zeros gives p = 1.
 */
export function wilcoxonSignedRank(differences: ArrayLike<number>): TestResult {
  const apart = Array.from(differences).filter((value) => value !== 0);
  const n = apart.length;
  if (n === 0) return { statistic: 0, pValue: 1 };
  const sizes = apart.map(Math.abs);
  const ranks = meanRanks(sizes);
  let positive = 0;
  for (let i = 0; i < n; i++) if (apart[i]! > 0) positive += ranks[i]!;
  const total = (n * (n + 1)) / 2;
  const statistic = Math.min(positive, total - positive);
  if (n <= mostExact) {
    const doubled = ranks.map((rank) => 2 * rank);
    return { statistic, pValue: Math.min(1, 2 * shareUpTo(doubled, 2 * statistic)) };
  }
  const variance = (n * (n + 1) * (2 * n + 1)) / 24 - tieSum(sizes) / 48;
  const z = (total / 2 - statistic) / Math.sqrt(variance);
  return { statistic, pValue: Math.min(1, 2 * normalSf(z)) };
}
