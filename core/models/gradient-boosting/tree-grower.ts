import * as slot from '../kernels/assembly/layout.ts';
import type { FitMemory } from './fit-memory.ts';
import { leafOutput, outputGain, shrink, tiny, type LeafLimits } from './leaf-output.ts';
import type { FeatureChooser } from './node-rules.ts';
import type { Packing } from './packing.ts';
import { countRows } from './row-order.ts';
import { rootSums } from './root-sums.ts';
import {
  findSplit,
  inOwnUnits,
  isGeneral,
  kernelMask,
  type Split,
  type SplitSearch,
  type Sums,
} from './split-finder.ts';

export interface GrowRules {
  readonly maxLeafNodes: number;
  readonly maxDepth: number | null;
  readonly minGain: number;
}

export interface GrowInput {
  readonly memory: FitMemory;
  readonly packing: Packing;
  readonly rules: GrowRules;
  readonly search: SplitSearch;
  readonly chooser: FeatureChooser;
  readonly yieldNow: () => void;
}

interface NodeStart {
  readonly depth: number;
  readonly sums: Sums;
  readonly limits: LeafLimits;
  /** The features above it, 1 each. */
  readonly path: Uint8Array;
  readonly extraL2: number;
}

/** A node while the tree grows; its rows are in the fit's memory under its number. */
export interface GrownNode extends NodeStart {
  readonly id: number;
  readonly rows: number;
  /** Value as a leaf, without the learning rate. */
  readonly output: number;
  allowed: Uint8Array;
  /** Address of its histogram; 0 when it has none. */
  histogram: number;
  split: Split | null;
  left: number;
  right: number;
}

interface Growth extends GrowInput {
  readonly nodes: GrownNode[];
  /** Addresses of histograms nobody uses. */
  readonly free: number[];
}

/** Below this many additions to a histogram the other threads are left asleep. */
const parallelWork = 200_000;

function worthThreads({ memory }: Growth, rows: number): boolean {
  return rows * memory.shape.features > parallelWork;
}

/** Loss reduction of the node as a leaf. */
function leafTerm({ packing, search }: Growth, { sums, output }: GrownNode): number {
  const own = inOwnUnits(sums, packing);
  if (isGeneral(search)) return outputGain(own, search.rules, output);
  const g = shrink(own.gradient, search.rules.l1);
  return (g * g) / (own.hessian + (search.rules.l2 + tiny));
}

function maySplit({ rules, search }: Growth, node: GrownNode): boolean {
  const deep = rules.maxDepth !== null && node.depth >= rules.maxDepth;
  return !deep && node.rows >= 2 * search.rules.minRows;
}

function release(growth: Growth, node: GrownNode): void {
  if (node.histogram > 0) growth.free.push(node.histogram);
  node.histogram = 0;
}

/** A free histogram; where all are held, that of the node which is least likely to be split. */
function takeHistogram(growth: Growth): number {
  const free = growth.free.pop();
  if (free !== undefined) return free;
  let poorest: GrownNode | null = null;
  for (const node of growth.nodes) {
    if (node.histogram === 0 || !node.split) continue;
    if (!poorest || node.split.gain < poorest.split!.gain) poorest = node;
  }
  const { histogram } = poorest!;
  poorest!.histogram = 0;
  return histogram;
}

/** Lets the kernel search a node for the features it may be split by. */
function prepare(growth: Growth, node: GrownNode, side: 0 | 1): void {
  const { numbers, smallMask, largeMask } = growth.memory;
  const { gradient, hessian, rows } = node.sums;
  node.allowed = growth.chooser.choose(node.path);
  (side === 0 ? smallMask : largeMask).set(kernelMask(growth.search, node.allowed));
  const at = side === 0 ? slot.nSmallGradient : slot.nLargeGradient;
  numbers.set([gradient, hessian, rows], at);
}

function settle(growth: Growth, node: GrownNode, side: 0 | 1): void {
  const { memory, rules, search, packing } = growth;
  const found = findSplit(memory, { ...node, side }, search, packing);
  const term = leafTerm(growth, node);
  // What rounding alone can give is no gain.
  if (found && found.gain - term > Math.max(rules.minGain, 1e-12 * Math.abs(term))) {
    node.split = { ...found, gain: found.gain - term };
  } else release(growth, node);
}

/** Searches a node whose histogram has been filled, and its sibling in the parent's if there is one. */
function searchPair(growth: Growth, node: GrownNode, sibling: GrownNode | null): void {
  const { integers, kernels } = growth.memory;
  const searched = maySplit(growth, node);
  const other = sibling !== null && maySplit(growth, sibling);
  integers[slot.iSmallHistogram] = node.histogram;
  integers[slot.iParentHistogram] = sibling?.histogram ?? 0;
  integers[slot.iSearchSmall] = searched ? 1 : 0;
  integers[slot.iSearchLarge] = other ? 1 : 0;
  if (searched) prepare(growth, node, 0);
  if (other) prepare(growth, sibling, 1);
  kernels.run(slot.opSearch, worthThreads(growth, node.rows));
  if (searched) settle(growth, node, 0);
  else release(growth, node);
  if (other) settle(growth, sibling, 1);
  else if (sibling) release(growth, sibling);
}

/** Fills a node's histogram from its rows and searches it. */
function searchAlone(growth: Growth, node: GrownNode): void {
  const { integers, kernels } = growth.memory;
  node.histogram = takeHistogram(growth);
  integers[slot.iSmallHistogram] = node.histogram;
  integers[slot.iSmall] = node.id;
  kernels.runHistogram(slot.opNodeHistogram, worthThreads(growth, node.rows));
  searchPair(growth, node, null);
}

function outputOf({ packing, search }: Growth, { sums, limits, extraL2 }: NodeStart): number {
  const rules = { ...search.rules, l2: search.rules.l2 + extraL2 };
  return leafOutput(inOwnUnits(sums, packing), rules, limits);
}

/** A node with the rows it really has, where the split that made it had estimated them. */
function addNode(growth: Growth, estimated: NodeStart): GrownNode {
  const id = growth.nodes.length;
  const rows = countRows(growth.memory, id);
  const start = { ...estimated, sums: { ...estimated.sums, rows } };
  const output = outputOf(growth, start);
  const blank = { allowed: start.path, histogram: 0, split: null, left: -1, right: -1 };
  const node: GrownNode = { ...start, ...blank, id, rows, output };
  growth.nodes.push(node);
  return node;
}

/** What the parent's split and its constraints leave the children. */
function childrenOf(growth: Growth, parent: GrownNode): [NodeStart, NodeStart] {
  const { feature, left, extraL2 } = parent.split!;
  const right = {
    gradient: parent.sums.gradient - left.gradient,
    hessian: parent.sums.hessian - left.hessian,
    rows: parent.sums.rows - left.rows,
  };
  const path = parent.path.slice();
  path[feature] = 1;
  const limits = { ...parent.limits, parentOutput: parent.output };
  const shared = { depth: parent.depth + 1, path, extraL2, limits };
  const starts: [NodeStart, NodeStart] = [
    { ...shared, sums: left },
    { ...shared, sums: right },
  ];
  const direction = growth.search.monotonic?.[feature] ?? 0;
  if (direction === 0) return starts;
  // Each side keeps to its half of what lies between the two (LightGBM's basic method).
  const middle = (outputOf(growth, starts[0]) + outputOf(growth, starts[1])) / 2;
  const below = { ...limits, upper: Math.min(limits.upper, middle) };
  const above = { ...limits, lower: Math.max(limits.lower, middle) };
  const [first, second] = direction > 0 ? [below, above] : [above, below];
  return [
    { ...starts[0], limits: first },
    { ...starts[1], limits: second },
  ];
}

/** Parts the parent's rows, and counts those of the smaller child unless children are never split. */
function splitRows(growth: Growth, parent: GrownNode, small: number): number {
  const { memory, nodes, rules } = growth;
  const { feature, codes } = parent.split!;
  const { integers, kernels } = memory;
  const deepest = rules.maxDepth === parent.depth + 1;
  const histogram = deepest ? 0 : takeHistogram(growth);
  memory.goesLeft.set(codes);
  integers.set([parent.id, nodes.length, nodes.length + 1, feature], slot.iParent);
  integers[slot.iSmall] = deepest ? -1 : small;
  integers[slot.iSmallHistogram] = histogram;
  kernels.runHistogram(slot.opSplit, worthThreads(growth, parent.rows / 2));
  return histogram;
}

function splitNode(growth: Growth, parent: GrownNode): void {
  growth.yieldNow();
  const starts = childrenOf(growth, parent);
  const first = growth.nodes.length;
  // The smaller child by the counts that every number of threads agrees on.
  const small = starts[0].sums.rows <= starts[1].sums.rows ? 0 : 1;
  const histogram = splitRows(growth, parent, first + small);
  const children = [addNode(growth, starts[0]), addNode(growth, starts[1])];
  parent.left = first;
  parent.right = first + 1;
  if (histogram === 0) {
    release(growth, parent);
    return;
  }
  const node = children[small]!;
  const sibling = children[1 - small]!;
  node.histogram = histogram;
  // Only now, since taking a histogram may have taken the parent's.
  sibling.histogram = parent.histogram;
  parent.histogram = 0;
  if (sibling.histogram > 0) searchPair(growth, node, sibling);
  else {
    searchPair(growth, node, null);
    if (maySplit(growth, sibling)) searchAlone(growth, sibling);
  }
}

/** The leaf whose split gains most; the older of equals. */
function bestLeaf(nodes: readonly GrownNode[]): GrownNode | null {
  let best: GrownNode | null = null;
  for (const node of nodes) {
    if (!node.split || node.left >= 0) continue;
    if (!best || node.split.gain > best.split!.gain) best = node;
  }
  return best;
}

function growRoot(growth: Growth): void {
  const { memory } = growth;
  const { integers, kernels } = memory;
  const histogram = growth.free.pop()!;
  const rows = countRows(memory, 0);
  integers[slot.iSmallHistogram] = histogram;
  kernels.runHistogram(slot.opStartTree, worthThreads(growth, rows));
  const root = addNode(growth, {
    depth: 0,
    sums: rootSums(memory, rows, histogram),
    limits: { parentOutput: 0, lower: -Infinity, upper: Infinity },
    path: new Uint8Array(memory.shape.features),
    extraL2: 0,
  });
  root.histogram = histogram;
  searchPair(growth, root, null);
}

/**
 * Grows one tree on the root's rows, the leaf that gains most first (Shi 2007), and reorders them so that
 * each leaf's lie together. The root is first, children come after their parent.
 * O(rows × features × log leaves + leaves × bins).
 */
export function growTree(input: GrowInput): GrownNode[] {
  const { memory, rules, search, packing } = input;
  const { numbers } = memory;
  const growth: Growth = { ...input, nodes: [], free: [...memory.histograms] };
  numbers[slot.nGradientUnit] = packing.gradientUnit;
  numbers[slot.nHessianUnit] = packing.hessianUnit;
  numbers[slot.nL1] = search.rules.l1;
  numbers[slot.nL2] = search.rules.l2;
  numbers[slot.nMinRows] = search.rules.minRows;
  numbers[slot.nMinHessian] = search.rules.minHessian;
  growRoot(growth);
  for (let leaves = 1; leaves < rules.maxLeafNodes; leaves++) {
    const next = bestLeaf(growth.nodes);
    if (!next) break;
    splitNode(growth, next);
  }
  return growth.nodes;
}
