import type { Column, Table } from '../table/table.ts';

/** A new table with some columns replaced, each by any number of columns at the same place. */
export function replaceColumns(
  table: Table,
  replacements: ReadonlyMap<string, readonly Column[]>,
): Table {
  const columns = table.columns.flatMap((column) => replacements.get(column.name) ?? [column]);
  return { rows: table.rows, columns };
}

/** Hands out names that neither the table nor an earlier call has taken. */
export function createNamer(table: Table): (wanted: string) => string {
  const taken = new Set(table.columns.map((column) => column.name));
  return (wanted) => {
    let name = wanted;
    for (let n = 2; taken.has(name); n++) name = `${wanted} (${n})`;
    taken.add(name);
    return name;
  };
}
