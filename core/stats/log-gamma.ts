const HALF_LOG_2PI = 0.9189385332046727;

/**
 * δ(x) = ln Γ(x+1) − ((x+½) ln x − x + ½ ln 2π) for x > 0: what Stirling's formula leaves out.
 * Absolute error about 1e-15. Asymptotic series from 16 on (Abramowitz & Stegun 6.1.40), below it the
 * recurrence δ(x) = δ(x+1) + (x+½) ln(1+1/x) − 1.
 */
export function stirlingError(x: number): number {
  let shift = 0;
  let z = x;
  for (; z < 16; z++) shift += (z + 0.5) * Math.log1p(1 / z) - 1;
  const q = 1 / (z * z);
  const series =
    (1 / 12 -
      q * (1 / 360 - q * (1 / 1260 - q * (1 / 1680 - q * (1 / 1188 - (q * 691) / 360360))))) /
    z;
  return shift + series;
}

/**
 * ln Γ(x) for x > 0; absolute error about 1e-15 · max(1, |ln Γ(x)|), so relative digits are lost near
 * the zeros at 1 and 2. +∞ at 0.
 */
export function logGamma(x: number): number {
  if (x === 0) return Infinity;
  // ln Γ(x) = ln Γ(x+1) − ln x keeps the argument of Stirling's formula away from zero
  if (x < 1) return logGamma(x + 1) - Math.log(x);
  // δ serves Γ(x) as it serves Γ(x+1) = x Γ(x)
  return (x - 0.5) * Math.log(x) - x + HALF_LOG_2PI + stirlingError(x);
}

/**
 * x ln(x/m) + m − x ≥ 0 for x, m > 0: half the deviance of a Poisson count x with mean m, without
 * cancellation where x is close to m. Loader 2000, "Fast and accurate computation of binomial
 * probabilities".
 */
export function poissonDeviance(x: number, m: number): number {
  const v = (m - x) / (m + x);
  // written so that NaN, too, goes this way: the series below would never end on it
  if (!(Math.abs(v) <= 1 / 3)) return x * Math.log(x / m) + m - x;
  // with m/x = (1+v)/(1−v): x·(2v/(1−v) − 2 atanh v)
  const v2 = v * v;
  let tail = 0;
  let power = v * v2;
  for (let k = 3; ; k += 2) {
    const next = tail + power / k;
    if (next === tail) break;
    tail = next;
    power *= v2;
  }
  return x * ((2 * v2) / (1 - v) - 2 * tail);
}
