import type { CategorySets, Tree } from '../states/trees.ts';
import type { Bins } from './binner.ts';
import type { FitMemory } from './fit-memory.ts';
import { rowsOf } from './row-order.ts';
import type { GrownNode } from './tree-grower.ts';

/**
 * Where missing values go: as learned; right where only this node had none, with most rows where no row of
 * training had one (as scikit-learn), but right at a set of categories.
 */
function missingGoesLeft(memory: FitMemory, nodes: readonly GrownNode[], node: GrownNode): boolean {
  const { missingLeft, feature, bin } = node.split!;
  if (missingLeft !== null) return missingLeft;
  if (bin < 0 || memory.hasMissing[feature] === 1) return false;
  return nodes[node.left]!.rows > nodes[node.right]!.rows;
}

/** Rows of each node, or their weight: of leaves added up in the order of the rows. */
function coverOf(memory: FitMemory, nodes: readonly GrownNode[]): Float64Array {
  const { weights, shape } = memory;
  if (!weights) return Float64Array.from(nodes, ({ rows }) => rows);
  const cover = new Float64Array(nodes.length);
  const leafOf = new Uint16Array(shape.rows);
  for (const { id, left } of nodes) {
    if (left >= 0) continue;
    for (const rows of rowsOf(memory, id)) for (const row of rows) leafOf[row] = id + 1;
  }
  for (let row = 0; row < shape.rows; row++) {
    if (leafOf[row]! > 0) cover[leafOf[row]! - 1]! += weights[row]!;
  }
  for (let id = nodes.length - 1; id >= 0; id--) {
    const { left, right } = nodes[id]!;
    if (left >= 0) cover[id] = cover[left]! + cover[right]!;
  }
  return cover;
}

/** The categories that go left at nodes that ask for them; undefined where none does. */
function categorySets(nodes: readonly GrownNode[], bins: Bins): CategorySets | undefined {
  const start = new Int32Array(nodes.length + 1);
  const bits: number[] = [];
  nodes.forEach(({ split, left }, n) => {
    const categories = left >= 0 ? bins.categories[split!.feature] : null;
    if (categories) {
      const chosen = categories.filter((_, bin) => split!.codes[bin] !== 0);
      const set = new Uint8Array(1 + (Math.max(...chosen) >> 3));
      for (const category of chosen) set[category >> 3]! |= 1 << (category & 7);
      bits.push(...set);
    }
    start[n + 1] = bits.length;
  });
  return bits.length > 0 ? { start, bits: Uint8Array.from(bits) } : undefined;
}

function thresholdOf(bins: Bins, { split, left }: GrownNode): number {
  if (left < 0 || split!.bin < 0) return 0;
  // Past the last bound only missing values are on the right.
  return bins.thresholds[split!.feature]![split!.bin] ?? Infinity;
}

/** A grown tree as it is kept; `cover` is the number of rows it was grown on, or their weight. */
export function toTree(
  memory: FitMemory,
  nodes: readonly GrownNode[],
  { bins, learningRate }: { bins: Bins; learningRate: number },
): Tree {
  const inner = ({ left }: GrownNode) => left >= 0;
  const categories = categorySets(nodes, bins);
  return {
    feature: Int32Array.from(nodes, (node) => (inner(node) ? node.split!.feature : -1)),
    threshold: Float64Array.from(nodes, (node) => thresholdOf(bins, node)),
    missingLeft: Uint8Array.from(nodes, (node) =>
      inner(node) && missingGoesLeft(memory, nodes, node) ? 1 : 0,
    ),
    left: Int32Array.from(nodes, ({ left }) => left),
    right: Int32Array.from(nodes, ({ right }) => right),
    value: Float64Array.from(nodes, ({ output }) => learningRate * output),
    cover: coverOf(memory, nodes),
    ...(categories && { categories }),
  };
}
