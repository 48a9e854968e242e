import { chiSquareSf } from './chi-square-distribution.ts';
import { meanRanks, tieSum } from './ranks.ts';
import { studentizedRangeQuantile, studentizedRangeSf } from './studentized-range.ts';
import type { TestResult } from './test-result.ts';

export interface Friedman extends TestResult {
  /** Mean rank of each treatment, the least value first. */
  readonly ranks: readonly number[];
}

/**
 * Friedman's test (1937) whether treatments differ over blocks, [block][treatment], corrected for ties;
 * chi-square with treatments − 1 degrees of freedom. All equal gives p = 1. Null with fewer than three
 * treatments or two blocks.
 */
export function friedmanTest(blocks: readonly (readonly number[])[]): Friedman | null {
  const n = blocks.length;
  const k = blocks[0]?.length ?? 0;
  if (n < 2 || k < 3) return null;
  const sums = Array.from({ length: k }, () => 0);
  let ties = 0;
  for (const block of blocks) {
    meanRanks(block).forEach((rank, i) => (sums[i]! += rank));
    ties += tieSum(block);
  }
  const ranks = sums.map((sum) => sum / n);
  const correction = 1 - ties / (n * k * (k * k - 1));
  if (correction <= 0) return { statistic: 0, pValue: 1, ranks };
  const squares = sums.reduce((sum, value) => sum + value * value, 0);
  const statistic = ((12 / (n * k * (k + 1))) * squares - 3 * n * (k + 1)) / correction;
  return { statistic, pValue: chiSquareSf(statistic, k - 1), ranks };
}

/** Standard deviation of the difference of two mean ranks of `k` treatments over `n` blocks. */
function rankError(k: number, n: number): number {
  return Math.sqrt((k * (k + 1)) / (6 * n));
}

/** p that two mean ranks differ by chance, all pairs considered (Nemenyi 1963). */
export function nemenyiP(difference: number, k: number, n: number): number {
  return studentizedRangeSf((Math.abs(difference) / rankError(k, n)) * Math.SQRT2, k);
}

/** Mean ranks that differ by more are different at `alpha` (Demšar 2006). */
export function criticalDifference(k: number, n: number, alpha = 0.05): number {
  return (studentizedRangeQuantile(alpha, k) / Math.SQRT2) * rankError(k, n);
}
