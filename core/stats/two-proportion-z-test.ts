import type { TestResult } from './test-result.ts';
import { normalSf } from './normal-distribution.ts';

/**
 * Two-sided z-test that two proportions are equal, with the pooled proportion in the variance and no
 * continuity correction. Equal proportions of 0 or 1 give p = 1.
 */
export function twoProportionZTest(x1: number, n1: number, x2: number, n2: number): TestResult {
  const pooled = (x1 + x2) / (n1 + n2);
  const variance = pooled * (1 - pooled) * (1 / n1 + 1 / n2);
  if (variance === 0) return { statistic: 0, pValue: 1 };
  const statistic = (x1 / n1 - x2 / n2) / Math.sqrt(variance);
  return { statistic, pValue: 2 * normalSf(Math.abs(statistic)) };
}
