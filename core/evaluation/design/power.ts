import { noncentralTSf } from '../../stats/noncentral-t-distribution.ts';
import { normalQuantile, normalSf } from '../../stats/normal-distribution.ts';
import { studentTQuantile } from '../../stats/student-t-distribution.ts';

export interface Trial {
  readonly kind: 'proportions' | 'means';
  /** Cohen's h or d. */
  readonly effectSize: number;
  readonly alpha: number;
  /** Rows of B for each of A. */
  readonly ratio: number;
  readonly sides: 1 | 2;
}

/** Cohen's h (1988): 2 asin √p₂ − 2 asin √p₁, whose variance does not depend on the rates. */
export function cohensH(first: number, second: number): number {
  return 2 * Math.asin(Math.sqrt(second)) - 2 * Math.asin(Math.sqrt(first));
}

/**
 * Probability that a test of `rows` of A (not necessarily whole) finds the effect: normal for rates, by
 * the noncentral t for means, as statsmodels' NormalIndPower and TTestIndPower. With one side the test
 * looks in the direction of the effect.
 */
export function powerOf(trial: Trial, rows: number): number {
  const { kind, alpha, ratio, sides } = trial;
  const effect = Math.abs(trial.effectSize);
  const delta = effect * Math.sqrt((rows * ratio) / (1 + ratio));
  const tail = alpha / sides;
  if (kind === 'proportions') {
    const critical = -normalQuantile(tail);
    const found = normalSf(critical - delta);
    return sides === 2 ? found + normalSf(critical + delta) : found;
  }
  const df = rows * (1 + ratio) - 2;
  if (!(df > 0)) return alpha;
  const critical = studentTQuantile(tail, df);
  const found = noncentralTSf(critical, df, delta);
  return sides === 2 ? found + noncentralTSf(critical, df, -delta) : found;
}

/** Rows of A, not rounded, that reach the power; the effect must not be 0. Infinity beyond 1e15. */
export function rowsFor(trial: Trial, power: number): number {
  let low = trial.kind === 'means' ? 2 / (1 + trial.ratio) : 0;
  let high = low + 2;
  while (powerOf(trial, high) < power) {
    if (high > 1e15) return Infinity;
    low = high;
    high *= 2;
  }
  for (let i = 0; i < 200 && high - low > 1e-13 * high; i++) {
    const middle = (low + high) / 2;
    if (powerOf(trial, middle) < power) low = middle;
    else high = middle;
  }
  return high;
}
