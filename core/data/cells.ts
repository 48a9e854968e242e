import type { Cell } from '../contract/common.ts';
import { isCoded, type Column, type Table } from '../table/table.ts';

/** A cell as JSON carries it: datetimes as ISO 8601 UTC, missing and non-finite numbers as null. */
export function cellValue(column: Column, row: number): Cell {
  if (isCoded(column)) {
    const code = column.codes[row]!;
    return code < 0 ? null : column.dictionary[code]!;
  }
  const value = column.values[row]!;
  if (!Number.isFinite(value)) return null;
  if (column.type === 'boolean') return value === 1;
  if (column.type === 'datetime') return isoTime(value);
  return value;
}

/** UTC milliseconds as ISO 8601, or null outside the years a Date can hold. */
export function isoTime(milliseconds: number): string | null {
  return Math.abs(milliseconds) <= 8.64e15 ? new Date(milliseconds).toISOString() : null;
}

/** Rows `offset` to `offset + limit` (or the end), each in column order. O(rows × columns). */
export function tableRows(table: Table, offset: number, limit: number): Cell[][] {
  const end = Math.min(table.rows, offset + limit);
  const rows: Cell[][] = [];
  for (let row = offset; row < end; row++) {
    rows.push(table.columns.map((column) => cellValue(column, row)));
  }
  return rows;
}
