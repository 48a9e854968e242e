import type { Bench } from './bench.ts';

/** A stretch of the bench's rows. */
export interface NodeRows {
  readonly from: number;
  readonly to: number;
}

/**
 * Whether a node's codes are better read row by row: rows of a large node lie close in every column, those
 * of a small one far apart, but all features of a row share a line of the processor's cache.
 */
export function readsByRow({ x }: Bench, count: number): boolean {
  return count * 16 < x.rows;
}

/** Writes the codes of a feature into `bench.keys`, in the order of the node's rows. O(rows). */
export function gatherCodes(bench: Bench, feature: number, { from, to }: NodeRows): void {
  const { rows, keys, x } = bench;
  const count = to - from;
  if (readsByRow(bench, count)) {
    const { table } = x;
    const stride = x.columns.length;
    for (let i = 0; i < count; i++) keys[i] = table[rows[from + i]! * stride + feature]!;
    return;
  }
  const codes = x.columns[feature]!;
  for (let i = 0; i < count; i++) keys[i] = codes[rows[from + i]!]!;
}
