import type { BinnedMatrix } from './binner.ts';
import { unpackSums, type NodeTotals, type Packing, type Sums } from './packing.ts';

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
  /** Where missing values go; null where the node has none to learn from. */
  readonly missingLeft: boolean | null;
}

interface Scan {
  readonly binned: BinnedMatrix;
  readonly packing: Packing;
  readonly rules: SplitRules;
  readonly node: NodeTotals;
  /** Packed sums of the node. */
  readonly gradient: number;
  readonly rest: number;
  /** Loss reduction that the node has by itself: what a split must exceed. */
  readonly parentTerm: number;
  best: Split | null;
}

const left: Sums = { gradient: 0, hessian: 0, count: 0 };
const right: Sums = { gradient: 0, hessian: 0, count: 0 };

/** G² / (H + λ): twice the loss reduction of a leaf. */
function term({ gradient, hessian }: Sums, l2: number): number {
  return (gradient * gradient) / (hessian + l2 + 1e-15);
}

function consider(
  scan: Scan,
  candidate: { feature: number; bin: number; missingLeft: boolean | null },
  packedLeft: { gradient: number; rest: number },
): void {
  const { packing, node, rules } = scan;
  unpackSums(left, { packing, node, ...packedLeft });
  const gradient = scan.gradient - packedLeft.gradient;
  unpackSums(right, { packing, node, gradient, rest: scan.rest - packedLeft.rest });
  if (left.count < rules.minSamplesLeaf || right.count < rules.minSamplesLeaf) return;
  if (left.hessian < rules.minHessian || right.hessian < rules.minHessian) return;
  const gain = term(left, rules.l2) + term(right, rules.l2) - scan.parentTerm;
  // What rounding alone can give is no gain.
  if (gain <= 1e-12 * scan.parentTerm || gain <= (scan.best?.gain ?? 0)) return;
  scan.best = { gain, ...candidate };
}

function scanFeature(scan: Scan, histogram: Float64Array, feature: number): void {
  const bins = scan.binned.binCounts[feature]!;
  const first = 2 * scan.binned.offsets[feature]!;
  const missingGradient = histogram[first + 2 * bins]!;
  const missingRest = histogram[first + 2 * bins + 1]!;
  const hasMissing = missingRest > 0;
  const last = hasMissing ? bins - 1 : bins - 2;
  const packedLeft = { gradient: 0, rest: 0 };
  for (let bin = 0; bin <= last; bin++) {
    const rest = histogram[first + 2 * bin + 1]!;
    if (rest === 0) continue;
    packedLeft.gradient += histogram[first + 2 * bin]!;
    packedLeft.rest += rest;
    consider(scan, { feature, bin, missingLeft: hasMissing ? false : null }, packedLeft);
  }
  if (!hasMissing) return;
  packedLeft.gradient = missingGradient;
  packedLeft.rest = missingRest;
  for (let bin = 0; bin < bins - 1; bin++) {
    const rest = histogram[first + 2 * bin + 1]!;
    if (rest === 0) continue;
    packedLeft.gradient += histogram[first + 2 * bin]!;
    packedLeft.rest += rest;
    consider(scan, { feature, bin, missingLeft: true }, packedLeft);
  }
}

/** Packed sums of all rows of a histogram, read off the first feature. */
export function packedTotals(
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
  const packedNode = packedTotals(histogram, binned);
  const hessian =
    (packing.countUnit > 1 ? packedNode.rest - rows * packing.countUnit : packedNode.rest) *
    packing.hessianUnit;
  const sums = { gradient: packedNode.gradient * packing.gradientUnit, hessian, count: rows };
  const scan: Scan = {
    ...context,
    ...packedNode,
    node: { rows, hessian },
    parentTerm: term(sums, rules.l2),
    best: null,
  };
  for (let feature = 0; feature < binned.columns.length; feature++) {
    scanFeature(scan, histogram, feature);
  }
  return scan.best;
}
