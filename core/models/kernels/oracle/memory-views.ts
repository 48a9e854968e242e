import { blockRows, iBlocks, iRows, iShards, integersAt, numbersAt } from '../assembly/layout.ts';

/** The memory of a fit as arrays over all of it; addresses are in bytes. */
export interface MemoryViews {
  readonly bytes: Uint8Array;
  readonly int32: Int32Array;
  readonly uint32: Uint32Array;
  readonly int64: BigInt64Array;
  readonly float64: Float64Array;
  /** The fit's block: integers and numbers by their slots of layout.ts. */
  readonly integers: Int32Array;
  readonly numbers: Float64Array;
}

export function viewMemory(buffer: SharedArrayBuffer): MemoryViews {
  return {
    bytes: new Uint8Array(buffer),
    int32: new Int32Array(buffer),
    uint32: new Uint32Array(buffer),
    int64: new BigInt64Array(buffer),
    float64: new Float64Array(buffer),
    integers: new Int32Array(buffer, integersAt, 64),
    numbers: new Float64Array(buffer, numbersAt, 64),
  };
}

/** The rows [from, to) of each of the shard's blocks. */
export function* blocksOf(
  { integers }: MemoryViews,
  shard: number,
): Generator<{ block: number; from: number; to: number }> {
  for (let block = shard; block < integers[iBlocks]!; block += integers[iShards]!) {
    const from = block * blockRows;
    yield { block, from, to: Math.min(integers[iRows]!, from + blockRows) };
  }
}

/** Address in bytes kept in that slot; addresses beyond 2 GB are negative as Int32. */
export function addressOf({ integers }: MemoryViews, slot: number): number {
  return integers[slot]! >>> 0;
}
