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
