import { studentTSf } from '../../stats/student-t-distribution.ts';

/** The t with P(T > t) = tail, by bisection. */
function studentTQuantile(tail: number, df: number): number {
  let low = 0;
  let high = 1;
  while (studentTSf(high, df) > tail) high *= 2;
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2;
    if (studentTSf(middle, df) > tail) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * 95 % interval of the mean of differences over resampled folds, whose training rows overlap: the
 * variance of the mean is s² (1/k + test rows ÷ training rows) instead of s²/k. Null with fewer than two
 * folds. Nadeau & Bengio 2003, corrected resampled t.
 */
export function correctedInterval(
  differences: readonly number[],
  testShare: number,
): { readonly low: number; readonly high: number } | null {
  const k = differences.length;
  if (k < 2) return null;
  const mean = differences.reduce((sum, value) => sum + value, 0) / k;
  const variance = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (k - 1);
  const half = studentTQuantile(0.025, k - 1) * Math.sqrt(variance * (1 / k + testShare));
  return { low: mean - half, high: mean + half };
}
