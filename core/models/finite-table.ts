import type { Column, Table } from '../table/table.ts';
import { isCoded } from '../table/table.ts';

function countInfinite(column: Column): number {
  if (isCoded(column)) return 0;
  let count = 0;
  for (const value of column.values) if (value === Infinity || value === -Infinity) count++;
  return count;
}

/** The table with infinite values made missing, and how many each column had. Shares clean columns. */
export function dropInfinite(table: Table): {
  table: Table;
  found: readonly { readonly column: string; readonly count: number }[];
} {
  const found: { column: string; count: number }[] = [];
  const columns = table.columns.map((column): Column => {
    const count = countInfinite(column);
    if (count === 0 || isCoded(column)) return column;
    found.push({ column: column.name, count });
    const values = column.values.map((value) => (Number.isFinite(value) ? value : Number.NaN));
    return { ...column, values };
  });
  return { table: found.length === 0 ? table : { rows: table.rows, columns }, found };
}
