import type { Column, Table } from '../table/table.ts';
import { requireNumeric } from './coded.ts';

/** A new table with some columns replaced, each by any number of columns at the same place. */
export function replaceColumns(
  table: Table,
  replacements: ReadonlyMap<string, readonly Column[]>,
): Table {
  const columns = table.columns.flatMap((column) => replacements.get(column.name) ?? [column]);
  return { rows: table.rows, columns };
}

/** The named numeric columns with new values each, under their names; `make` must not change `values`. */
export function mapNumeric(
  table: Table,
  names: readonly string[],
  make: (values: Float64Array, index: number) => Float64Array,
): Table {
  const made = names.map((name, i): [string, Column[]] => {
    const { values } = requireNumeric(table, name);
    return [name, [{ name, type: 'number', values: make(values, i) }]];
  });
  return replaceColumns(table, new Map(made));
}

/** Each column writes itself. */
export function sameNames(columns: readonly string[]): Record<string, readonly string[]> {
  return Object.fromEntries(columns.map((name) => [name, [name]]));
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
