import { chiSquareSf } from './chi-square-distribution.ts';
import type { TestResult } from './test-result.ts';

/**
 * Pearson's chi-square test of observed counts against expected ones that have the same sum;
 * categories − 1 degrees of freedom. A category observed where none was expected gives the statistic
 * ∞ and p = 0; one category, or none, gives p = 1.
 */
export function chiSquareTest(observed: Float64Array, expected: Float64Array): TestResult {
  let statistic = 0;
  for (let i = 0; i < observed.length; i++) {
    const difference = observed[i]! - expected[i]!;
    if (difference !== 0) statistic += (difference * difference) / expected[i]!;
  }
  if (observed.length <= 1) return { statistic, pValue: 1 };
  return { statistic, pValue: chiSquareSf(statistic, observed.length - 1) };
}
