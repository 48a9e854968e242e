import * as slot from '../kernels/assembly/layout.ts';
import type { FitMemory } from './fit-memory.ts';

/** Row numbers by shard, each shard's rising, and where each shard's begin; the last entry is the end. */
export interface RowOrder {
  readonly rows: Uint32Array;
  readonly starts: Int32Array;
  readonly whole: boolean;
}

/** Deals rows (rising) to the shards block by block, so that no stretch of the data is one thread's. */
export function dealRows(memory: FitMemory, rows: Uint32Array): RowOrder {
  const { shards, shape } = memory;
  const shardOf = (row: number) => Math.floor(row / slot.blockRows) % shards;
  const starts = new Int32Array(shards + 1);
  for (const row of rows) starts[shardOf(row) + 1]!++;
  for (let shard = 0; shard < shards; shard++) starts[shard + 1]! += starts[shard]!;
  const next = starts.slice();
  const dealt = new Uint32Array(rows.length);
  for (const row of rows) dealt[next[shardOf(row)]!++] = row;
  return { rows: dealt, starts, whole: rows.length === shape.rows };
}

/** Makes those rows the root's. */
export function placeRows(memory: FitMemory, { rows, starts, whole }: RowOrder): void {
  const { order, nodeFrom, nodeTo, integers, shards } = memory;
  order.set(rows);
  nodeFrom.set(starts.subarray(0, shards));
  nodeTo.set(starts.subarray(1));
  integers[slot.iWhole] = whole ? 1 : 0;
}

/** The rows of a node, those of one shard after those of another. */
export function* rowsOf(memory: FitMemory, node: number): Generator<Uint32Array> {
  const { order, nodeFrom, nodeTo, shards } = memory;
  for (let at = node * shards; at < (node + 1) * shards; at++) {
    yield order.subarray(nodeFrom[at], nodeTo[at]);
  }
}

export function countRows({ nodeFrom, nodeTo, shards }: FitMemory, node: number): number {
  let count = 0;
  for (let at = node * shards; at < (node + 1) * shards; at++) count += nodeTo[at]! - nodeFrom[at]!;
  return count;
}
