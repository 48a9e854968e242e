/**
 * Class probabilities p from those of each pair, r[i][j] = P(i | i or j): minimises
 * Σ (r[j][i] p[i] − r[i][j] p[j])², the second method of Wu, Lin & Weng (2004), as LIBSVM.
 * `pairs` holds r[i × k + j] for i ≠ j.
 */
export function couplePairs(pairs: Float64Array, k: number): Float64Array {
  const q = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      if (i === j) continue;
      q[i * k + i]! += pairs[j * k + i]! ** 2;
      q[i * k + j] = -pairs[j * k + i]! * pairs[i * k + j]!;
    }
  }
  const p = new Float64Array(k).fill(1 / k);
  const product = new Float64Array(k);
  for (let round = 0; round < Math.max(100, k); round++) {
    let quadratic = 0;
    for (let i = 0; i < k; i++) {
      product[i] = 0;
      for (let j = 0; j < k; j++) product[i]! += q[i * k + j]! * p[j]!;
      quadratic += p[i]! * product[i]!;
    }
    if (product.every((value) => Math.abs(value - quadratic) < 0.005 / k)) break;
    for (let i = 0; i < k; i++) {
      const step = (quadratic - product[i]!) / q[i * k + i]!;
      p[i]! += step;
      const shrink = 1 + step;
      quadratic = (quadratic + step * (step * q[i * k + i]! + 2 * product[i]!)) / shrink / shrink;
      for (let j = 0; j < k; j++) {
        product[j] = (product[j]! + step * q[i * k + j]!) / shrink;
        p[j]! /= shrink;
      }
    }
  }
  return p;
}
