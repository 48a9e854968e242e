import { goesLeft, type Tree } from '../models/states/trees.ts';

/** What a tree asks, whatever the row. */
export interface TreeOutline {
  /** Columns it reads, ascending. */
  readonly columns: Int32Array;
  /** By place in `columns` the nodes that ask for it. */
  readonly nodes: readonly Int32Array[];
  /** Most columns on one path. */
  readonly longest: number;
}

/** By tree; trees never change, and a slider asks of the same ones at every step. */
const known = new WeakMap<Tree, TreeOutline>();

/** Most columns on one path from the root. O(nodes). */
function longestPath(tree: Tree): number {
  const on = new Map<number, number>();
  const descend = (node: number): number => {
    const feature = tree.feature[node]!;
    if (feature < 0) return on.size;
    const times = on.get(feature) ?? 0;
    on.set(feature, times + 1);
    const most = Math.max(descend(tree.left[node]!), descend(tree.right[node]!));
    if (times === 0) on.delete(feature);
    else on.set(feature, times);
    return most;
  };
  return descend(0);
}

/** O(nodes) at the first call for a tree. */
export function outlineOf(tree: Tree): TreeOutline {
  const found = known.get(tree);
  if (found) return found;
  const asked = new Map<number, number[]>();
  tree.feature.forEach((feature, node) => {
    if (feature < 0) return;
    const nodes = asked.get(feature);
    if (nodes) nodes.push(node);
    else asked.set(feature, [node]);
  });
  const columns = Int32Array.from(asked.keys()).sort();
  const outline = {
    columns,
    nodes: Array.from(columns, (column) => Int32Array.from(asked.get(column)!)),
    longest: longestPath(tree),
  };
  known.set(tree, outline);
  return outline;
}

/** Does every node that asks for a column answer two values alike? */
export function answersAlike(tree: Tree, nodes: Int32Array, a: number, b: number): boolean {
  if (Object.is(a, b)) return true;
  for (const node of nodes) if (goesLeft(tree, node, a) !== goesLeft(tree, node, b)) return false;
  return true;
}
