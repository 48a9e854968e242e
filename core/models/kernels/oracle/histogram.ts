import * as slot from '../assembly/layout.ts';
import { addressOf, blocksOf, type MemoryViews } from './memory-views.ts';

function addRow(memory: MemoryViews, row: number, into: number): void {
  const { integers, int64, bytes } = memory;
  const packed = addressOf(memory, slot.iPacked) / 8 + row;
  const low = addressOf(memory, slot.iPackedLow) / 8;
  const plane = integers[slot.iPlaneBytes]! / 8;
  const codes = addressOf(memory, slot.iRowCodes) + row * integers[slot.iStride]!;
  for (let feature = 0; feature < integers[slot.iFeatures]!; feature++) {
    const bin = (into + feature * slot.featureBytes) / 8 + bytes[codes + feature]!;
    int64[bin]! += int64[packed]!;
    if (low > 0) int64[bin + plane]! += int64[low + row]!;
  }
}

function addNode(memory: MemoryViews, node: number, shard: number, into: number): void {
  const { integers, int32, uint32 } = memory;
  const at = node * integers[slot.iShards]! + shard;
  const from = int32[addressOf(memory, slot.iNodeFrom) / 4 + at]!;
  const to = int32[addressOf(memory, slot.iNodeTo) / 4 + at]!;
  const order = addressOf(memory, slot.iOrder) / 4;
  for (let i = from; i < to; i++) addRow(memory, uint32[order + i]!, into);
}

/** Where the shard adds, zeroed for its first rows. */
function target(memory: MemoryViews, shard: number): number {
  const { integers, bytes } = memory;
  const size = integers[slot.iHistogramBytes]!;
  const own =
    shard > 0 && integers[slot.iSerial] === 0
      ? addressOf(memory, slot.iPartials) + (shard - 1) * size
      : addressOf(memory, slot.iSmallHistogram);
  if (shard === 0 || integers[slot.iSerial] === 0) bytes.fill(0, own, own + size);
  return own;
}

export function histogramOf(memory: MemoryViews, node: number, shard: number): void {
  addNode(memory, node, shard, target(memory, shard));
}

export function rootHistogram(memory: MemoryViews, shard: number): void {
  const into = target(memory, shard);
  if (memory.integers[slot.iWhole] === 0) {
    addNode(memory, 0, shard, into);
    return;
  }
  for (const { from, to } of blocksOf(memory, shard)) {
    for (let row = from; row < to; row++) addRow(memory, row, into);
  }
}
