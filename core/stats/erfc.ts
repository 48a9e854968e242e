const TWO_OVER_SQRT_PI = 1.1283791670955126;

/** e^(−x²) with the square split in two, so that its rounding does not grow with x. */
function expMinusSquare(x: number): number {
  const high = Math.fround(x);
  return Math.exp(-high * high) * Math.exp((high - x) * (high + x));
}

/** erf(x) for small x ≥ 0: all terms positive (Abramowitz & Stegun 7.1.6). */
function erfSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= (2 * x * x) / (2 * k + 1);
    sum += term;
  }
  return TWO_OVER_SQRT_PI * expMinusSquare(x) * sum;
}

/** erfc(x) for x ≥ 1.5: the continued fraction Abramowitz & Stegun 7.1.14, from its far end. */
function erfcFraction(x: number): number {
  const terms = Math.ceil(20 + 320 / (x * x));
  let f = 0;
  for (let k = terms; k >= 1; k--) f = k / 2 / (x + f);
  return (expMinusSquare(x) / (x + f)) * (TWO_OVER_SQRT_PI / 2);
}

/** The complementary error function. Relative error about 1e-14 up to x = 26; beyond, it underflows to 0. */
export function erfc(x: number): number {
  if (x < 0) return 2 - erfc(-x);
  if (x > 28) return 0;
  return x < 1.5 ? 1 - erfSeries(x) : erfcFraction(x);
}
