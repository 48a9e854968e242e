import { incompleteBeta } from './incomplete-beta.ts';
import { normalSf } from './normal-distribution.ts';

/** P(T > t) of Student's t with df > 0 degrees of freedom, direct in both tails. df = ∞ is the normal. */
export function studentTSf(t: number, df: number): number {
  if (Number.isNaN(t)) return NaN;
  // here the relative difference, about t⁴/(4 df), is below rounding for any t with a tail to speak of
  if (df > 1e12) return normalSf(t);
  if (t === Infinity || t === -Infinity) return t > 0 ? 0 : 1;
  // x = df/(df+t²) and y = t²/(df+t²), without squaring a large t
  const s = Math.abs(t) / Math.sqrt(df);
  const x = s > 1 ? 1 / s / (s + 1 / s) : 1 / (1 + s * s);
  const y = s > 1 ? s / (s + 1 / s) : (s * s) / (1 + s * s);
  const tail = incompleteBeta(df / 2, 0.5, x, y) / 2;
  return t >= 0 ? tail : 1 - tail;
}

/** P(T ≤ t) of Student's t with df > 0 degrees of freedom. */
export function studentTCdf(t: number, df: number): number {
  return studentTSf(-t, df);
}
