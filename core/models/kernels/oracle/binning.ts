import * as slot from '../assembly/layout.ts';
import { addressOf, blocksOf, type MemoryViews } from './memory-views.ts';

export function codeShard(memory: MemoryViews, shard: number): void {
  const { integers, float64, bytes } = memory;
  const values = addressOf(memory, slot.iValues) / 8;
  const first = addressOf(memory, slot.iBounds) / 8;
  const bounds = float64.subarray(first, first + integers[slot.iBoundCount]!);
  const feature = integers[slot.iFeature]!;
  const columnCodes = addressOf(memory, slot.iColumnCodes) + feature * integers[slot.iRows]!;
  const rowCodes = addressOf(memory, slot.iRowCodes) + feature;
  for (const { from, to } of blocksOf(memory, shard)) {
    for (let row = from; row < to; row++) {
      const value = float64[values + row]!;
      let code = 0;
      while (code < bounds.length && bounds[code]! < value) code++;
      if (Number.isNaN(value)) {
        code = bounds.length + 1;
        bytes[addressOf(memory, slot.iHasMissing) + feature] = 1;
      }
      bytes[columnCodes + row] = code;
      bytes[rowCodes + row * integers[slot.iStride]!] = code;
    }
  }
}

export function sortShard(memory: MemoryViews, shard: number): void {
  const { integers, float64 } = memory;
  const length = integers[slot.iKeyBytes]! / 8;
  const keys = addressOf(memory, slot.iKeys) / 8;
  for (let k = shard; k < integers[slot.iKeyCount]!; k += integers[slot.iShards]!) {
    float64.subarray(keys + k * length, keys + (k + 1) * length).sort();
  }
}
