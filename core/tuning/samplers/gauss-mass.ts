import { normalCdf, normalQuantile } from '../../stats/normal-distribution.ts';

/** log Φ(z); beyond z = −20 by its asymptotic series. */
function logNormalCdf(z: number): number {
  if (z > 6) return -normalCdf(-z);
  if (z > -20) return Math.log(normalCdf(z));
  const lead = -0.5 * z * z - Math.log(-z) - 0.5 * Math.log(2 * Math.PI);
  let sum = 1;
  let term = 1;
  for (let i = 1; Math.abs(term) > 1e-17 && i < 200; i++) {
    term *= -(2 * i - 1) / (z * z);
    sum += term;
  }
  return lead + Math.log(sum);
}

/** log(Φ(b) − Φ(a)) for a ≤ b, without cancellation in the tails. */
export function logGaussMass(a: number, b: number): number {
  if (a > 0) return logGaussMass(-b, -a);
  if (b > 0) return Math.log1p(-normalCdf(a) - normalCdf(-b));
  const high = logNormalCdf(b);
  return high + Math.log1p(-Math.exp(logNormalCdf(a) - high));
}

/** The quantile q of a standard normal cut to [a, b], a ≤ 0 ≤ b. */
export function truncatedNormalQuantile(q: number, a: number, b: number): number {
  const low = normalCdf(a);
  const z = normalQuantile(low + q * (normalCdf(b) - low));
  return Math.min(b, Math.max(a, z));
}
