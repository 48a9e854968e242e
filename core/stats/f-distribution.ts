import { incompleteBeta } from './incomplete-beta.ts';

/** P(F > f) of Fisher's F with d1, d2 > 0 degrees of freedom, direct in the tail. */
export function fSf(f: number, d1: number, d2: number): number {
  if (!(f > 0)) return f <= 0 ? 1 : NaN;
  if (f === Infinity) return 0;
  const r = (d1 / d2) * f;
  return incompleteBeta(d2 / 2, d1 / 2, 1 / (1 + r), 1 / (1 + 1 / r));
}

/** P(F ≤ f) of Fisher's F with d1, d2 > 0 degrees of freedom, direct near zero. */
export function fCdf(f: number, d1: number, d2: number): number {
  if (!(f > 0)) return f <= 0 ? 0 : NaN;
  if (f === Infinity) return 1;
  const r = (d1 / d2) * f;
  return incompleteBeta(d1 / 2, d2 / 2, 1 / (1 + 1 / r), 1 / (1 + r));
}
