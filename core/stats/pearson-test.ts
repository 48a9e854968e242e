import { studentTSf } from './student-t-distribution.ts';

/**
 * Two-sided probability of a Pearson correlation at least as strong among n independent pairs of
 * normal values, as scipy's `pearsonr`. NaN below three pairs.
 */
export function pearsonPValue(r: number, n: number): number {
  if (n < 3 || Number.isNaN(r)) return Number.NaN;
  const t = Math.abs(r) * Math.sqrt((n - 2) / ((1 - r) * (1 + r)));
  return 2 * studentTSf(t, n - 2);
}
