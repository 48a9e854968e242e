import { gaussLegendre } from '../stats/gauss-legendre.ts';

/** What leads to one leaf, conditions on the same feature merged into one element. */
export interface Leaf {
  readonly value: number;
  readonly elements: number;
  /**
   * By element: the share of the rows that go this way while the feature is unknown, a product of
   * cover ratios. May be longer than `elements`.
   */
  readonly zero: Float64Array;
}

/**
 * Shapley values of one leaf's game v(S) = value · Π_{e∈S} inside[e] · Π_{e∉S} zero[e], written to
 * out[at…at+elements); inside[e] is 1 when the row meets every condition on that feature.
 *
 * The Shapley weight |S|!(D−1−|S|)!/D! is ∫₀¹ t^|S| (1−t)^(D−1−|S|) dt, so the sum over subsets is the
 * integral of Π (t·inside + (1−t)·zero), a polynomial of degree D−1 that ⌈D/2⌉ Gauss–Legendre nodes
 * integrate exactly: the values of Lundberg et al. 2018 (algorithm 2) in O(D²), and every term of
 * the sum is non-negative, so nothing cancels in deep trees.
 */
export function leafShapley(
  { value, elements, zero }: Leaf,
  inside: Uint8Array,
  out: Float64Array,
  at: number,
): void {
  let outside = 0;
  let outsideShare = value;
  for (let e = 0; e < elements; e++) {
    out[at + e] = 0;
    if (inside[e] === 1) continue;
    outside++;
    outsideShare *= zero[e]!;
  }
  if (outsideShare === 0) return;
  const { nodes, weights } = gaussLegendre((elements + 1) >> 1);
  let outsideSum = 0;
  for (let q = 0; q < nodes.length; q++) {
    const t = nodes[q]!;
    const u = 1 - t;
    let product = weights[q]!;
    for (let b = 0; b < outside; b++) product *= u;
    for (let e = 0; e < elements; e++) if (inside[e] === 1) product *= t + u * zero[e]!;
    for (let e = 0; e < elements; e++) {
      if (inside[e] === 1) out[at + e]! += product / (t + u * zero[e]!);
    }
    outsideSum += product / u;
  }
  for (let e = 0; e < elements; e++) {
    out[at + e] =
      inside[e] === 1 ? out[at + e]! * outsideShare * (1 - zero[e]!) : -outsideSum * outsideShare;
  }
}
