const bits = new DataView(new ArrayBuffer(8));

function power(k: number): number {
  bits.setUint32(0, (k + 1023) << 20);
  return bits.getFloat64(0);
}

/** As assembly/exponential.ts, step by step in the same order, so that both agree in every bit. */
export function exp(x: number): number {
  const cut = Math.max(-700, Math.min(700, x));
  const k = Math.floor(cut * 1.4426950408889634 + 0.5);
  const r = cut - k * 0.6931471803691238 - k * 1.9082149292705877e-10;
  const r2 = r * r;
  const r4 = r2 * r2;
  const term = (a: number, b: number) => a + b * r;
  const low = 1 + r + term(1 / 2, 1 / 6) * r2;
  const middle = term(1 / 24, 1 / 120) + term(1 / 720, 1 / 5040) * r2;
  const high =
    term(1 / 40320, 1 / 362880) +
    term(1 / 3628800, 1 / 39916800) * r2 +
    term(1 / 479001600, 1 / 6227020800) * r4;
  return (low + r4 * (middle + r4 * high)) * power(k);
}
