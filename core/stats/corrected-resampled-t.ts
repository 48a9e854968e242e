import { studentTCdf, studentTQuantile, studentTSf } from './student-t-distribution.ts';
import type { TestResult } from './test-result.ts';

interface Spread {
  readonly count: number;
  readonly mean: number;
  /** Standard error of the mean, the overlap of the folds counted in. */
  readonly error: number;
}

/** s² (1/k + test rows ÷ training rows) in place of s²/k. Null with fewer than two differences. */
function spreadOf(differences: readonly number[], testShare: number): Spread | null {
  const count = differences.length;
  if (count < 2) return null;
  const mean = differences.reduce((sum, value) => sum + value, 0) / count;
  const variance = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  return { count, mean, error: Math.sqrt(variance * (1 / count + testShare)) };
}

/**
 * 95 % interval of the mean of differences over resampled folds, whose training rows overlap.
 * `testShare` is test rows ÷ training rows of a fold. Null with fewer than two folds. Nadeau & Bengio
 * 2003, corrected resampled t.
 */
export function correctedInterval(
  differences: readonly number[],
  testShare: number,
): { readonly low: number; readonly high: number } | null {
  const spread = spreadOf(differences, testShare);
  if (spread === null) return null;
  const half = studentTQuantile(0.025, spread.count - 1) * spread.error;
  return { low: spread.mean - half, high: spread.mean + half };
}

/**
 * Whether the mean difference over resampled folds is 0, two-sided, as `correctedInterval`. Equal
 * differences give p = 0, or 1 where all are 0. Null with fewer than two.
 */
export function correctedResampledT(
  differences: readonly number[],
  testShare: number,
): TestResult | null {
  const spread = spreadOf(differences, testShare);
  if (spread === null) return null;
  if (spread.error === 0) {
    const none = spread.mean === 0;
    return { statistic: none ? 0 : Math.sign(spread.mean) * Infinity, pValue: none ? 1 : 0 };
  }
  const statistic = spread.mean / spread.error;
  return { statistic, pValue: 2 * studentTSf(Math.abs(statistic), spread.count - 1) };
}

export interface Equivalence {
  /** Probability that the mean difference is above the region, in it, below it. They sum to 1. */
  readonly above: number;
  readonly within: number;
  readonly below: number;
}

/**
 * Bayesian correlated t-test with a region of practical equivalence −rope … rope: the posterior of the
 * mean difference is Student's t with the variance of `correctedInterval`. Null with fewer than two
 * differences. Corani & Benavoli 2015; Benavoli, Corani, Demšar & Zaffalon 2017.
 */
export function correlatedEquivalence(
  differences: readonly number[],
  { testShare, rope }: { readonly testShare: number; readonly rope: number },
): Equivalence | null {
  const spread = spreadOf(differences, testShare);
  if (spread === null) return null;
  const { mean, error, count } = spread;
  if (error === 0) {
    const above = mean > rope ? 1 : 0;
    const below = mean < -rope ? 1 : 0;
    return { above, within: 1 - above - below, below };
  }
  const above = studentTSf((rope - mean) / error, count - 1);
  const below = studentTCdf((-rope - mean) / error, count - 1);
  return { above, within: Math.max(0, 1 - above - below), below };
}
