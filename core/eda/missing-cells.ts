import { isCoded, type Column } from '../table/table.ts';
import { makeUint32, type Sharing } from './shared-arrays.ts';

/** Where one column is missing. */
export interface MissingCells {
  readonly name: string;
  readonly count: number;
  /** Missing cells in consecutive blocks of rows. */
  readonly blocks: Float64Array;
  /** A bit a row, lowest first; null where nothing or everything is missing. */
  readonly bits: Uint32Array | null;
}

const mostBlocks = 100;

export function rowsPerBlock(rows: number): number {
  return Math.max(1, Math.ceil(rows / mostBlocks));
}

/** O(rows). */
export function findMissing(column: Column, rows: number, sharing: Sharing): MissingCells {
  const perBlock = rowsPerBlock(rows);
  const blocks = new Float64Array(Math.ceil(rows / perBlock));
  const bits = makeUint32(Math.ceil(rows / 32), sharing);
  const isMissing = isCoded(column)
    ? (row: number) => column.codes[row]! < 0
    : (row: number) => Number.isNaN(column.values[row]!);
  let count = 0;
  for (let block = 0; block < blocks.length; block++) {
    const before = count;
    const end = Math.min(rows, (block + 1) * perBlock);
    for (let row = block * perBlock; row < end; row++) {
      if (!isMissing(row)) continue;
      bits[row >>> 5]! |= 1 << (row & 31);
      count++;
    }
    blocks[block] = count - before;
  }
  const some = count > 0 && count < rows;
  return { name: column.name, count, blocks, bits: some ? bits : null };
}

export function countBits(bits: Uint32Array): number {
  let count = 0;
  for (let i = 0; i < bits.length; i++) count += bitsOf(bits[i]!);
  return count;
}

export function countCommon(a: Uint32Array, b: Uint32Array): number {
  let count = 0;
  for (let i = 0; i < a.length; i++) count += bitsOf(a[i]! & b[i]!);
  return count;
}

function bitsOf(word: number): number {
  let v = word - ((word >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
