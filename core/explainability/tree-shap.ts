import type { Tick } from '../base/tick.ts';
import { goesLeft, type Tree, type TreeEnsembleState } from '../models/states/trees.ts';
import type { Matrix } from '../table/matrix.ts';
import { leafShapley } from './leaf-shapley.ts';
import { createPatternCache, locate, mostBits, startLeaf } from './pattern-cache.ts';
import type { PatternCache } from './pattern-cache.ts';

export interface ShapOptions {
  /** Which output of the estimator. */
  readonly output: number;
  /**
   * For each encoded column the array (one entry a row) its contributions are added to; columns of one
   * raw column share an array.
   */
  readonly into: readonly Float64Array[];
  readonly tick: Tick;
}

/** Most rows that are explained together. */
const mostRows = 8192;

/** What a walk over the trees needs; its arrays grow with depth and are used again and again. */
interface Walk {
  readonly x: Matrix;
  readonly into: readonly Float64Array[];
  readonly cache: PatternCache;
  /** The path so far: one element a feature, and the share of training rows that go this way. */
  readonly features: Int32Array;
  readonly zero: Float64Array;
  /** The path so far node by node, root first. */
  readonly nodes: number[];
  /** By depth, for the left and the right child: bit e tells whether a row meets element e. */
  readonly left: Int32Array[];
  readonly right: Int32Array[];
}

/** The rows that are explained together, so that their columns stay near the processor. */
interface Block {
  readonly tree: Tree;
  readonly start: number;
  readonly count: number;
}

/** A node with the length of the path that leads to it. */
interface Visit {
  readonly node: number;
  readonly depth: number;
  readonly elements: number;
  readonly patterns: Int32Array;
}

/** Clears the element's bit in the patterns of the child that a row does not go to. */
function split(walk: Walk, block: Block, { node, depth, patterns }: Visit, bit: number): void {
  const { tree, start, count } = block;
  const column = walk.x.columns[tree.feature[node]!]!;
  const left = (walk.left[depth] ??= new Int32Array(patterns.length));
  const right = (walk.right[depth] ??= new Int32Array(patterns.length));
  for (let i = 0; i < count; i++) {
    const pattern = patterns[i]!;
    const cleared = pattern & ~bit;
    const isLeft = goesLeft(tree, node, column[start + i]!);
    left[i] = isLeft ? pattern : cleared;
    right[i] = isLeft ? cleared : pattern;
  }
}

function explainLeaf(walk: Walk, block: Block, { node, elements, patterns }: Visit): void {
  const { cache, into, features, zero } = walk;
  const { tree, start, count } = block;
  const leaf = { value: tree.value[node]!, elements, zero };
  const mask = (1 << elements) - 1;
  startLeaf(cache);
  // Patterns become places of results, so that the loops below walk one column at a time.
  for (let i = 0; i < count; i++) patterns[i] = locate(cache, leaf, patterns[i]! & mask);
  const { results } = cache;
  for (let e = 0; e < elements; e++) {
    const sums = into[features[e]!]!;
    for (let i = 0; i < count; i++) sums[start + i]! += results[patterns[i]! + e]!;
  }
}

/** Paths of more features than an integer has bits, which are rare: one row at a time. */
function explainLongLeaf(walk: Walk, block: Block, { node, elements }: Visit): void {
  const { x, into, features, zero, nodes } = walk;
  const { tree, start, count } = block;
  const leaf = { value: tree.value[node]!, elements, zero };
  const inside = new Uint8Array(elements);
  const result = new Float64Array(elements);
  for (let row = start; row < start + count; row++) {
    inside.fill(1);
    for (const [at, parent] of nodes.entries()) {
      const feature = tree.feature[parent]!;
      const isLeft = goesLeft(tree, parent, x.columns[feature]![row]!);
      const child = nodes[at + 1] ?? node;
      if (isLeft !== (tree.left[parent] === child)) inside[features.indexOf(feature)] = 0;
    }
    leafShapley(leaf, inside, result, 0);
    for (let e = 0; e < elements; e++) into[features[e]!]![row]! += result[e]!;
  }
}

function coverRatio({ cover }: Tree, parent: number, child: number): number {
  return cover[parent]! > 0 ? cover[child]! / cover[parent]! : 0;
}

/** The element of a feature on the path; `elements` when the path does not know it yet. */
function elementOf(features: Int32Array, elements: number, feature: number): number {
  let e = 0;
  while (e < elements && features[e] !== feature) e++;
  return e;
}

function descend(walk: Walk, block: Block, visit: Visit): void {
  const { tree } = block;
  const { node, depth, patterns } = visit;
  const feature = tree.feature[node]!;
  if (feature < 0) {
    if (visit.elements === 0 || tree.value[node] === 0) return;
    if (visit.elements > mostBits) explainLongLeaf(walk, block, visit);
    else explainLeaf(walk, block, visit);
    return;
  }
  const e = elementOf(walk.features, visit.elements, feature);
  const fresh = e === visit.elements;
  const before = fresh ? 1 : walk.zero[e]!;
  const elements = fresh ? e + 1 : visit.elements;
  const marked = e < mostBits;
  if (marked) split(walk, block, visit, 1 << e);
  walk.features[e] = feature;
  walk.nodes.push(node);
  for (const side of ['left', 'right'] as const) {
    const child = tree[side][node]!;
    walk.zero[e] = before * coverRatio(tree, node, child);
    const next = marked ? walk[side][depth]! : patterns;
    descend(walk, block, { node: child, depth: depth + 1, elements, patterns: next });
  }
  walk.nodes.pop();
  walk.zero[e] = before;
}

/** The tree's expectation under its cover. Children come after their parent. O(nodes). */
function expectation(tree: Tree): number {
  const reach = new Float64Array(tree.feature.length);
  reach[0] = 1;
  let sum = 0;
  for (let node = 0; node < reach.length; node++) {
    if (tree.feature[node]! < 0) {
      sum += reach[node]! * tree.value[node]!;
      continue;
    }
    for (const child of [tree.left[node]!, tree.right[node]!]) {
      reach[child] = reach[node]! * coverRatio(tree, node, child);
    }
  }
  return sum;
}

/**
 * Exact path-dependent TreeSHAP (Lundberg et al. 2018) of one output, in units of the margin: what
 * shap.TreeExplainer(feature_perturbation='tree_path_dependent') gives. Adds each contribution to
 * `into` and returns the base value: the expectation under the training cover. A row's base value
 * plus its contributions is its margin. O(rows × leaves × depth).
 */
export function treeShap(state: TreeEnsembleState, x: Matrix, options: ShapOptions): number {
  const { output, into, tick } = options;
  const trees = state.trees.filter((_, k) => k % state.base.length === output);
  const size = Math.min(mostRows, x.rows);
  const walk: Walk = {
    x,
    into,
    cache: createPatternCache(size),
    features: new Int32Array(x.columns.length),
    zero: new Float64Array(x.columns.length),
    nodes: [],
    left: [],
    right: [],
  };
  const patterns = new Int32Array(size).fill(-1);
  let base = state.base[output]!;
  for (const [k, tree] of trees.entries()) {
    base += expectation(tree);
    for (let start = 0; start < x.rows; start += size) {
      tick((k + start / x.rows) / trees.length);
      const block = { tree, start, count: Math.min(size, x.rows - start) };
      descend(walk, block, { node: 0, depth: 0, elements: 0, patterns });
    }
  }
  return base;
}
