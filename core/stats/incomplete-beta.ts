import { poissonDeviance, stirlingError } from './log-gamma.ts';

/** x^a y^b / B(a, b), by the saddle-point form of the binomial density (Loader 2000). */
function prefactor(a: number, b: number, x: number, y: number): number {
  const n = a + b;
  const exponent =
    stirlingError(n) -
    stirlingError(a) -
    stirlingError(b) -
    poissonDeviance(a, n * x) -
    poissonDeviance(b, n * y);
  return Math.exp(exponent) * Math.sqrt((a * b) / (2 * Math.PI * n));
}

/**
 * The even part of the continued fraction DLMF 8.17.22, with λ = a·y − b·x kept whole so that nothing
 * cancels for large a or b (Didonato & Morris 1992, equation 9). Lentz's method.
 */
function fraction(a: number, b: number, x: number, y: number): number {
  const lambda = a * y - b * x;
  let h = (a * (lambda + 1)) / (a + 1);
  let c = h;
  let d = 0;
  for (let m = 1; m < 1e6; m++) {
    const s = a + 2 * m - 1;
    const alpha = ((a + m - 1) / s) * ((a + b + m - 1) / s) * m * (b - m) * x * x;
    const beta = m + (m * (b - m) * x) / s + ((a + m) * (lambda + 1 + m * (1 + y))) / (s + 2);
    d = 1 / (beta + alpha * d);
    c = beta + alpha / c;
    const step = c * d;
    h *= step;
    if (Math.abs(step - 1) < 1e-16) break;
  }
  return 1 / h;
}

/**
 * Regularised incomplete beta I_x(a, b), a, b > 0, 0 ≤ x ≤ 1. `y` is 1 − x: the caller passes it when it
 * knows it better than the subtraction would tell. Relative error about 1e-13, in both tails.
 */
export function incompleteBeta(a: number, b: number, x: number, y = 1 - x): number {
  if (x <= 0) return 0;
  if (y <= 0) return 1;
  if (x < (a + 1) / (a + b + 2)) return prefactor(a, b, x, y) * fraction(a, b, x, y);
  return 1 - prefactor(b, a, y, x) * fraction(b, a, y, x);
}
