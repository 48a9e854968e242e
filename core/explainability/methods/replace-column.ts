import { isCoded, type Column, type Table } from '../../table/table.ts';

/** The table with another column at that place. */
export function replaceColumn(table: Table, at: number, column: Column): Table {
  return { rows: table.rows, columns: table.columns.with(at, column) };
}

/** A column of one cell, over and over: that of the given row. */
export function repeatCell(column: Column, row: number, rows: number): Column {
  return isCoded(column)
    ? { ...column, codes: new Int32Array(rows).fill(column.codes[row]!) }
    : { ...column, values: new Float64Array(rows).fill(column.values[row]!) };
}

/** The cells of both columns one after the other; both must be of one type. */
function joinColumns(a: Column, b: Column): Column {
  if (isCoded(a) && isCoded(b)) {
    const dictionary = [...new Set([...a.dictionary, ...b.dictionary])];
    const place = new Map(dictionary.map((label, code) => [label, code]));
    const read = (column: typeof a) =>
      Array.from(column.codes, (code) => (code < 0 ? -1 : place.get(column.dictionary[code]!)!));
    return { ...a, dictionary, codes: Int32Array.from([...read(a), ...read(b)]) };
  }
  if (isCoded(a) || isCoded(b)) throw new Error(`${a.name} is of two types`);
  const values = new Float64Array(a.values.length + b.values.length);
  values.set(a.values);
  values.set(b.values, a.values.length);
  return { ...a, values };
}

/** The rows of both tables, whose columns must agree in order and type; dictionaries are joined. */
export function joinTables(a: Table, b: Table): Table {
  return {
    rows: a.rows + b.rows,
    columns: a.columns.map((column, j) => joinColumns(column, b.columns[j]!)),
  };
}

/** Number of the cell: equal cells of one column have equal numbers; NaN is missing. */
export function cellNumber(column: Column, row: number): number {
  if (!isCoded(column)) return column.values[row]!;
  const code = column.codes[row]!;
  return code < 0 ? Number.NaN : code;
}

/** A column with other cells, given as `cellNumber` gives them. */
export function withNumbers(column: Column, numbers: Float64Array): Column {
  if (!isCoded(column)) return { ...column, values: numbers };
  return { ...column, codes: Int32Array.from(numbers, (code) => (Number.isNaN(code) ? -1 : code)) };
}
