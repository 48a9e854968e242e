import { normalCdf, normalSf } from './normal-distribution.ts';

/** Half-width of the integration in standard deviations, and its step. */
const reach = 9;
const step = 1 / 32;

/**
 * P(Q > q) of the range of `k` ≥ 2 standard normals: the studentized range with infinite degrees of
 * freedom. Trapezoids, which converge exponentially here: about 1e-14 absolute.
 */
export function studentizedRangeSf(q: number, k: number): number {
  if (!(q > 0)) return 1;
  let below = 0;
  for (let z = -reach; z <= reach + q; z += step) {
    const between = z > q / 2 ? normalSf(z - q) - normalSf(z) : normalCdf(z) - normalCdf(z - q);
    below += Math.exp((-z * z) / 2) * between ** (k - 1);
  }
  const cdf = (k * step * below) / Math.sqrt(2 * Math.PI);
  return Math.min(1, Math.max(0, 1 - cdf));
}

/** The q with P(Q > q) = tail, by bisection. */
export function studentizedRangeQuantile(tail: number, k: number): number {
  let low = 0;
  let high = 20;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (studentizedRangeSf(middle, k) > tail) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
