import { poissonDeviance, stirlingError } from './log-gamma.ts';

/** x^a e^−x / Γ(a+1), by the saddle-point form of Loader 2000: no large terms cancel. */
function prefactor(a: number, x: number): number {
  return Math.exp(-stirlingError(a) - poissonDeviance(a, x)) / Math.sqrt(2 * Math.PI * a);
}

/** P(a, x) for x < a + 1: the power series, all terms positive (Abramowitz & Stegun 6.5.29). */
function lowerSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= x / (a + k);
    sum += term;
  }
  return prefactor(a, x) * sum;
}

/** Q(a, x) for x ≥ a + 1: Legendre's continued fraction by Lentz's method (DLMF 8.9.2). */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Infinity;
  let d = 1 / b;
  let h = d;
  for (let k = 1; k < 1e6; k++) {
    const an = -k * (k - a);
    b += 2;
    d = 1 / (an * d + b);
    c = b + an / c;
    const step = c * d;
    h *= step;
    if (Math.abs(step - 1) < 1e-16) break;
  }
  return prefactor(a, x) * a * h;
}

/** Regularised lower incomplete gamma P(a, x), a > 0, x ≥ 0. Relative error about 1e-13. */
export function lowerGamma(a: number, x: number): number {
  if (!(x > 0)) return x <= 0 ? 0 : NaN;
  if (x === Infinity) return 1;
  return x < a + 1 ? lowerSeries(a, x) : 1 - upperFraction(a, x);
}

/**
 * Regularised upper incomplete gamma Q(a, x) = 1 − P(a, x), a > 0, x ≥ 0, computed directly in the
 * tail. Relative error about 1e-13 for a ≥ ½.
 */
export function upperGamma(a: number, x: number): number {
  if (!(x > 0)) return x <= 0 ? 1 : NaN;
  if (x === Infinity) return 0;
  return x < a + 1 ? 1 - lowerSeries(a, x) : upperFraction(a, x);
}
