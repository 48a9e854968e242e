import { isCoded, type Column, type Table } from '../table/table.ts';
import { makeUint32, type Sharing } from './shared-arrays.ts';

/** 64 bits a row in two halves, summed over columns, so that columns can be hashed apart and added. */
export interface RowHashes {
  readonly low: Uint32Array;
  readonly high: Uint32Array;
}

/**
 * Rows that equal an earlier row in every column; two missing cells are equal, as in pandas'
 * `duplicated`. Rows are hashed to 64 bits and compared cell by cell where hashes meet. O(cells).
 */
export function countDuplicateRows(table: Table): number {
  const { rows, columns } = table;
  if (rows < 2 || columns.length === 0) return 0;
  const hashes = hashRows(table, 0, 'own');
  return countRepeats(hashes, (a, b) => sameRow(columns, a, b));
}

/** Hashes of the rows of some columns, the first of which is the table's column number `first`. O(cells). */
export function hashRows(part: Table, first: number, sharing: Sharing): RowHashes {
  const hashes = { low: makeUint32(part.rows, sharing), high: makeUint32(part.rows, sharing) };
  for (const [i, column] of part.columns.entries()) addColumn(hashes, column, first + i);
  return hashes;
}

export function addHashes(to: RowHashes, more: RowHashes): void {
  for (let row = 0; row < to.low.length; row++) {
    to.low[row]! += more.low[row]!;
    to.high[row]! += more.high[row]!;
  }
}

/**
 * Rows whose hash an earlier one has, and that are the `same`. By hashes alone, two different rows of
 * ten million meet with a probability of about 3 in a million. O(rows).
 */
export function countRepeats(
  { low, high }: RowHashes,
  same: (a: number, b: number) => boolean = () => true,
): number {
  const rows = low.length;
  let size = 4;
  while (size < rows * 2) size *= 2;
  const slots = new Int32Array(size).fill(-1);
  let duplicates = 0;
  for (let row = 0; row < rows; row++) {
    let slot = low[row]! & (size - 1);
    for (; ; slot = (slot + 1) & (size - 1)) {
      const other = slots[slot]!;
      if (other < 0) {
        slots[slot] = row;
        break;
      }
      if (low[other] === low[row] && high[other] === high[row] && same(other, row)) {
        duplicates++;
        break;
      }
    }
  }
  return duplicates;
}

function addColumn({ low, high }: RowHashes, column: Column, index: number): void {
  const salt = Math.imul(index + 1, 0x9e3779b9);
  const rows = low.length;
  if (isCoded(column)) {
    const { codes } = column;
    for (let row = 0; row < rows; row++) {
      low[row]! += mixLow(codes[row]! + 1, salt);
      high[row]! += mixHigh(codes[row]! + 1, salt);
    }
    return;
  }
  const { values } = column;
  const words = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
  for (let row = 0; row < rows; row++) {
    const value = values[row]!;
    // one pattern for every NaN, and −0 equals 0
    const missing = value !== value;
    const a = missing || value === 0 ? 0 : words[2 * row]!;
    const b = missing ? 0x7ff80000 : value === 0 ? 0 : words[2 * row + 1]!;
    const folded = Math.imul(a ^ (a >>> 15), 0x2c1b3c6d) ^ b;
    low[row]! += mixLow(folded, salt);
    high[row]! += mixHigh(Math.imul(b ^ salt, 0x297a2d39) ^ a, salt);
  }
}

/** The finishers of MurmurHash3 and of xxHash32. */
function mixLow(word: number, salt: number): number {
  let h = word ^ salt;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function mixHigh(word: number, salt: number): number {
  let h = word + Math.imul(salt, 0x27d4eb2f);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca77);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae3d);
  return h ^ (h >>> 16);
}

function sameRow(columns: readonly Column[], a: number, b: number): boolean {
  return columns.every((column) => {
    if (isCoded(column)) return column.codes[a] === column.codes[b];
    const x = column.values[a]!;
    const y = column.values[b]!;
    return x === y || (Number.isNaN(x) && Number.isNaN(y));
  });
}
