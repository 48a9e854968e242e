import * as slot from '../assembly/layout.ts';
import { addressOf, type MemoryViews } from './memory-views.ts';

const tiny = 1e-15;

/** Where the planes of a histogram's feature begin, in Int64s. */
function planesOf({ integers }: MemoryViews, histogram: number, feature: number): number[] {
  const first = (histogram + feature * slot.featureBytes) / 8;
  return integers[slot.iPackedLow] === 0
    ? [first]
    : [first, first + integers[slot.iPlaneBytes]! / 8];
}

function combine(memory: MemoryViews, feature: number): void {
  const { integers, int32, int64 } = memory;
  const codes = int32[addressOf(memory, slot.iBinCounts) / 4 + feature]! + 1;
  const planes = (histogram: number) => planesOf(memory, histogram, feature);
  const parent = planes(addressOf(memory, slot.iParentHistogram));
  planes(addressOf(memory, slot.iSmallHistogram)).forEach((small, plane) => {
    for (let bin = 0; bin < codes; bin++) {
      for (let p = 0; p < integers[slot.iPartialCount]!; p++) {
        const partial = addressOf(memory, slot.iPartials) + p * integers[slot.iHistogramBytes]!;
        int64[small + bin]! += int64[planes(partial)[plane]! + bin]!;
      }
      if (integers[slot.iParentHistogram] !== 0) {
        int64[parent[plane]! + bin]! -= int64[small + bin]!;
      }
    }
  });
}

/** Gradient of a bin in units, and what counts its rows and hessian. */
function readBin({ int64 }: MemoryViews, planes: readonly number[], bin: number) {
  const value = int64[planes[0]! + bin]!;
  if (planes.length === 1)
    return { gradient: Number(value >> 32n), low: Number(value & 0xffffffffn) };
  return { gradient: Number(value), low: Number(int64[planes[1]! + bin]!) };
}

/** Sums on the left of a split: gradient and hessian in units, and rows. */
interface LeftSums {
  readonly gradient: number;
  readonly hessian: number;
  readonly rows: number;
}

/** What the lower half of a packed sum says of a node whose sums are at `sums`. */
function unpack(memory: MemoryViews, low: number, sums: number): { hessian: number; rows: number } {
  const { integers, numbers } = memory;
  if (integers[slot.iCounted] === 0) {
    const totalHessian = numbers[sums + 1]!;
    const rowsAHessian = totalHessian > 0 ? numbers[sums + 2]! / totalHessian : 0;
    return { hessian: low, rows: Math.floor(low * rowsAHessian + 0.5) };
  }
  const size = 2 ** integers[slot.iHessianBits]!;
  if (size === 1) return { hessian: low, rows: low };
  return { hessian: low % size, rows: Math.floor(low / size) };
}

function shrink(gradient: number, l1: number): number {
  return Math.sign(gradient) * Math.max(0, Math.abs(gradient) - l1);
}

/** Both children's G² / (H + λ), or null where a child would be too small. */
function gainOf(memory: MemoryViews, left: LeftSums, sums: number): number | null {
  const { numbers } = memory;
  const term = ({ gradient, hessian, rows }: LeftSums) => {
    const h = hessian * numbers[slot.nHessianUnit]!;
    if (rows < numbers[slot.nMinRows]! || h < numbers[slot.nMinHessian]!) return null;
    const g = shrink(gradient * numbers[slot.nGradientUnit]!, numbers[slot.nL1]!);
    return (g * g) / (h + (numbers[slot.nL2]! + tiny));
  };
  const right = {
    gradient: numbers[sums]! - left.gradient,
    hessian: numbers[sums + 1]! - left.hessian,
    rows: numbers[sums + 2]! - left.rows,
  };
  const l = term(left);
  const r = term(right);
  return l === null || r === null ? null : l + r;
}

interface Sweep {
  readonly planes: readonly number[];
  readonly count: number;
  readonly sums: number;
  readonly result: number;
  readonly missingLeft: -1 | 0 | 1;
  /** Where the sums begin: with nothing, or with what is missing. */
  readonly start: { readonly gradient: number; readonly low: number };
}

function sweep(memory: MemoryViews, options: Sweep): void {
  const { planes, count, sums, result, missingLeft } = options;
  const { float64 } = memory;
  let { gradient, low } = options.start;
  for (let bin = 0; bin < count; bin++) {
    const value = readBin(memory, planes, bin);
    if (value.low === 0 && value.gradient === 0) continue;
    low += value.low;
    gradient += value.gradient;
    const { hessian, rows } = unpack(memory, low, sums);
    const gain = gainOf(memory, { gradient, hessian, rows }, sums);
    if (gain === null || gain <= float64[result]!) continue;
    float64.set([gain, gradient, hessian, rows, bin, missingLeft], result);
  }
}

function searchFeature(memory: MemoryViews, feature: number, side: 0 | 1): void {
  const { integers, int32, float64 } = memory;
  const histogram = addressOf(memory, side === 0 ? slot.iSmallHistogram : slot.iParentHistogram);
  const planes = planesOf(memory, histogram, feature);
  const count = int32[addressOf(memory, slot.iBinCounts) / 4 + feature]!;
  const sums = side === 0 ? slot.nSmallGradient : slot.nLargeGradient;
  const entry = side * integers[slot.iFeatures]! + feature;
  const result = addressOf(memory, slot.iResults) / 8 + entry * slot.resultNumbers;
  const none = { gradient: 0, low: 0 };
  const missing = readBin(memory, planes, count);
  const shared = { planes, sums, result, start: none };
  float64[result] = 0;
  if (missing.gradient === 0 && missing.low === 0) {
    sweep(memory, { ...shared, count: count - 1, missingLeft: -1 });
    return;
  }
  sweep(memory, { ...shared, count, missingLeft: 0 });
  sweep(memory, { ...shared, count: count - 1, missingLeft: 1, start: missing });
}

export function searchShard(memory: MemoryViews, shard: number): void {
  const { integers, bytes } = memory;
  for (let j = shard; j < integers[slot.iFeatures]!; j += integers[slot.iShards]!) {
    combine(memory, j);
    const small = integers[slot.iSearchSmall] === 1;
    const large = integers[slot.iSearchLarge] === 1;
    if (small && bytes[addressOf(memory, slot.iSmallMask) + j] === 1) searchFeature(memory, j, 0);
    if (large && bytes[addressOf(memory, slot.iLargeMask) + j] === 1) searchFeature(memory, j, 1);
  }
}
