import * as slot from '../assembly/layout.ts';
import { addressOf, type MemoryViews } from './memory-views.ts';

export function splitShard(memory: MemoryViews, shard: number): void {
  const { integers, int32, uint32, bytes } = memory;
  const entry = (node: number, table: number) =>
    addressOf(memory, table) / 4 + node * integers[slot.iShards]! + shard;
  const from = int32[entry(integers[slot.iParent]!, slot.iNodeFrom)]!;
  const to = int32[entry(integers[slot.iParent]!, slot.iNodeTo)]!;
  const order = addressOf(memory, slot.iOrder) / 4;
  const codes =
    addressOf(memory, slot.iColumnCodes) + integers[slot.iSplitColumn]! * integers[slot.iRows]!;
  const goesLeft = addressOf(memory, slot.iGoesLeft);
  const rows = uint32.slice(order + from, order + to);
  const left = rows.filter((row) => bytes[goesLeft + bytes[codes + row]!] !== 0);
  const right = rows.filter((row) => bytes[goesLeft + bytes[codes + row]!] === 0);
  uint32.set(left, order + from);
  uint32.set(right, order + from + left.length);
  int32[entry(integers[slot.iLeft]!, slot.iNodeFrom)] = from;
  int32[entry(integers[slot.iLeft]!, slot.iNodeTo)] = from + left.length;
  int32[entry(integers[slot.iRight]!, slot.iNodeFrom)] = from + left.length;
  int32[entry(integers[slot.iRight]!, slot.iNodeTo)] = to;
}
