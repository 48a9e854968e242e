import type { RegressionTree } from './regression-tree.ts';

/** Where the columns of a tree lie: columns without extent are not allowed. */
export interface Box {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

interface Leaf {
  readonly value: number;
  /** Share of the whole box. */
  readonly volume: number;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

function leavesOf(tree: RegressionTree, box: Box): Leaf[] {
  const leaves: Leaf[] = [];
  const visit = (node: number, low: Float64Array, high: Float64Array): void => {
    const feature = tree.feature[node]!;
    if (feature < 0) {
      let volume = 1;
      for (let f = 0; f < low.length; f++) {
        volume *= (high[f]! - low[f]!) / (box.high[f]! - box.low[f]!);
      }
      leaves.push({ value: tree.value[node]!, volume, low, high });
      return;
    }
    const threshold = tree.threshold[node]!;
    visit(tree.left[node]!, low, high.with(feature, threshold));
    visit(tree.right[node]!, low.with(feature, threshold), high);
  };
  visit(0, box.low, box.high);
  return leaves;
}

/** Edges of the cells that a tree's splits cut a column into. */
function edgesOf(tree: RegressionTree, column: number, box: Box): number[] {
  const cuts = new Set([box.low[column]!, box.high[column]!]);
  tree.feature.forEach((feature, node) => {
    if (feature === column) cuts.add(tree.threshold[node]!);
  });
  return [...cuts].toSorted((a, b) => a - b);
}

/**
 * Variance, over the cells of the columns, of the tree's mean over all other columns, everything
 * weighted by extent. Each leaf adds to the cells it covers: O(leaves × cells).
 */
function varianceOver(
  leaves: readonly Leaf[],
  edges: readonly (readonly number[])[],
  columns: readonly number[],
): number {
  const places = edges.map((cut) => new Map(cut.map((edge, i) => [edge, i])));
  const counts = edges.map((cut) => cut.length - 1);
  const cells = counts.reduce((product, count) => product * count, 1);
  const sums = new Float64Array(cells);
  const sizes = new Float64Array(cells);
  const add = (leaf: Leaf, at: { axis: number; cell: number; share: number }): void => {
    const { axis, cell, share } = at;
    if (axis === columns.length) {
      sums[cell]! += leaf.volume * share * leaf.value;
      sizes[cell]! += leaf.volume * share;
      return;
    }
    const column = columns[axis]!;
    const cut = edges[axis]!;
    const [from, to] = [leaf.low[column]!, leaf.high[column]!];
    const last = places[axis]!.get(to)!;
    for (let i = places[axis]!.get(from)!; i < last; i++) {
      const part = (cut[i + 1]! - cut[i]!) / (to - from);
      add(leaf, { axis: axis + 1, cell: cell * counts[axis]! + i, share: share * part });
    }
  };
  for (const leaf of leaves) if (leaf.volume > 0) add(leaf, { axis: 0, cell: 0, share: 1 });
  let mean = 0;
  for (let c = 0; c < cells; c++) mean += sums[c]!;
  let variance = 0;
  for (let c = 0; c < cells; c++) {
    if (sizes[c]! > 0) variance += sizes[c]! * (sums[c]! / sizes[c]! - mean) ** 2;
  }
  return variance;
}

/**
 * Of one tree: the variance of its values over the box, and how much of it the mean effect of each
 * group of columns has. Hutter, Hoos, Leyton-Brown 2014, first order.
 */
export function marginalVariances(
  tree: RegressionTree,
  box: Box,
  groups: readonly (readonly number[])[],
): { readonly total: number; readonly ofGroups: number[] } {
  const leaves = leavesOf(tree, box);
  let mean = 0;
  for (const { value, volume } of leaves) mean += volume * value;
  let total = 0;
  for (const { value, volume } of leaves) total += volume * (value - mean) ** 2;
  const ofGroups = groups.map((columns) => {
    const edges = columns.map((column) => edgesOf(tree, column, box));
    return varianceOver(leaves, edges, columns);
  });
  return { total, ofGroups };
}
