import * as slot from '../kernels/assembly/layout.ts';
import { openKernels, type Kernels } from '../kernels/kernels.ts';
import { isWide } from './packing.ts';
import { viewMemory, type MemoryViews } from '../kernels/oracle/memory-views.ts';

/** Histograms that wait for their leaf to be split take at most this much memory. */
const histogramBudget = 512 * 2 ** 20;
/** Bins are learned from at most this many rows, as LightGBM and scikit-learn do. */
export const sampleRows = 200_000;

export interface FitShape {
  readonly rows: number;
  readonly features: number;
  readonly outputs: number;
  readonly leaves: number;
  readonly weighted: boolean;
  readonly threads: number;
}

/** The memory of one fit: arrays by name, on the memory the kernels work on. */
export interface FitMemory extends MemoryViews {
  readonly kernels: Kernels;
  readonly shape: FitShape;
  readonly shards: number;
  readonly blocks: number;
  readonly gradients: Float64Array;
  readonly hessians: Float64Array;
  readonly margins: readonly Float64Array[];
  readonly target: Float64Array;
  readonly weights: Float64Array | null;
  readonly columnCodes: readonly Uint8Array[];
  readonly binCounts: Int32Array;
  /** 1 for a feature with missing values in training. */
  readonly hasMissing: Uint8Array;
  readonly blockSums: Float64Array;
  readonly goesLeft: Uint8Array;
  readonly order: Uint32Array;
  readonly nodeFrom: Int32Array;
  readonly nodeTo: Int32Array;
  /** Rows a tree was not grown on, and the tree by its codes: see iTreeFeatures. */
  readonly unseen: Uint32Array;
  readonly treeFeatures: Int32Array;
  readonly treeChildren: Int32Array;
  readonly treeGoesLeft: Uint8Array;
  readonly treeValues: Float64Array;
  readonly leafNodes: Int32Array;
  readonly leafValues: Float64Array;
  readonly results: Float64Array;
  readonly smallMask: Uint8Array;
  readonly largeMask: Uint8Array;
  readonly bounds: Float64Array;
  /** Addresses of the histograms that may be held at a time. */
  readonly histograms: readonly number[];
  readonly marginAddresses: readonly number[];
  /** Columns whose sample is sorted at a time, one a shard, and the most values of one. */
  readonly keys: readonly Float64Array[];
}

/** Cells below which starting threads takes longer than they save. */
const smallData = 400_000;

/** Hands out addresses one after the other, each on a cache line of its own. */
function createAllocator() {
  let end = slot.heapAt;
  return {
    take(bytes: number): number {
      const at = end;
      end += Math.ceil(bytes / 64) * 64;
      return at;
    },
    end: () => end,
  };
}

/** Splits the rows' blocks among the threads; small data are one thread's. */
function shardsFor({ rows, features, threads }: FitShape): number {
  const blocks = Math.ceil(rows / slot.blockRows);
  return rows * features < smallData ? 1 : Math.max(1, Math.min(threads, blocks, 64));
}

/** Where everything of a fit lies. */
function planMemory(shape: FitShape) {
  const { rows, features, outputs, leaves, weighted } = shape;
  const shards = shardsFor(shape);
  const blocks = Math.ceil(rows / slot.blockRows);
  const stride = Math.max(16, Math.ceil(features / 16) * 16);
  const wide = isWide(rows);
  const planeBytes = features * slot.featureBytes;
  const histogramBytes = (wide ? 2 : 1) * planeBytes;
  const nodes = 2 * leaves;
  const sampled = Math.min(rows, sampleRows);
  const held = Math.max(3, Math.min(leaves + 1, Math.floor(histogramBudget / histogramBytes)));
  const { take, end } = createAllocator();
  const at = {
    rowCodes: take(rows * stride),
    columnCodes: take(rows * features),
    packed: take(8 * rows),
    packedLow: wide ? take(8 * rows) : 0,
    gradients: take(8 * rows + 8),
    hessians: take(8 * rows + 8),
    target: take(8 * rows + 8),
    weights: weighted ? take(8 * rows + 8) : 0,
    order: take(4 * rows),
    spare: take(4 * rows + 4),
    nodeFrom: take(4 * nodes * shards),
    nodeTo: take(4 * nodes * shards),
    partials: take((shards - 1) * histogramBytes),
    gather: take(shards * slot.gatherRows * (stride + 8)),
    binCounts: take(4 * features),
    blockSums: take(16 * blocks),
    goesLeft: take(256),
    hasMissing: take(features),
    results: take(2 * features * slot.resultNumbers * 8),
    smallMask: take(features),
    largeMask: take(features),
    unseen: take(4 * rows),
    treeFeatures: take(4 * nodes),
    treeChildren: take(8 * nodes),
    treeGoesLeft: take(256 * nodes),
    treeValues: take(8 * nodes),
    leafNodes: take(4 * leaves),
    leafValues: take(8 * leaves),
    bounds: take(8 * 256),
    keys: take(8 * sampled * shards),
    keysSpare: take((8 * sampled + 8 * 2048 * 4) * shards),
  };
  const margins = Array.from({ length: outputs }, () => take(8 * rows + 8));
  const histograms = Array.from({ length: held }, () => take(histogramBytes));
  const sizes = { shards, blocks, stride, planeBytes, histogramBytes, nodes, sampled };
  return { ...sizes, at, margins, histograms, bytes: end() };
}

/** Bytes that a fit takes besides the data. */
export function fitBytes(shape: FitShape): number {
  return planMemory(shape).bytes;
}

/**
 * Memory for a fit: about rows × (2 × features + 60) bytes. Close `kernels` when done. OUT_OF_MEMORY beyond
 * 4 GB.
 */
export function createFitMemory(shape: FitShape, { oracle = false } = {}): FitMemory {
  const { rows, features, leaves, weighted } = shape;
  const plan = planMemory(shape);
  const { at, margins, histograms, shards, blocks, stride, nodes, sampled } = plan;
  const { planeBytes, histogramBytes } = plan;
  const kernels = openKernels(plan.bytes, { shards, oracle });
  const views = viewMemory(kernels.buffer);
  const doubles = (address: number, length: number) =>
    views.float64.subarray(address / 8, address / 8 + length);
  const integers = (address: number, length: number) =>
    views.int32.subarray(address / 4, address / 4 + length);
  const bytes = (address: number, length: number) =>
    views.bytes.subarray(address, address + length);
  views.integers.set([rows, features, stride, at.rowCodes, at.columnCodes], slot.iRows);
  views.integers.set([at.packed, at.gradients, at.hessians, margins[0]!], slot.iPacked);
  views.integers.set([at.target, at.weights, at.order, at.spare], slot.iTarget);
  views.integers.set([at.nodeFrom, at.nodeTo, at.partials, histogramBytes], slot.iNodeFrom);
  views.integers.set([at.gather, slot.gatherRows * (stride + 8)], slot.iGather);
  views.integers.set([at.binCounts, at.blockSums, blocks], slot.iBinCounts);
  views.integers[slot.iPlaneBytes] = planeBytes;
  views.integers[slot.iPackedLow] = at.packedLow;
  views.integers[slot.iUnseen] = at.unseen;
  views.integers.set(
    [at.treeFeatures, at.treeChildren, at.treeGoesLeft, at.treeValues],
    slot.iTreeFeatures,
  );
  views.integers[slot.iHasMissing] = at.hasMissing;
  views.integers[slot.iGoesLeft] = at.goesLeft;
  views.integers.set([at.results, at.smallMask, at.largeMask], slot.iResults);
  views.integers.set([at.leafNodes, at.leafValues, at.gradients, at.bounds], slot.iLeafNodes);
  views.integers.set([at.keys, at.keysSpare], slot.iKeys);
  return {
    ...views,
    kernels,
    shape,
    shards,
    blocks,
    gradients: doubles(at.gradients, rows),
    hessians: doubles(at.hessians, rows),
    margins: margins.map((address) => doubles(address, rows)),
    target: doubles(at.target, rows),
    weights: weighted ? doubles(at.weights, rows) : null,
    columnCodes: Array.from({ length: features }, (_, j) => bytes(at.columnCodes + j * rows, rows)),
    binCounts: integers(at.binCounts, features),
    hasMissing: bytes(at.hasMissing, features),
    blockSums: doubles(at.blockSums, 2 * blocks),
    goesLeft: bytes(at.goesLeft, 256),
    order: views.uint32.subarray(at.order / 4, at.order / 4 + rows),
    nodeFrom: integers(at.nodeFrom, nodes * shards),
    nodeTo: integers(at.nodeTo, nodes * shards),
    unseen: views.uint32.subarray(at.unseen / 4, at.unseen / 4 + rows),
    treeFeatures: integers(at.treeFeatures, nodes),
    treeChildren: integers(at.treeChildren, 2 * nodes),
    treeGoesLeft: bytes(at.treeGoesLeft, 256 * nodes),
    treeValues: doubles(at.treeValues, nodes),
    leafNodes: integers(at.leafNodes, leaves),
    leafValues: doubles(at.leafValues, leaves),
    results: doubles(at.results, 2 * features * slot.resultNumbers),
    smallMask: bytes(at.smallMask, features),
    largeMask: bytes(at.largeMask, features),
    bounds: doubles(at.bounds, 256),
    histograms,
    marginAddresses: margins,
    keys: Array.from({ length: shards }, (_, k) => doubles(at.keys + 8 * k * sampled, sampled)),
  };
}
