import type { BinnedMatrix } from './binner.ts';
import { unpackingFor, type Packing, type Unpacking } from './packing.ts';

export interface SplitRules {
  readonly minSamplesLeaf: number;
  readonly minHessian: number;
  readonly l2: number;
}

export interface Split {
  readonly gain: number;
  readonly feature: number;
  /** Rows with code ≤ bin go left. */
  readonly bin: number;
  /** Where missing values go; null where the feature has none in training. */
  readonly missingLeft: boolean | null;
}

/** Keeps G² / (H + λ) finite where all hessians underflow. */
const tiny = 1e-15;

interface Node {
  readonly histogram: Float64Array;
  readonly rows: number;
  /** Packed sums of its rows. */
  readonly gradient: number;
  readonly rest: number;
  readonly unpacking: Unpacking;
  readonly gradientUnit: number;
  readonly rules: SplitRules;
}

interface Scan {
  /** First slot of the feature in the histogram, bins to visit, and what is on the left already. */
  readonly first: number;
  readonly bins: number;
  readonly gradient: number;
  readonly rest: number;
}

interface Best {
  gain: number;
  bin: number;
}

/** Loss reduction of the node as a leaf: G² / (H + λ). */
function leafTerm({ gradient, rest, rows, unpacking, gradientUnit, rules }: Node): number {
  const { countUnit, hessianUnit } = unpacking;
  const hessian = (rest - (countUnit > 0 ? rows * countUnit : 0)) * hessianUnit;
  return (gradient * gradientUnit) ** 2 / (hessian + rules.l2 + tiny);
}

/**
 * Sweeps the bins from the left and keeps the best split in `best`, whose gain includes the parent's
 * term. Written out flat: it runs leaves × bins times a tree.
 */
function sweep(node: Node, { first, bins, gradient, rest }: Scan, best: Best): void {
  const { histogram, rows, gradientUnit, unpacking, rules } = node;
  const { countScale, countUnit, hessianUnit } = unpacking;
  const { minSamplesLeaf, minHessian } = rules;
  const l2 = rules.l2 + tiny;
  let leftGradient = gradient;
  let leftRest = rest;
  for (let bin = 0; bin < bins; bin++) {
    const binRest = histogram[first + 2 * bin + 1]!;
    if (binRest === 0) continue;
    leftGradient += histogram[first + 2 * bin]!;
    leftRest += binRest;
    const leftCount = Math.floor(leftRest * countScale);
    if (leftCount < minSamplesLeaf) continue;
    if (rows - leftCount < minSamplesLeaf) return;
    const rightRest = node.rest - leftRest;
    const leftHessian = (leftRest - leftCount * countUnit) * hessianUnit;
    const rightHessian = (rightRest - (rows - leftCount) * countUnit) * hessianUnit;
    if (leftHessian < minHessian) continue;
    if (rightHessian < minHessian) return;
    const g = leftGradient * gradientUnit;
    const r = (node.gradient - leftGradient) * gradientUnit;
    const gain = (g * g) / (leftHessian + l2) + (r * r) / (rightHessian + l2);
    if (gain > best.gain) {
      best.gain = gain;
      best.bin = bin;
    }
  }
}

/** Packed sums of all rows of a histogram, read off the first feature. */
function packedTotals(
  histogram: Float64Array,
  binned: BinnedMatrix,
): { gradient: number; rest: number } {
  let gradient = 0;
  let rest = 0;
  for (let slot = 0; slot < 2 * (binned.offsets[1] ?? 0); slot += 2) {
    gradient += histogram[slot]!;
    rest += histogram[slot + 1]!;
  }
  return { gradient, rest };
}

/**
 * The split with the largest loss reduction G²/(H+λ) left + right − parent, or null. Missing values are
 * tried on both sides; of equal gains the first feature and the lowest bin win. O(bins).
 */
export function findBestSplit(
  histogram: Float64Array,
  rows: number,
  context: { binned: BinnedMatrix; packing: Packing; rules: SplitRules },
): Split | null {
  const { binned, packing, rules } = context;
  const totals = packedTotals(histogram, binned);
  const unpacking = unpackingFor(packing, totals.rest, rows);
  const node = { histogram, rows, ...totals, unpacking, gradientUnit: packing.gradientUnit, rules };
  const parentTerm = leafTerm(node);
  let split: Split | null = null;
  // What rounding alone can give is no gain.
  const best: Best = { gain: parentTerm * (1 + 1e-12), bin: -1 };
  const tryFeature = (feature: number, scan: Scan, missingLeft: boolean | null) => {
    best.bin = -1;
    sweep(node, scan, best);
    if (best.bin < 0) return;
    split = { gain: best.gain - parentTerm, feature, bin: best.bin, missingLeft };
  };
  for (let feature = 0; feature < binned.columns.length; feature++) {
    const bins = binned.binCounts[feature]!;
    const first = 2 * binned.offsets[feature]!;
    const missingGradient = histogram[first + 2 * bins]!;
    const missingRest = histogram[first + 2 * bins + 1]!;
    if (missingRest === 0) {
      tryFeature(
        feature,
        { first, bins: bins - 1, gradient: 0, rest: 0 },
        binned.hasMissing[feature] ? false : null,
      );
      continue;
    }
    tryFeature(feature, { first, bins, gradient: 0, rest: 0 }, false);
    const missing = { first, bins: bins - 1, gradient: missingGradient, rest: missingRest };
    tryFeature(feature, missing, true);
  }
  return split;
}
