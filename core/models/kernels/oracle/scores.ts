import * as slot from '../assembly/layout.ts';
import { addressOf, type MemoryViews } from './memory-views.ts';

export function addScoresShard(memory: MemoryViews, shard: number): void {
  const { integers, int32, uint32, float64 } = memory;
  const order = addressOf(memory, slot.iOrder) / 4;
  const margin = addressOf(memory, slot.iMargin) / 8;
  for (let leaf = 0; leaf < integers[slot.iLeaves]!; leaf++) {
    const node = int32[addressOf(memory, slot.iLeafNodes) / 4 + leaf]!;
    const value = float64[addressOf(memory, slot.iLeafValues) / 8 + leaf]!;
    const at = node * integers[slot.iShards]! + shard;
    const to = int32[addressOf(memory, slot.iNodeTo) / 4 + at]!;
    for (let i = int32[addressOf(memory, slot.iNodeFrom) / 4 + at]!; i < to; i++) {
      float64[margin + uint32[order + i]!]! += value;
    }
  }
}

export function scoreUnseenShard(memory: MemoryViews, shard: number): void {
  const { integers, int32, uint32, float64, bytes } = memory;
  const at = (address: number, size: number) => addressOf(memory, address) / size;
  const count = integers[slot.iUnseenCount]!;
  const part = Math.ceil(count / integers[slot.iShards]!);
  for (let i = shard * part; i < Math.min(count, (shard + 1) * part); i++) {
    const row = uint32[at(slot.iUnseen, 4) + i]!;
    let node = 0;
    for (;;) {
      const feature = int32[at(slot.iTreeFeatures, 4) + node]!;
      if (feature < 0) break;
      const code = bytes[at(slot.iRowCodes, 1) + row * integers[slot.iStride]! + feature]!;
      const left = bytes[at(slot.iTreeGoesLeft, 1) + 256 * node + code] !== 0;
      node = int32[at(slot.iTreeChildren, 4) + 2 * node + (left ? 0 : 1)]!;
    }
    float64[at(slot.iMargin, 8) + row]! += float64[at(slot.iTreeValues, 8) + node]!;
  }
}
