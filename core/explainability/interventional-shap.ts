import type { Tick } from '../base/tick.ts';
import type { TreeEnsembleState } from '../models/states/trees.ts';
import type { Matrix } from '../table/matrix.ts';
import { createPatternRoom, meets, walkLeaves } from './leaf-walk.ts';
import type { LeafPath, Walked } from './leaf-walk.ts';
import { createPatternIndex, mostBits, numberOf, startLeaf } from './pattern-index.ts';
import type { PatternIndex } from './pattern-index.ts';
import { addResults, LeafResults, treesOf } from './tree-shap.ts';

export interface InterventionalOptions {
  /** Which output of the estimator. */
  readonly output: number;
  /** By encoded column its player: columns of one raw column are known or unknown together. */
  readonly playerOf: Int32Array;
  /** By player: contributions are added, one entry a row. */
  readonly into: readonly Float64Array[];
  readonly tick: Tick;
  /** Margins of rows and background: contributions to the logistic function of the margin then. */
  readonly logistic?: { readonly x: Float64Array; readonly background: Float64Array } | undefined;
}

/** Most rows that are explained together. */
const mostRows = 8192;
/** Pairs of a row and a background row whose slopes are kept together. */
const mostSlopes = 2 ** 22;

/** (a−1)! b! / (a+b)!, the Shapley weight of one of a players against b others, by a and b up to 64. */
const weights = new Map<number, number>();
export function sideWeight(a: number, b: number): number {
  const key = a * 1024 + b;
  let weight = weights.get(key);
  if (weight === undefined) {
    weight = 1 / a;
    for (let i = 1; i <= b; i++) weight *= i / (a + i);
    weights.set(key, weight);
  }
  return weight;
}

const bitCount = (bits: number): number => {
  let n = bits - ((bits >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
};

interface Shares {
  /** By a, what each of the a gets, and each of the b loses. */
  readonly own: Float64Array;
  readonly others: Float64Array;
}

const sharesKnown = new Map<number, Shares>();

/** For up to so many elements that only the row meets, against b that only the background meets. */
function shares(most: number, b: number): Shares {
  const key = most * 1024 + b;
  const known = sharesKnown.get(key);
  if (known) return known;
  const by = (of: (a: number) => number) =>
    Float64Array.from({ length: most + 1 }, (_, a) => of(a));
  const made = {
    own: by((a) => (a > 0 ? sideWeight(a, b) : 0)),
    others: by((a) => (b > 0 ? sideWeight(b, a) : 0)),
  };
  sharesKnown.set(key, made);
  return made;
}

interface LeafGame {
  readonly elements: number;
  readonly value: number;
}

/** A leaf with the distinct patterns of the background and how much each weighs. */
interface Weighed extends LeafGame {
  readonly patterns: Int32Array;
  readonly weights: ArrayLike<number>;
  readonly size: number;
}

/**
 * Values of one pattern against all background patterns. A background row counts when it meets what the
 * row does not; the a elements that only the row meets share +value, the b that only the background
 * meets −value, as the Shapley values of "all of a and none of b".
 */
function explainPattern(
  pattern: number,
  { elements, value, patterns, weights: counts, size }: Weighed,
  out: Float64Array,
  at: number,
): void {
  const full = (1 << elements) - 1;
  const outside = full & ~pattern;
  const b = bitCount(outside);
  const { own, others } = shares(elements - b, b);
  let against = 0;
  for (let e = 0; e < elements; e++) out[at + e] = 0;
  for (let k = 0; k < size; k++) {
    const met = patterns[k]!;
    if ((met & outside) !== outside) continue;
    let alone = full & ~met;
    const a = bitCount(alone);
    const weight = value * counts[k]!;
    against += weight * others[a]!;
    const share = weight * own[a]!;
    for (; alone !== 0; alone &= alone - 1) out[at + 31 - Math.clz32(alone & -alone)]! += share;
  }
  for (let e = 0; e < elements; e++) if (((pattern >>> e) & 1) === 0) out[at + e] = -against;
}

interface Block {
  readonly into: readonly Float64Array[];
  readonly start: number;
  readonly count: number;
  /** Rows of the background, which follow those of the block. */
  readonly background: number;
  /** [row × background + background row]: what a contribution to the margin counts; null for 1. */
  readonly slopes: Float64Array | null;
}

interface Room {
  readonly results: LeafResults;
  readonly index: PatternIndex;
  /** By background row the number of its pattern. */
  readonly numbers: Int32Array;
  /** Background rows ordered by pattern, and where each pattern begins. */
  readonly order: Int32Array;
  readonly begins: Int32Array;
}

/** Orders the background rows of a leaf by pattern. */
function orderByPattern({ index, numbers, order, begins }: Room): void {
  let at = 0;
  for (let k = 0; k < index.size; k++) {
    begins[k] = at;
    at += index.counts[k]!;
  }
  numbers.forEach((number, i) => (order[begins[number]!++] = i));
  for (let k = index.size; k > 0; k--) begins[k] = begins[k - 1]!;
  begins[0] = 0;
}

/** Numbers of the background patterns that meet what a pattern does not. */
function compatible(pattern: number, elements: number, index: PatternIndex): number[] {
  const outside = ((1 << elements) - 1) & ~pattern;
  const found: number[] = [];
  for (let k = 0; k < index.size; k++) {
    if ((index.patterns[k]! & outside) === outside) found.push(k);
  }
  return found;
}

/** Where pairs count differently each row sums over the background rows that matter to it. */
function explainRows(leaf: LeafPath, game: LeafGame, block: Block, room: Room): void {
  const { patterns, elements, players } = leaf;
  const { into, start, count, background } = block;
  const slopes = block.slopes!;
  const { index, order, begins, results } = room;
  orderByPattern(room);
  results.number(leaf, count, 0);
  const others = Array.from({ length: results.index.size }, (_, n) =>
    compatible(results.index.patterns[n]!, elements, index),
  );
  const out = new Float64Array(elements);
  const met = new Int32Array(index.size);
  const weights = new Float64Array(index.size);
  for (let row = 0; row < count; row++) {
    const at = row * background;
    const list = others[patterns[row]!]!;
    if (list.length === 0) continue;
    list.forEach((k, i) => {
      let sum = 0;
      for (let z = begins[k]!; z < begins[k + 1]!; z++) sum += slopes[at + order[z]!]!;
      met[i] = index.patterns[k]!;
      weights[i] = sum;
    });
    const weighed = { ...game, patterns: met, weights, size: list.length };
    explainPattern(results.index.patterns[patterns[row]!]!, weighed, out, 0);
    for (let e = 0; e < elements; e++) into[players[e]!]![start + row]! += out[e]!;
  }
}

function explainLeaf(leaf: LeafPath, block: Block, room: Room): void {
  const { tree, node, elements, patterns } = leaf;
  const { count, background } = block;
  const { results, index, numbers } = room;
  const mask = (1 << elements) - 1;
  startLeaf(index);
  for (let i = 0; i < background; i++) {
    numbers[i] = numberOf(index, patterns[count + i]! & mask, elements);
  }
  const game = { elements, value: tree.value[node]! / background };
  if (block.slopes) {
    explainRows(leaf, game, block, room);
    return;
  }
  const values = results.number(leaf, count, elements);
  const weighed = { ...game, patterns: index.patterns, weights: index.counts, size: index.size };
  for (let n = 0; n < results.index.size; n++) {
    explainPattern(results.index.patterns[n]!, weighed, values, n * elements);
  }
  addResults(leaf, values, block);
}

/** Elements that only the row meets, and only the background row; null where neither meets one. */
function countSides(inside: Uint8Array, met: Uint8Array): { a: number; b: number } | null {
  let a = 0;
  let b = 0;
  for (let e = 0; e < met.length; e++) {
    if (inside[e]! > met[e]!) a++;
    else if (inside[e]! < met[e]!) b++;
    else if (inside[e] === 0) return null;
  }
  return { a, b };
}

/** Paths of more players than an integer has bits: every row against every background row. */
function explainLongLeaf(leaf: LeafPath, walked: Walked, block: Block): void {
  const { tree, node, elements, players } = leaf;
  const { into, start, count, background, slopes } = block;
  const inside = new Uint8Array(elements);
  const others = Array.from({ length: background }, (_, i) => {
    const met = new Uint8Array(elements);
    meets(walked, leaf, count + i, met);
    return met;
  });
  for (let row = 0; row < count; row++) {
    meets(walked, leaf, row, inside);
    others.forEach((met, i) => {
      const sides = countSides(inside, met);
      if (!sides) return;
      const { a, b } = sides;
      const slope = slopes ? slopes[row * background + i]! : 1;
      const value = (slope * tree.value[node]!) / background;
      for (let e = 0; e < elements; e++) {
        if (inside[e] === met[e]) continue;
        const share = inside[e] === 1 ? sideWeight(a, b) : -sideWeight(b, a);
        into[players[e]!]![start + row]! += value * share;
      }
    });
  }
}

const logistic = (margin: number): number => 1 / (1 + Math.exp(-margin));

/** Slope of the logistic function between the margins of each row and each background row. */
function slopesOf(x: Float64Array, background: Float64Array): Float64Array {
  const slopes = new Float64Array(x.length * background.length);
  let at = 0;
  for (const own of x) {
    const high = logistic(own);
    for (const other of background) {
      const apart = own - other;
      slopes[at++] =
        Math.abs(apart) > 1e-6 ? (high - logistic(other)) / apart : high * logistic(-own);
    }
  }
  return slopes;
}

/** Rows of a block followed by the background, a column each. */
export function stack(x: Matrix, background: Matrix, start: number, count: number): Float64Array[] {
  return x.columns.map((column, j) => {
    const both = new Float64Array(count + background.rows);
    both.set(column.subarray(start, start + count));
    both.set(background.columns[j]!, count);
    return both;
  });
}

/**
 * Exact interventional TreeSHAP (Lundberg et al. 2020) of one output, in units of the margin: unknown
 * columns take the values of each background row in turn. What shap.TreeExplainer(model, data=background)
 * gives with every row of the background; with `logistic` what it gives for model_output='probability',
 * each pair's contributions scaled to the change of the logistic function. Adds to `into`; the base value
 * is the mean output of the background. O((rows + background) × nodes + patterns of rows × patterns of
 * the background, a leaf), with `logistic` O(rows × background × leaves).
 */
export function interventionalShap(
  state: TreeEnsembleState,
  x: Matrix,
  background: Matrix,
  options: InterventionalOptions,
): void {
  const { output, playerOf, into, tick, logistic: margins } = options;
  const trees = treesOf(state, output);
  // A large background is walked with each block, so blocks grow with it.
  const wanted = margins ? mostSlopes / background.rows : Math.max(mostRows, background.rows);
  const size = Math.max(1, Math.min(Math.floor(wanted), x.rows));
  const walkRoom = createPatternRoom(size + background.rows);
  const room: Room = {
    results: new LeafResults(size, x.columns.length),
    index: createPatternIndex(background.rows),
    numbers: new Int32Array(background.rows),
    order: new Int32Array(background.rows),
    begins: new Int32Array(background.rows + 1),
  };
  for (let start = 0; start < x.rows; start += size) {
    const count = Math.min(size, x.rows - start);
    const columns = stack(x, background, start, count);
    const walked = { columns, rows: count + background.rows, playerOf };
    const slopes = margins
      ? slopesOf(margins.x.subarray(start, start + count), margins.background)
      : null;
    const block = { into, start, count, background: background.rows, slopes };
    for (const [k, tree] of trees.entries()) {
      tick((start + (count * k) / trees.length) / x.rows);
      walkLeaves(tree, walked, walkRoom, (leaf) => {
        if (leaf.elements === 0 || tree.value[leaf.node] === 0) return;
        if (leaf.elements > mostBits) explainLongLeaf(leaf, walked, block);
        else explainLeaf(leaf, block, room);
      });
    }
  }
}
