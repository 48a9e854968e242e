import type { CategorySets, Tree } from '../../models/states/trees.ts';
import { damaged, unsupported } from './foreign-failure.ts';

/** A tree as a file has it: nodes in any order, a leaf where `feature` is −1. */
export interface LooseTree {
  readonly feature: ArrayLike<number>;
  readonly threshold: ArrayLike<number>;
  readonly missingLeft: ArrayLike<number>;
  readonly left: ArrayLike<number>;
  readonly right: ArrayLike<number>;
  readonly value: ArrayLike<number>;
  readonly cover: ArrayLike<number>;
  /** Bits of the categories that go left, by node. */
  readonly sets: ReadonlyMap<number, Uint8Array>;
}

/** Explaining walks a tree by recursion, and no real tree is deeper. */
const mostDepth = 1000;
/** Bytes of all category sets of a model. */
const mostSetBytes = 64 * 1024 * 1024;

/** Counts what the trees of one model take, so that a small file cannot ask for much memory. */
export interface TreeBudget {
  setBytes: number;
}

function packSets(order: Int32Array, { sets }: LooseTree, budget: TreeBudget): CategorySets {
  const start = new Int32Array(order.length + 1);
  for (let at = 0; at < order.length; at++) {
    start[at + 1] = start[at]! + (sets.get(order[at]!)?.length ?? 0);
  }
  budget.setBytes += start[order.length]!;
  if (budget.setBytes > mostSetBytes) throw damaged('its sets of categories are too large');
  const bits = new Uint8Array(start[order.length]!);
  for (let at = 0; at < order.length; at++) {
    const set = sets.get(order[at]!);
    if (set) bits.set(set, start[at]);
  }
  return { start, bits };
}

/** Nodes from the root on, each after its parent; PARSE_FAILED unless every one is reached at most once. */
function walk({ feature, left, right }: LooseTree, features: number): Int32Array {
  const nodes = feature.length;
  if (nodes === 0) throw damaged('a tree has no node');
  const depth = new Int32Array(nodes).fill(-1);
  const order: number[] = [];
  const open = [0];
  depth[0] = 0;
  while (open.length > 0) {
    const node = open.pop()!;
    order.push(node);
    const asked = feature[node]!;
    if (asked === -1) continue;
    if (!Number.isInteger(asked) || asked < 0 || asked >= features) {
      throw damaged(`a tree asks for feature ${asked}, but there are ${features}`);
    }
    if (depth[node]! >= mostDepth) {
      throw unsupported(`A tree is deeper than ${mostDepth} levels.`, 'Train with a lower depth');
    }
    for (const child of [right[node]!, left[node]!]) {
      if (!Number.isInteger(child) || child < 0 || child >= nodes || depth[child] !== -1) {
        throw damaged(`the nodes of a tree do not form a tree at node ${node}`);
      }
      depth[child] = depth[node]! + 1;
      open.push(child);
    }
  }
  return Int32Array.from(order);
}

const doubles = (order: Int32Array, from: ArrayLike<number>): Float64Array =>
  Float64Array.from(order, (node) => from[node]!);

/** A tree of this program: every child after its parent. Nodes that nothing leads to are left out. O(nodes). */
export function orderTree(loose: LooseTree, features: number, budget: TreeBudget): Tree {
  const order = walk(loose, features);
  const place = new Int32Array(loose.feature.length).fill(-1);
  order.forEach((node, at) => {
    place[node] = at;
  });
  const inner = (node: number): boolean => loose.feature[node] !== -1;
  const tree: Tree = {
    feature: Int32Array.from(order, (node) => loose.feature[node]!),
    threshold: doubles(order, loose.threshold),
    missingLeft: Uint8Array.from(order, (node) => loose.missingLeft[node]!),
    left: Int32Array.from(order, (node) => (inner(node) ? place[loose.left[node]!]! : -1)),
    right: Int32Array.from(order, (node) => (inner(node) ? place[loose.right[node]!]! : -1)),
    value: doubles(order, loose.value),
    cover: doubles(order, loose.cover),
  };
  const asksForNaN = order.some(
    (node, at) => inner(node) && !loose.sets.has(node) && Number.isNaN(tree.threshold[at]),
  );
  if (asksForNaN) throw damaged('a threshold of a tree is no number');
  if (!tree.cover.every((count) => count >= 0 && count < Infinity)) {
    throw damaged('a node of a tree counts less than no rows');
  }
  if (!tree.value.every((value, at) => tree.feature[at] !== -1 || Number.isFinite(value))) {
    throw damaged('a leaf has no finite value');
  }
  return loose.sets.size === 0 ? tree : { ...tree, categories: packSets(order, loose, budget) };
}

/** The categories as bits, one a category. */
export function categoryBits(categories: readonly number[]): Uint8Array {
  // Apart from the limit of all sets together, so that one number cannot ask for gigabytes.
  const most = 1 << 20;
  const highest = categories.reduce((a, b) => Math.max(a, b), -1);
  if (categories.some((c) => !Number.isInteger(c) || c < 0) || highest >= most) {
    throw damaged(`a set has a category that is no whole number from 0 to ${most - 1}`);
  }
  const bits = new Uint8Array((highest >> 3) + 1);
  for (const category of categories) bits[category >> 3]! |= 1 << (category & 7);
  return bits;
}

/** Outputs × trees that are padded to the longest output. */
const mostTrees = 1_000_000;

const nothing: Tree = {
  feature: Int32Array.of(-1),
  threshold: Float64Array.of(0),
  missingLeft: Uint8Array.of(0),
  left: Int32Array.of(-1),
  right: Int32Array.of(-1),
  value: Float64Array.of(0),
  cover: Float64Array.of(1),
};

/** Trees by output in the order of TreeEnsembleState: tree k is of output k % outputs. */
export function arrangeTrees(byOutput: readonly (readonly Tree[])[]): Tree[] {
  const longest = byOutput.reduce((most, trees) => Math.max(most, trees.length), 0);
  if (longest * byOutput.length > mostTrees) throw damaged('it has too many trees');
  const trees: Tree[] = [];
  for (let k = 0; k < longest; k++) {
    for (const own of byOutput) trees.push(own[k] ?? nothing);
  }
  return trees;
}
