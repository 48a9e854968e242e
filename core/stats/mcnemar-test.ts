import { chiSquareSf } from './chi-square-distribution.ts';
import { incompleteBeta } from './incomplete-beta.ts';
import type { TestResult } from './test-result.ts';

/**
 * Whether two classifiers err alike, of the rows that only the first and only the second has right
 * (McNemar 1947). The statistic is the smaller count, p the two-sided binomial one; 1 without such rows.
 */
export function mcnemarExact(onlyFirst: number, onlySecond: number): TestResult {
  const n = onlyFirst + onlySecond;
  const statistic = Math.min(onlyFirst, onlySecond);
  // P(X ≤ k) of n fair coins
  const tail =
    onlyFirst === onlySecond ? 0.5 : incompleteBeta(n - statistic, statistic + 1, 0.5, 0.5);
  return { statistic, pValue: Math.min(1, 2 * tail) };
}

/** As `mcnemarExact` by chi-square with one degree of freedom and Edwards' correction (1948). */
export function mcnemarChiSquare(onlyFirst: number, onlySecond: number): TestResult {
  const n = onlyFirst + onlySecond;
  if (n === 0) return { statistic: 0, pValue: 1 };
  const apart = Math.max(0, Math.abs(onlyFirst - onlySecond) - 1);
  const statistic = (apart * apart) / n;
  return { statistic, pValue: chiSquareSf(statistic, 1) };
}
