import { countMissing, isCoded, type Column, type Table } from '../../table/table.ts';
import { cellNumber, withNumbers } from './replace-column.ts';

/** One cell a column as numbers; NaN is missing. Codes of categories are those of the space's table. */
export type Point = Float64Array<ArrayBuffer>;

export interface SpaceColumn {
  /** Values are told apart but have no order. */
  readonly nominal: boolean;
  /** What counts as one step: the median absolute deviation, else the standard deviation, else 1. */
  readonly scale: number;
}

/** The raw columns of a model as a space of mixed distances. */
export interface Space {
  readonly table: Table;
  readonly columns: readonly SpaceColumn[];
}

function medianOf(sorted: Float64Array): number {
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}

function spreadOf(values: Float64Array): number {
  const there = values.filter((value) => !Number.isNaN(value)).sort();
  if (there.length === 0) return 1;
  const median = medianOf(there);
  const mad = medianOf(there.map((value) => Math.abs(value - median)).sort());
  if (mad > 0) return mad;
  const mean = there.reduce((sum, value) => sum + value, 0) / there.length;
  const variance = there.reduce((sum, value) => sum + (value - mean) ** 2, 0) / there.length;
  return variance > 0 ? Math.sqrt(variance) : 1;
}

const isNominal = (column: Column): boolean => isCoded(column) || column.type === 'boolean';

/** The space of the rows of a table. O(rows log rows × columns). */
export function measureSpace(table: Table): Space {
  const columns = table.columns.map((column) => ({
    nominal: isNominal(column),
    scale: isCoded(column) || isNominal(column) ? 1 : spreadOf(column.values),
  }));
  return { table, columns };
}

export function pointAt(table: Table, row: number): Point {
  return Float64Array.from(table.columns, (column) => cellNumber(column, row));
}

/** Points as a table again, in the space's coding. */
export function toTable({ table }: Space, points: readonly Point[]): Table {
  const columns = table.columns.map((column, j) =>
    withNumbers(
      column,
      Float64Array.from(points, (point) => point[j]!),
    ),
  );
  return { rows: points.length, columns };
}

/** In steps of the column's spread; 1 between categories, and to a missing value. */
export function cellDistance({ nominal, scale }: SpaceColumn, a: number, b: number): number {
  if (a === b) return 0;
  const missing = (Number.isNaN(a) ? 1 : 0) + (Number.isNaN(b) ? 1 : 0);
  if (missing > 0) return missing === 1 ? 1 : 0;
  return nominal ? 1 : Math.abs(a - b) / scale;
}

/** Mean over the columns. */
export function distance({ columns }: Space, a: Point, b: Point): number {
  let sum = 0;
  for (let j = 0; j < columns.length; j++) sum += cellDistance(columns[j]!, a[j]!, b[j]!);
  return columns.length > 0 ? sum / columns.length : 0;
}

/** Decimals of a column's values, at most 6: what a made-up value is rounded to. */
export function decimalsOf(column: Column): number {
  if (isCoded(column) || column.type !== 'number') return 0;
  let most = 0;
  for (const value of column.values.subarray(0, 500)) {
    if (Number.isNaN(value)) continue;
    while (most < 6 && Math.abs(value - Number(value.toFixed(most))) > 1e-9 * Math.abs(value)) {
      most++;
    }
  }
  return most;
}

/** Distinct values of a column, ascending; missing left out. */
export function distinctNumbers(column: Column): Float64Array {
  const rows = isCoded(column) ? column.codes.length : column.values.length;
  if (countMissing(column) === rows) return new Float64Array(0);
  const seen = new Set<number>();
  for (let i = 0; i < rows; i++) seen.add(cellNumber(column, i));
  seen.delete(Number.NaN);
  return Float64Array.from(seen).sort();
}
