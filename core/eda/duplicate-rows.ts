import { isCoded, type Column, type Table } from '../table/table.ts';

/**
 * Rows that equal an earlier row in every column; two missing cells are equal, as in pandas'
 * `duplicated`. Rows are hashed to 64 bits and compared cell by cell where hashes meet. O(cells).
 */
export function countDuplicateRows(table: Table): number {
  const { rows, columns } = table;
  if (rows < 2 || columns.length === 0) return 0;
  const low = new Uint32Array(rows).fill(0x811c9dc5);
  const high = new Uint32Array(rows).fill(0x9e3779b9);
  for (const column of columns) hashColumn(column, low, high);

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
      if (low[other] === low[row] && high[other] === high[row] && sameRow(columns, other, row)) {
        duplicates++;
        break;
      }
    }
  }
  return duplicates;
}

const double = new Float64Array(1);
const halves = new Uint32Array(double.buffer);

function hashColumn(column: Column, low: Uint32Array, high: Uint32Array): void {
  const rows = low.length;
  if (isCoded(column)) {
    for (let row = 0; row < rows; row++) mix(low, high, { row, a: column.codes[row]! + 1, b: 0 });
    return;
  }
  for (let row = 0; row < rows; row++) {
    // one pattern for every NaN, and −0 equals 0
    const value = column.values[row]!;
    double[0] = Number.isNaN(value) ? Number.NaN : value + 0;
    mix(low, high, { row, a: halves[0]!, b: halves[1]! });
  }
}

/** Two independent 32-bit mixes (constants of MurmurHash3 and xxHash32). */
function mix(
  low: Uint32Array,
  high: Uint32Array,
  word: { readonly row: number; readonly a: number; readonly b: number },
): void {
  let l = Math.imul(low[word.row]! ^ word.a, 0xcc9e2d51);
  l = Math.imul(((l << 15) | (l >>> 17)) ^ word.b, 0x1b873593);
  low[word.row] = (l ^ (l >>> 15)) >>> 0;
  let h = Math.imul(high[word.row]! ^ word.b, 0x85ebca77);
  h = Math.imul(((h << 13) | (h >>> 19)) ^ word.a, 0xc2b2ae3d);
  high[word.row] = (h ^ (h >>> 16)) >>> 0;
}

function sameRow(columns: readonly Column[], a: number, b: number): boolean {
  return columns.every((column) => {
    if (isCoded(column)) return column.codes[a] === column.codes[b];
    const x = column.values[a]!;
    const y = column.values[b]!;
    return x === y || (Number.isNaN(x) && Number.isNaN(y));
  });
}
