import { AppError } from '../../base/app-error.ts';

/**
 * The rank, from 1, of the conformal quantile among n scores: ⌈(n + 1) × coverage⌉ (Vovk et al. 2005).
 * NOT_ENOUGH_DATA when n is too small for that coverage.
 */
export function conformalRank(n: number, coverage: number): number {
  const rank = Math.ceil((n + 1) * coverage - 1e-9);
  if (rank <= n) return rank;
  const needed = Math.ceil(coverage / (1 - coverage));
  throw new AppError(
    'NOT_ENOUGH_DATA',
    `${n} rows are too few for intervals of ${100 * coverage} % coverage; ${needed} are needed.`,
    { hint: 'Ask for less coverage, add rows, or choose cv_plus.', path: 'intervals.coverage' },
  );
}

/** The score of that rank. The array is sorted in place. */
export function conformalQuantile(scores: Float64Array, coverage: number): number {
  return scores.sort()[conformalRank(scores.length, coverage) - 1]!;
}

/** Values of `sorted` that are at most `limit`. O(log n). */
function countUpTo(sorted: Float64Array, limit: number): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (sorted[middle]! <= limit) from = middle + 1;
    else to = middle;
  }
  return from;
}

/**
 * The value of a rank, from 1, among the numbers centre[k] + sorted[k][i] of all k. Found by halving the
 * range and then taking the least number above it. O(k × log n × 60).
 */
export function rankOfShifted(
  centres: readonly number[],
  sorted: readonly Float64Array[],
  rank: number,
): number {
  let low = Infinity;
  let high = -Infinity;
  sorted.forEach((values, k) => {
    if (values.length === 0) return;
    low = Math.min(low, centres[k]! + values[0]!);
    high = Math.max(high, centres[k]! + values.at(-1)!);
  });
  const count = (limit: number) =>
    sorted.reduce((sum, values, k) => sum + countUpTo(values, limit - centres[k]!), 0);
  if (count(low) >= rank) return low;
  for (let round = 0; round < 60; round++) {
    const middle = low + (high - low) / 2;
    if (middle === low || middle === high) break;
    if (count(middle) >= rank) high = middle;
    else low = middle;
  }
  return high;
}
