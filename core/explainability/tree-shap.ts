import type { Tick } from '../base/tick.ts';
import type { Tree, TreeEnsembleState } from '../models/states/trees.ts';
import type { Matrix } from '../table/matrix.ts';
import { leafShapley } from './leaf-shapley.ts';
import { coverRatio, createPatternRoom, meets, walkLeaves } from './leaf-walk.ts';
import type { LeafPath, Walked } from './leaf-walk.ts';
import { createPatternIndex, mostBits, numberOf, startLeaf } from './pattern-index.ts';
import type { PatternIndex } from './pattern-index.ts';

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

/** Most rows that are explained together, so that their columns stay near the processor. */
const mostRows = 8192;

/** Room for the results of one leaf: a row of values a pattern. */
export class LeafResults {
  readonly index: PatternIndex;
  values = new Float64Array(0);
  readonly inside: Uint8Array;
  constructor(rows: number, columns: number) {
    this.index = createPatternIndex(rows);
    this.inside = new Uint8Array(Math.max(columns, mostBits));
  }

  /** Numbers the patterns of the first `count` rows, in place, and makes room for `width` values each. */
  number({ patterns, elements }: LeafPath, count: number, width: number): Float64Array {
    const { index } = this;
    const mask = (1 << elements) - 1;
    startLeaf(index);
    for (let i = 0; i < count; i++) patterns[i] = numberOf(index, patterns[i]! & mask, elements);
    const wanted = index.size * width;
    if (this.values.length < wanted) this.values = new Float64Array(2 * wanted);
    return this.values;
  }

  /** The pattern of that number as a byte an element. */
  spread(number: number, elements: number): Uint8Array {
    const pattern = this.index.patterns[number]!;
    for (let e = 0; e < elements; e++) this.inside[e] = (pattern >>> e) & 1;
    return this.inside;
  }
}

interface Adding {
  readonly into: readonly Float64Array[];
  /** Of the first row of the block. */
  readonly start: number;
  readonly count: number;
}

/** Adds to each row the values of its pattern; `patterns` holds their numbers. */
export function addResults(
  { elements, players, patterns }: LeafPath,
  values: Float64Array,
  { into, start, count }: Adding,
): void {
  for (let i = 0; i < count; i++) patterns[i]! *= elements;
  for (let e = 0; e < elements; e++) {
    const sums = into[players[e]!]!;
    for (let i = 0; i < count; i++) sums[start + i]! += values[patterns[i]! + e]!;
  }
}

function explainLeaf(leaf: LeafPath, results: LeafResults, adding: Adding): void {
  const { tree, node, elements, zero } = leaf;
  const game = { value: tree.value[node]!, elements, zero };
  const values = results.number(leaf, adding.count, elements);
  for (let n = 0; n < results.index.size; n++) {
    leafShapley(game, results.spread(n, elements), values, n * elements);
  }
  addResults(leaf, values, adding);
}

/** Paths of more features than an integer has bits, which are rare: one row at a time. */
function explainLongLeaf(leaf: LeafPath, walked: Walked, { into, start, count }: Adding): void {
  const { tree, node, elements, players, zero } = leaf;
  const game = { value: tree.value[node]!, elements, zero };
  const inside = new Uint8Array(elements);
  const result = new Float64Array(elements);
  for (let row = 0; row < count; row++) {
    meets(walked, leaf, row, inside);
    leafShapley(game, inside, result, 0);
    for (let e = 0; e < elements; e++) into[players[e]!]![start + row]! += result[e]!;
  }
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

/** The trees of one output. */
export function treesOf({ trees, base }: TreeEnsembleState, output: number): Tree[] {
  return trees.filter((_, k) => k % base.length === output);
}

/** By state and output; states never change, and a slider asks of the same one at every step. */
const expectations = new WeakMap<TreeEnsembleState, Map<number, number>>();

/** What the output is under the training cover: the base value of path-dependent values. */
export function treeExpectation(state: TreeEnsembleState, output: number): number {
  let known = expectations.get(state);
  if (!known) expectations.set(state, (known = new Map()));
  const found = known.get(output);
  if (found !== undefined) return found;
  const trees = treesOf(state, output);
  const sum = trees.reduce((total, tree) => total + expectation(tree), state.base[output]!);
  known.set(output, sum);
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
  const trees = treesOf(state, output);
  const size = Math.min(mostRows, x.rows);
  const room = createPatternRoom(size);
  const results = new LeafResults(size, x.columns.length);
  const playerOf = Int32Array.from(x.columns, (_, j) => j);
  for (let start = 0; start < x.rows; start += size) {
    const count = Math.min(size, x.rows - start);
    const columns = x.columns.map((column) => column.subarray(start, start + count));
    const walked = { columns, rows: count, playerOf };
    const adding = { into, start, count };
    for (const [k, tree] of trees.entries()) {
      tick((start + (count * k) / trees.length) / x.rows);
      walkLeaves(tree, walked, room, (leaf) => {
        if (leaf.elements === 0 || tree.value[leaf.node] === 0) return;
        if (leaf.elements > mostBits) explainLongLeaf(leaf, walked, adding);
        else explainLeaf(leaf, results, adding);
      });
    }
  }
  return treeExpectation(state, output);
}
