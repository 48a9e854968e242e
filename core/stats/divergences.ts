/** The shares that counts are of their sum; all zero when the sum is. */
export function toShares(counts: Float64Array): Float64Array {
  let total = 0;
  for (const count of counts) total += count;
  return total === 0 ? new Float64Array(counts.length) : counts.map((count) => count / total);
}

/**
 * Zero shares replaced, so that logarithms exist, and nothing renormalised: by a millionth of the
 * smallest positive share where that is at most 0.0001, else by 0.0001. The rule of Evidently 0.7.
 */
export function fillZeroShares(shares: Float64Array): Float64Array {
  let smallest = Infinity;
  for (const share of shares) if (share > 0 && share < smallest) smallest = share;
  const fill = smallest <= 1e-4 ? smallest / 1e6 : 1e-4;
  return shares.map((share) => (share === 0 ? fill : share));
}

/** Σ p ln(p/q) in nats; ∞ where q is 0 and p is not. Kullback & Leibler 1951. */
export function kullbackLeibler(p: Float64Array, q: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < p.length; i++) if (p[i]! > 0) sum += p[i]! * Math.log(p[i]! / q[i]!);
  return sum;
}

/** The population stability index Σ (p − q) ln(p/q) of shares that are all positive; symmetric, ≥ 0. */
export function populationStability(p: Float64Array, q: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < p.length; i++) sum += (p[i]! - q[i]!) * Math.log(p[i]! / q[i]!);
  return sum;
}

/**
 * The Jensen-Shannon distance: the square root of the divergence, base e, so between 0 and √ln 2. A
 * metric (Endres & Schindelin 2003).
 */
export function jensenShannon(p: Float64Array, q: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < p.length; i++) {
    const m = (p[i]! + q[i]!) / 2;
    if (p[i]! > 0) sum += p[i]! * Math.log(p[i]! / m);
    if (q[i]! > 0) sum += q[i]! * Math.log(q[i]! / m);
  }
  return Math.sqrt(Math.max(0, sum / 2));
}

/** The total variation distance ½ Σ |p − q|: the share of rows that would have to move. 0..1. */
export function totalVariation(p: Float64Array, q: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < p.length; i++) sum += Math.abs(p[i]! - q[i]!);
  return Math.min(1, sum / 2);
}
