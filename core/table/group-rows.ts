import { table as arqueroTable } from 'arquero';
import type { Column } from './table.ts';
import { cellText, isCoded } from './table.ts';

export interface RowGroup {
  /** The shared cell as text, or null for missing cells. */
  readonly value: string | null;
  readonly rows: Int32Array;
}

function compareText(a: string | null, b: string | null): number {
  if (a === b) return 0;
  return a === null || (b !== null && a > b) ? 1 : -1;
}

/**
 * The rows of each distinct cell of a column, largest group first, of equals by value; null when there are more than
 * `most` distinct cells (missing not counted). O(rows).
 */
export function groupRows(column: Column, most: number): RowGroup[] | null {
  const cells = isCoded(column) ? column.codes : column.values;
  const distinct = new Set<number>();
  for (const cell of cells) {
    const missing = isCoded(column) ? cell < 0 : Number.isNaN(cell);
    if (!missing && distinct.add(cell).size > most) return null;
  }
  const grouped = arqueroTable({ cell: cells }).groupby('cell');
  return grouped
    .partitions()
    .map((rows) => ({
      value: cellText(column, Number(rows[0])),
      rows: Int32Array.from(rows as ArrayLike<number>),
    }))
    .toSorted((a, b) => b.rows.length - a.rows.length || compareText(a.value, b.value));
}
