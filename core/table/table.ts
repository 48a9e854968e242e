import type { ColumnType } from '../contract/common.ts';

/** number, integer, boolean (0/1) and datetime (UTC milliseconds): one double a row, NaN is missing. */
export interface NumericColumn {
  readonly name: string;
  readonly type: 'number' | 'integer' | 'boolean' | 'datetime';
  readonly values: Float64Array;
}

/** category and text: an index into the dictionary a row, −1 is missing. The dictionary has no duplicates. */
export interface CodedColumn {
  readonly name: string;
  readonly type: 'category' | 'text';
  readonly codes: Int32Array;
  readonly dictionary: readonly string[];
}

export type Column = NumericColumn | CodedColumn;

/** Columns of equal length with distinct names. */
export interface Table {
  readonly rows: number;
  readonly columns: readonly Column[];
}

export function isCoded(column: Column): column is CodedColumn {
  return column.type === 'category' || column.type === 'text';
}

export function isCodedType(type: ColumnType): type is CodedColumn['type'] {
  return type === 'category' || type === 'text';
}

/** Tables of fewer columns are searched; of wider ones the places are kept. */
const mostSearched = 64;
const places = new WeakMap<readonly Column[], ReadonlyMap<string, Column>>();

function columnsByName(columns: readonly Column[]): ReadonlyMap<string, Column> {
  const known = places.get(columns);
  if (known?.size === columns.length) return known;
  const made = new Map(columns.map((column) => [column.name, column]));
  places.set(columns, made);
  return made;
}

/** The column of that name, or undefined. O(1) for the columns of a wide table after the first call. */
export function findColumn({ columns }: Table, name: string): Column | undefined {
  if (columns.length > mostSearched) return columnsByName(columns).get(name);
  return columns.find((column) => column.name === name);
}

/** The cell as text as people read it in the data; null is missing. Booleans are `true` and `false`. */
export function cellText(column: Column, row: number): string | null {
  if (isCoded(column)) {
    const code = column.codes[row]!;
    return code < 0 ? null : column.dictionary[code]!;
  }
  const value = column.values[row]!;
  if (Number.isNaN(value)) return null;
  if (column.type === 'boolean') return value === 1 ? 'true' : 'false';
  if (column.type === 'datetime') return new Date(value).toISOString();
  return String(value);
}

/** Missing cells of a column. O(rows). */
export function countMissing(column: Column): number {
  let missing = 0;
  if (isCoded(column)) for (const code of column.codes) missing += code < 0 ? 1 : 0;
  else for (const value of column.values) missing += Number.isNaN(value) ? 1 : 0;
  return missing;
}

/** A new column of the given rows, in that order; the dictionary is shared. O(rows). */
export function takeRows(column: Column, rows: Int32Array): Column {
  if (isCoded(column)) {
    const codes = new Int32Array(rows.length);
    for (let i = 0; i < rows.length; i++) codes[i] = column.codes[rows[i]!]!;
    return { ...column, codes };
  }
  const values = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) values[i] = column.values[rows[i]!]!;
  return { ...column, values };
}

/** A new table of the given rows, in that order. O(rows × columns). */
export function takeTableRows(table: Table, rows: Int32Array): Table {
  return { rows: rows.length, columns: table.columns.map((column) => takeRows(column, rows)) };
}

/** Only the named columns, in the order of the names; names that are absent are left out. */
export function selectColumns(table: Table, names: readonly string[]): Table {
  const columns = names.flatMap((name) => findColumn(table, name) ?? []);
  return { rows: table.rows, columns };
}
