import type { Tree } from '../states/trees.ts';
import * as slot from '../kernels/assembly/layout.ts';
import type { Bins } from './binner.ts';
import type { FitMemory } from './fit-memory.ts';
import type { Packing } from './packing.ts';
import { countRows, rowsOf } from './row-order.ts';
import { bestFound, type Split, type Sums } from './split-finder.ts';

export interface GrowRules {
  readonly maxLeafNodes: number;
  readonly maxDepth: number | null;
  readonly learningRate: number;
  /** Newton steps of leaves are cut to this size, before the learning rate. */
  readonly maxStep: number;
  readonly minRows: number;
  readonly minHessian: number;
  readonly minGain: number;
  readonly l1: number;
  readonly l2: number;
}

export interface GrowInput {
  readonly memory: FitMemory;
  readonly bins: Bins;
  readonly packing: Packing;
  readonly rules: GrowRules;
  readonly yieldNow: () => void;
}

/** A node while the tree grows; its rows are in the fit's memory under its number. */
interface Node {
  readonly id: number;
  readonly depth: number;
  readonly sums: Sums;
  readonly rows: number;
  /** Address of its histogram; 0 when it has none. */
  histogram: number;
  split: Split | null;
  left: number;
  right: number;
}

interface Growth extends GrowInput {
  readonly nodes: Node[];
  /** Addresses of histograms nobody uses. */
  readonly free: number[];
}

/** Below this many additions to a histogram the other threads are left asleep. */
const parallelWork = 200_000;

function worthThreads({ memory }: Growth, rows: number): boolean {
  return rows * memory.shape.features > parallelWork;
}

function shrink(gradient: number, l1: number): number {
  return Math.sign(gradient) * Math.max(0, Math.abs(gradient) - l1);
}

/** Loss reduction of the node as a leaf: G² / (H + λ). */
function leafTerm({ packing, rules }: Growth, { gradient, hessian }: Sums): number {
  const g = shrink(gradient * packing.gradientUnit, rules.l1);
  return (g * g) / (hessian * packing.hessianUnit + (rules.l2 + 1e-15));
}

function maySplit({ rules }: Growth, node: Node): boolean {
  const deep = rules.maxDepth !== null && node.depth >= rules.maxDepth;
  return !deep && node.rows >= 2 * rules.minRows;
}

function writeSums({ memory }: Growth, at: number, { gradient, hessian, rows }: Sums): void {
  memory.numbers.set([gradient, hessian, rows], at);
}

function release(growth: Growth, node: Node): void {
  if (node.histogram > 0) growth.free.push(node.histogram);
  node.histogram = 0;
}

/** A free histogram; where all are held, that of the node which is least likely to be split. */
function takeHistogram(growth: Growth): number {
  const free = growth.free.pop();
  if (free !== undefined) return free;
  let poorest: Node | null = null;
  for (const node of growth.nodes) {
    if (node.histogram === 0 || !node.split) continue;
    if (!poorest || node.split.gain < poorest.split!.gain) poorest = node;
  }
  const { histogram } = poorest!;
  poorest!.histogram = 0;
  return histogram;
}

function settle(growth: Growth, node: Node, side: 0 | 1): void {
  const { memory, rules } = growth;
  const found = bestFound(memory, side, side === 0 ? memory.smallMask : memory.largeMask);
  const term = leafTerm(growth, node.sums);
  // What rounding alone can give is no gain.
  if (found && found.gain - term > Math.max(rules.minGain, 1e-12 * term)) {
    node.split = { ...found, gain: found.gain - term };
  } else release(growth, node);
}

/** Searches a node whose histogram has been filled, and its sibling in the parent's if there is one. */
function search(growth: Growth, node: Node, sibling: Node | null): void {
  const { memory } = growth;
  const { integers, kernels } = memory;
  const searched = maySplit(growth, node);
  const other = sibling !== null && maySplit(growth, sibling);
  integers[slot.iSmallHistogram] = node.histogram;
  integers[slot.iParentHistogram] = sibling?.histogram ?? 0;
  integers[slot.iSearchSmall] = searched ? 1 : 0;
  integers[slot.iSearchLarge] = other ? 1 : 0;
  writeSums(growth, slot.nSmallGradient, node.sums);
  if (sibling) writeSums(growth, slot.nLargeGradient, sibling.sums);
  kernels.run(slot.opSearch, worthThreads(growth, node.rows));
  if (searched) settle(growth, node, 0);
  else release(growth, node);
  if (other) settle(growth, sibling, 1);
  else if (sibling) release(growth, sibling);
}

function addNode(growth: Growth, depth: number, sums: Sums): Node {
  const id = growth.nodes.length;
  const rows = countRows(growth.memory, id);
  const node = { id, depth, sums, rows, histogram: 0, split: null, left: -1, right: -1 };
  growth.nodes.push(node);
  return node;
}

/** Which codes of the split's feature go left. */
function goesLeft(binCount: number, { bin, missingLeft }: Split): Uint8Array {
  const codes = new Uint8Array(256).fill(4, 0, bin + 1);
  codes[binCount] = missingLeft === true ? 4 : 0;
  return codes;
}

function splitNode(growth: Growth, parent: Node): void {
  const { memory, nodes, yieldNow } = growth;
  const { integers, kernels, binCounts } = memory;
  const split = parent.split!;
  const { feature, left: leftSums } = split;
  const rightSums = {
    gradient: parent.sums.gradient - leftSums.gradient,
    hessian: parent.sums.hessian - leftSums.hessian,
    rows: parent.sums.rows - leftSums.rows,
  };
  yieldNow();
  const [left, right] = [nodes.length, nodes.length + 1];
  // The smaller child by the counts that every number of threads agrees on.
  const small = leftSums.rows <= rightSums.rows ? left : right;
  const deepest = growth.rules.maxDepth === parent.depth + 1;
  memory.goesLeft.set(goesLeft(binCounts[feature]!, split));
  const histogram = deepest ? 0 : takeHistogram(growth);
  integers.set([parent.id, left, right, feature], slot.iParent);
  integers[slot.iSmall] = deepest ? -1 : small;
  integers[slot.iSmallHistogram] = histogram;
  kernels.runHistogram(slot.opSplit, worthThreads(growth, parent.rows / 2));
  parent.left = addNode(growth, parent.depth + 1, leftSums).id;
  parent.right = addNode(growth, parent.depth + 1, rightSums).id;
  if (deepest) {
    release(growth, parent);
    return;
  }
  const [node, sibling] =
    small === left ? [nodes[left]!, nodes[right]!] : [nodes[right]!, nodes[left]!];
  node.histogram = histogram;
  // Read from the parent, since taking a histogram may have taken the parent's.
  sibling.histogram = parent.histogram;
  parent.histogram = 0;
  if (sibling.histogram > 0) search(growth, node, sibling);
  else {
    search(growth, node, null);
    if (maySplit(growth, sibling)) searchAlone(growth, sibling);
  }
}

/** Fills a node's histogram from its rows and searches it. */
function searchAlone(growth: Growth, node: Node): void {
  const { integers, kernels } = growth.memory;
  node.histogram = takeHistogram(growth);
  integers[slot.iSmallHistogram] = node.histogram;
  integers[slot.iSmall] = node.id;
  kernels.runHistogram(slot.opNodeHistogram, worthThreads(growth, node.rows));
  search(growth, node, null);
}

/** The leaf whose split gains most; the older of equals. */
function bestLeaf(nodes: readonly Node[]): Node | null {
  let best: Node | null = null;
  for (const node of nodes) {
    if (!node.split || node.left >= 0) continue;
    if (!best || node.split.gain > best.split!.gain) best = node;
  }
  return best;
}

/** Sums of all rows of the tree, read off the first feature of the root's histograms. */
function rootSums(memory: FitMemory, rows: number, histogram: number): Sums {
  const { int64, integers, binCounts } = memory;
  const addresses = [histogram];
  for (let p = 0; p < integers[slot.iPartialCount]!; p++) {
    addresses.push((integers[slot.iPartials]! >>> 0) + p * integers[slot.iHistogramBytes]!);
  }
  const planeSum = (plane: number) => {
    let sum = 0n;
    for (const address of addresses) {
      for (let bin = 0; bin <= binCounts[0]!; bin++) sum += int64[(address + plane) / 8 + bin]!;
    }
    return sum;
  };
  const first = planeSum(0);
  const wide = integers[slot.iPackedLow] !== 0;
  const low = wide ? planeSum(integers[slot.iPlaneBytes]!) : BigInt.asUintN(32, first);
  const hessianBits = integers[slot.iHessianBits]!;
  const hessian = hessianBits > 0 ? BigInt.asUintN(hessianBits, low) : low;
  return { gradient: Number(wide ? first : first >> 32n), hessian: Number(hessian), rows };
}

function growRoot(growth: Growth): void {
  const { memory } = growth;
  const { integers, kernels } = memory;
  const histogram = growth.free.pop()!;
  const rows = countRows(memory, 0);
  integers[slot.iSmallHistogram] = histogram;
  kernels.runHistogram(slot.opStartTree, worthThreads(growth, rows));
  const root = addNode(growth, 0, rootSums(memory, rows, histogram));
  root.histogram = histogram;
  search(growth, root, null);
}

/**
 * Where missing values go: as learned; right where only this node had none, with most rows where no row of
 * training had one. As scikit-learn.
 */
function missingGoesLeft({ nodes, memory }: Growth, { split, left, right }: Node): boolean {
  const { missingLeft, feature } = split!;
  if (missingLeft !== null) return missingLeft;
  return memory.hasMissing[feature] === 0 && nodes[left]!.rows > nodes[right]!.rows;
}

/** Rows of each node, or their weight: of leaves added up in the order of the rows. */
function coverOf({ nodes, memory }: Growth): Float64Array {
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

function toTree(growth: Growth): Tree {
  const { nodes, bins, packing, rules } = growth;
  const inner = (node: Node) => node.left >= 0;
  const step = ({ gradient, hessian }: Sums) => {
    const g = shrink(gradient * packing.gradientUnit, rules.l1);
    const newton = -g / (hessian * packing.hessianUnit + rules.l2 + 1e-15);
    return Math.max(-rules.maxStep, Math.min(rules.maxStep, newton));
  };
  return {
    feature: Int32Array.from(nodes, (node) => (inner(node) ? node.split!.feature : -1)),
    threshold: Float64Array.from(nodes, (node) =>
      // Past the last bound only missing values are on the right.
      inner(node) ? (bins.thresholds[node.split!.feature]![node.split!.bin] ?? Infinity) : 0,
    ),
    missingLeft: Uint8Array.from(nodes, (node) =>
      inner(node) && missingGoesLeft(growth, node) ? 1 : 0,
    ),
    left: Int32Array.from(nodes, (node) => node.left),
    right: Int32Array.from(nodes, (node) => node.right),
    value: Float64Array.from(nodes, ({ sums }) => rules.learningRate * step(sums)),
    cover: coverOf(growth),
  };
}

/**
 * Grows one tree on the root's rows, the leaf that gains most first (Shi 2007), and reorders them so that
 * each leaf's lie together. `cover` is the number of those rows.
 * O(rows × features × log leaves + leaves × bins).
 */
export function growTree(input: GrowInput): Tree {
  const { memory, rules, packing } = input;
  const { numbers } = memory;
  const growth = { ...input, nodes: [], free: [...memory.histograms] };
  numbers[slot.nGradientUnit] = packing.gradientUnit;
  numbers[slot.nHessianUnit] = packing.hessianUnit;
  numbers[slot.nL1] = rules.l1;
  numbers[slot.nL2] = rules.l2;
  numbers[slot.nMinRows] = rules.minRows;
  numbers[slot.nMinHessian] = rules.minHessian;
  growRoot(growth);
  for (let leaves = 1; leaves < rules.maxLeafNodes; leaves++) {
    const next = bestLeaf(growth.nodes);
    if (!next) break;
    splitNode(growth, next);
  }
  return toTree(growth);
}
