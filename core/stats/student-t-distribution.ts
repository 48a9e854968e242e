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

/** The t with P(T > t) = tail, 0 < tail < 1, by bisection. */
export function studentTQuantile(tail: number, df: number): number {
  if (tail > 0.5) return -studentTQuantile(1 - tail, df);
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
