import { normalSf } from './normal-distribution.ts';

/** Points of the integral over the estimated deviation, and their reach in its own deviations. */
const points = 400;
const reach = 12;

/**
 * P(T > t) of Student's t with df > 0 degrees of freedom around δ: the mean of Φ(δ − ts) over the scaled
 * deviation s = √(χ²/df), by trapezoids in log s. Absolute error about 1e-12 for df ≥ 2.
 */
export function noncentralTSf(t: number, df: number, delta: number): number {
  const spread = 1 / Math.sqrt(2 * df);
  // The density falls slowly to the left where there are few degrees of freedom.
  const left = Math.max(reach * spread, 40 / df);
  const right = Math.min(reach * spread, 0.5 * Math.log1p(80 / df) + spread * 4);
  const step = (left + right) / points;
  let sum = 0;
  let total = 0;
  for (let i = 0; i <= points; i++) {
    const u = -left + i * step;
    const weight = Math.exp((-df / 2) * (Math.expm1(2 * u) - 2 * u));
    total += weight;
    sum += weight * normalSf(t * Math.exp(u) - delta);
  }
  return sum / total;
}
