import type { Tick } from '../base/tick.ts';
import type { TreeEnsembleState } from '../models/states/trees.ts';
import type { Matrix } from '../table/matrix.ts';
import { gaussLegendre } from '../stats/gauss-legendre.ts';
import type { Leaf } from './leaf-shapley.ts';
import { createPatternRoom, meets, walkLeaves } from './leaf-walk.ts';
import type { LeafPath, Walked } from './leaf-walk.ts';
import { mostBits } from './pattern-index.ts';
import { LeafResults, treesOf } from './tree-shap.ts';

export interface InteractionOptions {
  readonly output: number;
  /** By encoded column, the raw column it comes from, and how many of those there are. */
  readonly playerOf: Int32Array;
  readonly players: number;
  readonly tick: Tick;
}

/** Bytes that the matrices of a block of rows may take. */
const mostBytes = 8 * 2 ** 20;
const mostRows = 8192;

/**
 * Interaction values of the pairs of one leaf's elements (e < f, in that order), half of each: the
 * integral of Π over the others of (t·inside + (1−t)·zero) times what both change; see leafShapley.
 */
export function leafInteractions(
  { value, elements, zero }: Leaf,
  inside: Uint8Array,
  out: Float64Array,
  at: number,
): void {
  const pairs = (elements * (elements - 1)) / 2;
  out.fill(0, at, at + pairs);
  let share = value / 2;
  for (let e = 0; e < elements; e++) if (inside[e] === 0) share *= zero[e]!;
  if (share === 0) return;
  const { nodes, weights } = gaussLegendre(Math.max(1, elements >> 1));
  const change = new Float64Array(elements);
  for (let q = 0; q < nodes.length; q++) {
    const t = nodes[q]!;
    const u = 1 - t;
    let product = weights[q]! * share;
    for (let e = 0; e < elements; e++) {
      const factor = inside[e] === 1 ? t + u * zero[e]! : u;
      product *= factor;
      change[e] = (inside[e] === 1 ? 1 - zero[e]! : -1) / factor;
    }
    let to = at;
    for (let e = 0; e < elements; e++) {
      const first = product * change[e]!;
      for (let f = e + 1; f < elements; f++) out[to++]! += first * change[f]!;
    }
  }
}

interface Adding extends InteractionOptions {
  readonly into: Float64Array;
  readonly count: number;
}

function addPairs(
  leaf: LeafPath,
  { into, count, players, playerOf }: Adding,
  values: Float64Array,
) {
  const { elements, patterns } = leaf;
  const width = (elements * (elements - 1)) / 2;
  const area = players * players;
  let pair = 0;
  for (let e = 0; e < elements; e++) {
    const a = playerOf[leaf.players[e]!]!;
    for (let f = e + 1; f < elements; f++, pair++) {
      const b = playerOf[leaf.players[f]!]!;
      if (a === b) continue;
      for (let i = 0; i < count; i++) {
        const value = values[patterns[i]! * width + pair]!;
        into[i * area + a * players + b]! += value;
        into[i * area + b * players + a]! += value;
      }
    }
  }
}

function addLeaf(leaf: LeafPath, results: LeafResults, adding: Adding): void {
  const { tree, node, elements, zero } = leaf;
  const game = { value: tree.value[node]!, elements, zero };
  const width = (elements * (elements - 1)) / 2;
  const values = results.number(leaf, adding.count, width);
  for (let n = 0; n < results.index.size; n++) {
    leafInteractions(game, results.spread(n, elements), values, n * width);
  }
  addPairs(leaf, adding, values);
}

/** Paths of more columns than an integer has bits: one row at a time. */
function addLongLeaf(leaf: LeafPath, walked: Walked, adding: Adding): void {
  const { tree, node, elements, zero } = leaf;
  const game = { value: tree.value[node]!, elements, zero };
  const inside = new Uint8Array(elements);
  const values = new Float64Array((elements * (elements - 1)) / 2);
  const area = adding.players ** 2;
  const one = { ...leaf, patterns: new Int32Array(1) };
  for (let row = 0; row < adding.count; row++) {
    meets(walked, leaf, row, inside);
    leafInteractions(game, inside, values, 0);
    const into = adding.into.subarray(row * area, (row + 1) * area);
    addPairs(one, { ...adding, into, count: 1 }, values);
  }
}

/**
 * Exact path-dependent interaction values (Lundberg et al. 2020) of one output: what
 * shap.TreeExplainer.shap_interaction_values gives, summed by raw column. `visit` gets them for blocks
 * of rows, [row × players² + a × players + b], symmetric, with the diagonal left 0: it is what a
 * column's SHAP value is beyond its row's sum. The array is used again. O(rows × leaves × depth²), and
 * at most 8 MB or one row.
 */
export function treeInteractions(
  state: TreeEnsembleState,
  x: Matrix,
  options: InteractionOptions,
  visit: (start: number, count: number, matrices: Float64Array) => void,
): void {
  const { output, players, tick } = options;
  const trees = treesOf(state, output);
  const fitting = Math.floor(mostBytes / 8 / players ** 2);
  const size = Math.max(1, Math.min(mostRows, fitting, x.rows));
  const room = createPatternRoom(size);
  const results = new LeafResults(size, x.columns.length);
  const playerOf = Int32Array.from(x.columns, (_, j) => j);
  const into = new Float64Array(size * players ** 2);
  for (let start = 0; start < x.rows; start += size) {
    const count = Math.min(size, x.rows - start);
    const columns = x.columns.map((column) => column.subarray(start, start + count));
    const walked = { columns, rows: count, playerOf };
    const adding = { ...options, into, count };
    into.fill(0);
    for (const [k, tree] of trees.entries()) {
      tick((start + (count * k) / trees.length) / x.rows);
      walkLeaves(tree, walked, room, (leaf) => {
        if (leaf.elements < 2 || tree.value[leaf.node] === 0) return;
        if (leaf.elements > mostBits) addLongLeaf(leaf, walked, adding);
        else addLeaf(leaf, results, adding);
      });
    }
    visit(start, count, into);
  }
}
