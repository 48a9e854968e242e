import type { Rng } from '../../base/rng.ts';
import { createAbsoluteErrors, rankNode, type AbsoluteErrors } from './absolute-error.ts';
import type { CategorySets } from '../states/trees.ts';
import type { Bench, Split } from './bench.ts';
import { packSets } from './category-sets.ts';
import { classImpurity, numberImpurity, weightOf } from './criteria.ts';
import { findSplit } from './find-split.ts';
import { gatherCodes, type NodeRows } from './gather-codes.ts';
import type { Bounds } from './scan-groups.ts';

/** A tree as it was grown; children come after their parent, node 0 is the root. */
export interface GrownTree {
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
  readonly missingLeft: Uint8Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Weight of the training rows that reached the node. */
  readonly cover: Float64Array;
  /** Weighted impurity by the criterion. */
  readonly impurity: Float64Array;
  /** What the node predicts: the shares of the classes (of two only the second's), or the number. */
  readonly outputs: Float64Array;
  readonly outputCount: number;
  /** Where nodes ask for categories. */
  readonly categories: CategorySets | undefined;
}

/** A node whose rows are known; its place in the tree and its split are found out later. */
interface GrowingNode extends NodeRows {
  readonly depth: number;
  readonly bounds: Bounds;
  /** Features known to be constant, a prefix of the bench's list; only while growing depth first. */
  readonly constants: number;
  readonly parent: number;
  readonly isLeft: boolean;
  id: number;
}

/** A node that can be split, with what its split would do. */
interface Candidate {
  readonly node: GrowingNode;
  readonly split: Split;
  readonly constants: number;
  /** Weighted decrease of impurity, relative to the whole tree. */
  readonly improvement: number;
}

interface Builder {
  readonly bench: Bench;
  readonly rng: Rng;
  readonly errors: AbsoluteErrors | null;
  readonly yieldNow: (doneRows: number) => void;
  readonly nodes: NodeLists;
  readonly outputCount: number;
  /** Rows whose leaf is settled. */
  settled: number;
  /** Rows searched since the last yield. */
  searched: number;
}

/** Rows of searched nodes between two yields. */
const yieldEvery = 1 << 15;

interface NodeLists {
  readonly feature: number[];
  readonly threshold: number[];
  readonly missingLeft: number[];
  readonly left: number[];
  readonly right: number[];
  readonly cover: number[];
  readonly impurity: number[];
  readonly outputs: number[];
  readonly sets: (Uint8Array | null)[];
}

/** Gathers the node's targets and weights and their sums; tells whether all targets are equal. */
function loadNode({ bench }: Builder, { from, to }: NodeRows): boolean {
  const { rows, weights, total, target, nodeClass, nodeValue, nodeWeight, nodeWeighted } = bench;
  const { y, classes } = target;
  const first = y[rows[from]!]!;
  let pure = true;
  total.fill(0);
  for (let i = from; i < to; i++) {
    const row = rows[i]!;
    const weight = weights[row]!;
    const value = y[row]!;
    const place = i - from;
    if (value !== first) pure = false;
    nodeWeight[place] = weight;
    if (classes > 0) {
      nodeClass[place] = value;
      total[value]! += weight;
    } else {
      nodeValue[place] = value;
      nodeWeighted[place] = weight * value;
      total[0]! += weight;
      total[1]! += weight * value;
    }
  }
  return pure;
}

function clip(value: number, { lower, upper }: Bounds): number {
  return Math.min(upper, Math.max(lower, value));
}

/** Adds the node whose rows are loaded, as a leaf. */
function addNode(builder: Builder, node: GrowingNode, pure: boolean): void {
  const { bench, nodes, errors } = builder;
  const { total, target, nodeValue, nodeWeight } = bench;
  const weight = weightOf(target.classes, total);
  const count = node.to - node.from;
  nodes.feature.push(-1);
  nodes.threshold.push(0);
  nodes.missingLeft.push(0);
  nodes.left.push(-1);
  nodes.right.push(-1);
  nodes.sets.push(null);
  if (target.classes > 0) {
    if (target.classes === 2) nodes.outputs.push(clip(total[1]! / weight, node.bounds));
    else for (const sum of total) nodes.outputs.push(sum / weight);
    nodes.impurity.push(pure ? 0 : classImpurity(target.criterion, total));
  } else {
    const centre = errors ? rankNode(bench, errors, count) : total[1]! / weight;
    const rows = { values: nodeValue, weights: nodeWeight, count };
    nodes.outputs.push(clip(centre, node.bounds));
    nodes.impurity.push(pure ? 0 : numberImpurity(target.criterion, rows, centre));
  }
  node.id = nodes.cover.push(weight) - 1;
  if (node.parent >= 0) (node.isLeft ? nodes.left : nodes.right)[node.parent] = node.id;
}

/** Moves rows that go left to the front of the stretch, order kept; returns where the others begin. */
function partition({ bench }: Builder, { from, to }: NodeRows, split: Split): number {
  const { rows, spare, keys } = bench;
  const none = bench.x.counts[split.feature]!;
  gatherCodes(bench, split.feature, { from, to });
  const { code, missingLeft, set } = split;
  let left = from;
  let right = 0;
  for (let i = from; i < to; i++) {
    const row = rows[i]!;
    const own = keys[i - from]!;
    const goesLeft = own === none ? missingLeft : set ? set[own] === 1 : own <= code;
    if (goesLeft) rows[left++] = row;
    else spare[right++] = row;
  }
  for (let i = 0; i < right; i++) rows[left + i] = spare[i]!;
  return left;
}

/** Impurity times weight of some rows, without adding a node. */
function lossOf(builder: Builder, part: NodeRows): number {
  const { bench, errors } = builder;
  const { total, target, nodeValue, nodeWeight } = bench;
  const pure = loadNode(builder, part);
  if (pure) return 0;
  const weight = weightOf(target.classes, total);
  if (target.classes > 0) return weight * classImpurity(target.criterion, total);
  const count = part.to - part.from;
  const centre = errors ? rankNode(bench, errors, count) : total[1]! / weight;
  const rows = { values: nodeValue, weights: nodeWeight, count };
  return weight * numberImpurity(target.criterion, rows, centre);
}

/** Adds a node and looks for its split; null when it stays a leaf. */
function openNode(builder: Builder, node: GrowingNode): Candidate | null {
  const { bench, nodes } = builder;
  const { rules } = bench;
  const pure = loadNode(builder, node);
  addNode(builder, node, pure);
  const { from, to, id } = node;
  const count = to - from;
  const small = count < Math.max(rules.minSamplesSplit, 2 * rules.minSamplesLeaf);
  if (pure || small || node.depth >= rules.maxDepth) {
    builder.settled += count;
    return null;
  }
  builder.searched += count;
  if (builder.searched > yieldEvery) {
    builder.searched = 0;
    builder.yieldNow(builder.settled);
  }
  const constants = findSplit(bench, node, builder);
  if (bench.best.feature < 0) {
    builder.settled += count;
    return null;
  }
  const split = { ...bench.best };
  if (rules.minImpurityDecrease === 0 && rules.maxLeafNodes === Infinity) {
    return { node, split, constants, improvement: 0 };
  }
  const middle = partition(builder, node, split);
  const loss = lossOf(builder, { from, to: middle }) + lossOf(builder, { from: middle, to });
  const improvement = (nodes.cover[id]! * nodes.impurity[id]! - loss) / nodes.cover[0]!;
  if (improvement + Number.EPSILON < rules.minImpurityDecrease) {
    builder.settled += count;
    return null;
  }
  return { node, split, constants, improvement };
}

/** Bounds of the children: where a constraint holds, their middle parts what they may predict. */
function childBounds(
  { bench }: Builder,
  { node, split }: Candidate,
  values: readonly [number, number],
): [Bounds, Bounds] {
  const { bounds } = node;
  const direction = bench.rules.monotonic?.[split.feature] ?? 0;
  if (direction === 0) return [bounds, bounds];
  const middle = (values[0] + values[1]) / 2;
  const below = { lower: bounds.lower, upper: middle };
  const above = { lower: middle, upper: bounds.upper };
  return direction > 0 ? [below, above] : [above, below];
}

function plainValue(builder: Builder, part: NodeRows): number {
  const { bench, errors } = builder;
  loadNode(builder, part);
  if (errors) return rankNode(bench, errors, part.to - part.from);
  return bench.total[1]! / weightOf(bench.target.classes, bench.total);
}

/** Splits a candidate; returns its children. */
function splitNode(builder: Builder, candidate: Candidate): [GrowingNode, GrowingNode] {
  const { bench, nodes } = builder;
  const { node, split } = candidate;
  const middle = partition(builder, node, split);
  const { id, from, to } = node;
  nodes.feature[id] = split.feature;
  nodes.threshold[id] = split.threshold;
  nodes.sets[id] = split.set;
  const moreLeft = middle - from > to - middle;
  nodes.missingLeft[id] = (split.sawMissing ? split.missingLeft : moreLeft) ? 1 : 0;
  let [below, above] = [node.bounds, node.bounds];
  if (bench.rules.monotonic) {
    const left = plainValue(builder, { from, to: middle });
    const right = plainValue(builder, { from: middle, to });
    [below, above] = childBounds(builder, candidate, [left, right]);
  }
  const depth = node.depth + 1;
  const constants = bench.rules.maxLeafNodes === Infinity ? candidate.constants : 0;
  return [
    { from, to: middle, depth, bounds: below, constants, parent: id, isLeft: true, id: -1 },
    { from: middle, to, depth, bounds: above, constants, parent: id, isLeft: false, id: -1 },
  ];
}

function growDepthFirst(builder: Builder, root: GrowingNode): void {
  const stack = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    const candidate = openNode(builder, node);
    if (!candidate) continue;
    const [left, right] = splitNode(builder, candidate);
    stack.push(right, left);
  }
}

/** Takes the candidate that improves most, the older of equals. O(candidates). */
function takeBest(frontier: Candidate[]): Candidate {
  let best = 0;
  for (let i = 1; i < frontier.length; i++) {
    if (frontier[i]!.improvement > frontier[best]!.improvement) best = i;
  }
  return frontier.splice(best, 1)[0]!;
}

function growBestFirst(builder: Builder, root: GrowingNode): void {
  const frontier: Candidate[] = [];
  const first = openNode(builder, root);
  if (first) frontier.push(first);
  const { maxLeafNodes } = builder.bench.rules;
  for (let leaves = 1; frontier.length > 0 && leaves < maxLeafNodes; leaves++) {
    for (const child of splitNode(builder, takeBest(frontier))) {
      const candidate = openNode(builder, child);
      if (candidate) frontier.push(candidate);
    }
  }
}

/**
 * Grows one tree on the rows whose weight in the bench is positive, as scikit-learn's depth-first and
 * best-first builders do. `yieldNow` is called now and then with the share of rows that are done.
 * O(depth × tried features × rows).
 */
export function growTree(
  bench: Bench,
  { rng, yieldNow }: { rng: Rng; yieldNow: (fraction: number) => void },
): GrownTree {
  let count = 0;
  for (let row = 0; row < bench.x.rows; row++) {
    if (bench.weights[row]! > 0) bench.rows[count++] = row;
  }
  const nodes: NodeLists = {
    feature: [],
    threshold: [],
    missingLeft: [],
    left: [],
    right: [],
    cover: [],
    impurity: [],
    outputs: [],
    sets: [],
  };
  const builder: Builder = {
    bench,
    rng,
    errors: bench.target.criterion === 'absolute_error' ? createAbsoluteErrors(count) : null,
    yieldNow: (settled) => yieldNow(settled / count),
    nodes,
    outputCount: bench.target.classes > 2 ? bench.target.classes : 1,
    settled: 0,
    searched: 0,
  };
  const bounds = { lower: -Infinity, upper: Infinity };
  const place = { parent: -1, isLeft: false, id: -1 };
  const root = { from: 0, to: count, depth: 0, bounds, constants: 0, ...place };
  if (bench.rules.maxLeafNodes < Infinity) growBestFirst(builder, root);
  else growDepthFirst(builder, root);
  return {
    feature: Int32Array.from(nodes.feature),
    threshold: Float64Array.from(nodes.threshold),
    missingLeft: Uint8Array.from(nodes.missingLeft),
    left: Int32Array.from(nodes.left),
    right: Int32Array.from(nodes.right),
    cover: Float64Array.from(nodes.cover),
    impurity: Float64Array.from(nodes.impurity),
    outputs: Float64Array.from(nodes.outputs),
    outputCount: builder.outputCount,
    categories: packSets(nodes.sets),
  };
}
