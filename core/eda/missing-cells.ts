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

/** `known` cells of the column are missing, as its profile counted them. O(rows) when there are any. */
export function findMissing(column: Column, known: number, sharing: Sharing): MissingCells {
  const rows = isCoded(column) ? column.codes.length : column.values.length;
  const perBlock = rowsPerBlock(rows);
  const blocks = new Float64Array(Math.ceil(rows / perBlock));
  if (known === 0) return { name: column.name, count: 0, blocks, bits: null };
  const bits = makeUint32(Math.ceil(rows / 32), sharing);
  const mark = (row: number) => {
    bits[row >>> 5]! |= 1 << (row & 31);
    blocks[Math.floor(row / perBlock)]!++;
  };
  if (isCoded(column)) {
    for (let row = 0; row < rows; row++) if (column.codes[row]! < 0) mark(row);
  } else {
    for (let row = 0; row < rows; row++) if (Number.isNaN(column.values[row]!)) mark(row);
  }
  return { name: column.name, count: known, blocks, bits: known < rows ? bits : null };
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
