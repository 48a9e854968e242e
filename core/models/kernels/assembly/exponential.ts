const most: f64 = 700;
const perLn2: f64 = 1.4426950408889634;
const ln2High: f64 = 0.6931471803691238;
const ln2Low: f64 = 1.9082149292705877e-10;

/**
 * e to the x, within two units in the last place for |x| ≤ 700, beyond which x is cut: x = k ln 2 + r, a
 * polynomial of r (Taylor to the 13th power, |r| ≤ ln 2 / 2), times 2^k.
 */
export function exp(x: v128): v128 {
  const cut = f64x2.max(f64x2.splat(-most), f64x2.min(f64x2.splat(most), x));
  const k = f64x2.floor(f64x2.add(f64x2.mul(cut, f64x2.splat(perLn2)), f64x2.splat(0.5)));
  const r = f64x2.sub(
    f64x2.sub(cut, f64x2.mul(k, f64x2.splat(ln2High))),
    f64x2.mul(k, f64x2.splat(ln2Low)),
  );
  const r2 = f64x2.mul(r, r);
  const r4 = f64x2.mul(r2, r2);
  const p01 = f64x2.add(f64x2.splat(1), r);
  const p23 = term(1 / 2, 1 / 6, r);
  const p45 = term(1 / 24, 1 / 120, r);
  const p67 = term(1 / 720, 1 / 5040, r);
  const p89 = term(1 / 40320, 1 / 362880, r);
  const pab = term(1 / 3628800, 1 / 39916800, r);
  const pcd = term(1 / 479001600, 1 / 6227020800, r);
  const low = f64x2.add(p01, f64x2.mul(p23, r2));
  const middle = f64x2.add(p45, f64x2.mul(p67, r2));
  const high = f64x2.add(f64x2.add(p89, f64x2.mul(pab, r2)), f64x2.mul(pcd, r4));
  const sum = f64x2.add(low, f64x2.mul(r4, f64x2.add(middle, f64x2.mul(r4, high))));
  return f64x2.mul(sum, power(k));
}

function term(a: f64, b: f64, r: v128): v128 {
  return f64x2.add(f64x2.splat(a), f64x2.mul(f64x2.splat(b), r));
}

/** 2 to the k for whole k: adding 2^52 + 2^51 puts k into the low bits, which become the exponent. */
function power(k: v128): v128 {
  const bits = f64x2.add(k, f64x2.splat(6755399441055744));
  return i64x2.shl(i64x2.add(bits, i64x2.splat(1023)), 52);
}
