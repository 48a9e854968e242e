import type { Tree } from '../states/trees.ts';
import { addToHistogram, subtractHistogram } from '../kernels/histogram.ts';
import type { BinnedMatrix } from './binner.ts';
import type { HistogramPool } from './histogram-pool.ts';
import type { Packing } from './packing.ts';
import { splitRows, type RowPartition } from './row-partition.ts';
import { findBestSplit, type Split, type SplitRules } from './split-finder.ts';

export interface GrowOptions extends SplitRules {
  readonly maxLeafNodes: number;
  readonly maxDepth: number | null;
  readonly learningRate: number;
  /** Newton steps of leaves are cut to this size, before the learning rate. */
  readonly maxStep: number;
}

export interface GrowInput {
  readonly binned: BinnedMatrix;
  readonly partition: RowPartition;
  readonly packed: Float64Array;
  readonly packing: Packing;
  /** Unpacked, for the values of the leaves. */
  readonly gradients: Float64Array;
  readonly hessians: Float64Array;
  readonly weights: Float64Array | null;
  readonly options: GrowOptions;
  readonly pool: HistogramPool;
  readonly yieldNow: () => void;
}

/** A node while the tree grows: its rows are from..to-1 of the partition. */
interface Node {
  readonly from: number;
  readonly to: number;
  readonly depth: number;
  histogram: Float64Array | null;
  split: Split | null;
  left: number;
  right: number;
}

function buildHistogram(input: GrowInput, node: Node): Float64Array | null {
  const histogram = input.pool.take();
  if (!histogram) return null;
  const { columns, offsets } = input.binned;
  const { from, to } = node;
  addToHistogram(
    histogram,
    { columns, offsets, packed: input.packed, rows: input.partition.rows, from, to },
    input.yieldNow,
  );
  return histogram;
}

function maySplit({ options }: GrowInput, node: Node): boolean {
  const deep = options.maxDepth !== null && node.depth >= options.maxDepth;
  return !deep && node.to - node.from >= 2 * options.minSamplesLeaf;
}

function release(input: GrowInput, node: Node): void {
  if (node.histogram) input.pool.give(node.histogram);
  node.histogram = null;
}

/** Looks for the node's best split; a node that cannot be split gives its histogram back. */
function examine(input: GrowInput, node: Node): void {
  const { binned, packing, options } = input;
  if (node.histogram && maySplit(input, node)) {
    const context = { binned, packing, rules: options };
    node.split = findBestSplit(node.histogram, node.to - node.from, context);
  }
  if (!node.split) release(input, node);
}

/** Builds the smaller child's histogram from its rows and the other's by subtraction. */
function shareHistogram(input: GrowInput, parent: Node, children: readonly [Node, Node]): void {
  const [a, b] = children;
  const [small, large] = a.to - a.from <= b.to - b.from ? [a, b] : [b, a];
  if (!maySplit(input, large)) {
    release(input, parent);
    return;
  }
  small.histogram = buildHistogram(input, small);
  if (!small.histogram) {
    release(input, parent);
    small.histogram = buildHistogram(input, small);
    large.histogram = buildHistogram(input, large);
    return;
  }
  subtractHistogram(parent.histogram!, small.histogram);
  large.histogram = parent.histogram;
  parent.histogram = null;
}

function splitNode(input: GrowInput, nodes: Node[], index: number): void {
  const parent = nodes[index]!;
  const { feature, bin, missingLeft } = parent.split!;
  const codes = input.binned.columns[feature]!;
  const missing = input.binned.binCounts[feature]!;
  const middle = splitRows(input.partition, parent, { codes, bin, missing, missingLeft });
  const blank = { depth: parent.depth + 1, histogram: null, split: null, left: -1, right: -1 };
  const left: Node = { ...blank, from: parent.from, to: middle };
  const right: Node = { ...blank, from: middle, to: parent.to };
  parent.left = nodes.push(left) - 1;
  parent.right = nodes.push(right) - 1;
  shareHistogram(input, parent, [left, right]);
  examine(input, left);
  examine(input, right);
}

/** The leaf whose split gains most; the older of equals. −1 when none can be split. */
function bestLeaf(nodes: readonly Node[]): number {
  let best = -1;
  nodes.forEach((node, index) => {
    if (!node.split || node.left >= 0) return;
    if (best < 0 || node.split.gain > nodes[best]!.split!.gain) best = index;
  });
  return best;
}

interface NodeSums {
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
  readonly cover: Float64Array;
}

/** Exact sums of every node: of leaves over their rows in order, of others over their children. */
function sumNodes(input: GrowInput, nodes: readonly Node[]): NodeSums {
  const { gradients, hessians, weights, partition } = input;
  const gradient = new Float64Array(nodes.length);
  const hessian = new Float64Array(nodes.length);
  const cover = new Float64Array(nodes.length);
  for (let n = nodes.length - 1; n >= 0; n--) {
    const { from, to, left, right } = nodes[n]!;
    if (left >= 0) {
      gradient[n] = gradient[left]! + gradient[right]!;
      hessian[n] = hessian[left]! + hessian[right]!;
      cover[n] = cover[left]! + cover[right]!;
      continue;
    }
    for (let i = from; i < to; i++) {
      const row = partition.rows[i]!;
      gradient[n]! += gradients[row]!;
      hessian[n]! += hessians[row]!;
      cover[n]! += weights ? weights[row]! : 1;
    }
  }
  return { gradient, hessian, cover };
}

function thresholdOf(binned: BinnedMatrix, { feature, bin }: Split): number {
  // Past the last bound only missing values are on the right.
  return binned.thresholds[feature]![bin] ?? Infinity;
}

/** Where missing values go: as learned, or with most rows where training had none. */
function missingGoesLeft(nodes: readonly Node[], node: Node): boolean {
  if (node.split!.missingLeft !== null) return node.split!.missingLeft;
  const left = nodes[node.left]!;
  return left.to - left.from > (node.to - node.from) / 2;
}

function toTree(input: GrowInput, nodes: readonly Node[]): Tree {
  const { gradient, hessian, cover } = sumNodes(input, nodes);
  const { learningRate, l2, maxStep } = input.options;
  const step = (sum: number, curvature: number) =>
    Math.max(-maxStep, Math.min(maxStep, -sum / (curvature + l2 + 1e-15)));
  const inner = (node: Node) => node.left >= 0;
  return {
    feature: Int32Array.from(nodes, (node) => (inner(node) ? node.split!.feature : -1)),
    threshold: Float64Array.from(nodes, (node) =>
      inner(node) ? thresholdOf(input.binned, node.split!) : 0,
    ),
    missingLeft: Uint8Array.from(nodes, (node) =>
      inner(node) && missingGoesLeft(nodes, node) ? 1 : 0,
    ),
    left: Int32Array.from(nodes, (node) => node.left),
    right: Int32Array.from(nodes, (node) => node.right),
    value: gradient.map((sum, n) => learningRate * step(sum, hessian[n]!)),
    cover,
  };
}

export interface GrownTree {
  readonly tree: Tree;
  /** Each leaf's value and rows from..to-1 of the partition. */
  readonly leaves: readonly {
    readonly value: number;
    readonly from: number;
    readonly to: number;
  }[];
}

/**
 * Grows one tree on the rows of the partition, the leaf that gains most first (Shi 2007), and reorders
 * the partition so that each leaf's rows lie together. `cover` is the number of those rows, or the sum
 * of their weights. O(rows × features × log leaves + leaves × bins).
 */
export function growTree(input: GrowInput): GrownTree {
  const blank = { depth: 0, histogram: null, split: null, left: -1, right: -1 };
  const root: Node = { ...blank, from: 0, to: input.partition.rows.length };
  const nodes = [root];
  root.histogram = buildHistogram(input, root);
  examine(input, root);
  for (let leaves = 1; leaves < input.options.maxLeafNodes; leaves++) {
    const next = bestLeaf(nodes);
    if (next < 0) break;
    splitNode(input, nodes, next);
  }
  for (const node of nodes) release(input, node);
  const tree = toTree(input, nodes);
  const leaves = nodes.flatMap(({ left, from, to }, n) =>
    left < 0 ? [{ value: tree.value[n]!, from, to }] : [],
  );
  return { tree, leaves };
}
