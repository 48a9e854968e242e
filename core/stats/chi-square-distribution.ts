import { lowerGamma, upperGamma } from './incomplete-gamma.ts';

/** P(X ≤ x) of the chi-square distribution with df > 0 degrees of freedom. */
export function chiSquareCdf(x: number, df: number): number {
  return lowerGamma(df / 2, x / 2);
}

/** P(X > x) of the chi-square distribution with df > 0 degrees of freedom, direct in the tail. */
export function chiSquareSf(x: number, df: number): number {
  return upperGamma(df / 2, x / 2);
}
