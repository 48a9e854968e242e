import { isCoded, type Column, type Table } from '../../table/table.ts';
import { condition } from './conditions.ts';
import { cellNumber } from './replace-column.ts';

/** A column cut into parts: numbers at their quartiles, categories one each, missing values apart. */
export interface Bins {
  readonly column: Column;
  /** Inner edges; empty for categories. */
  readonly edges: Float64Array;
  /** Part of a cell, given as `cellNumber` gives it: equal numbers are in the same part. */
  of(cell: number): number;
  /** What the part is, in words of a filter. */
  describe(cell: number): string;
}

/** As numpy.percentile: between neighbours by their distance. */
function percentile(sorted: Float64Array, p: number): number {
  const at = (sorted.length - 1) * p;
  const low = sorted[Math.floor(at)]!;
  return low + (at - Math.floor(at)) * (sorted[Math.ceil(at)]! - low);
}

export function quartiles(values: Float64Array): Float64Array {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  if (sorted.length === 0) return new Float64Array(0);
  return Float64Array.from(new Set([0.25, 0.5, 0.75].map((p) => percentile(sorted, p))));
}

/** How a number lies between edges, as LIME's quartile discretiser: x ≤ first edge is part 0. */
function partOf(edges: Float64Array, value: number): number {
  let part = 0;
  while (part < edges.length && value > edges[part]!) part++;
  return part;
}

function numberText(column: Column, edges: Float64Array, part: number): string {
  if (edges.length === 0) return `not ${condition.missing(column)}`;
  if (part === 0) return condition.atMost(column, edges[0]!);
  if (part === edges.length) return condition.above(column, edges.at(-1)!);
  return condition.between(column, edges[part - 1]!, edges[part]!);
}

export function cutColumn(column: Column): Bins {
  if (isCoded(column) || column.type === 'boolean') {
    const describe = (cell: number): string =>
      Number.isNaN(cell) ? condition.missing(column) : condition.equals(column, cell);
    return { column, edges: new Float64Array(0), of: (cell) => cell, describe };
  }
  const edges = quartiles(column.values);
  return {
    column,
    edges,
    of: (cell) => (Number.isNaN(cell) ? Number.NaN : partOf(edges, cell)),
    describe: (cell) =>
      Number.isNaN(cell)
        ? condition.missing(column)
        : numberText(column, edges, partOf(edges, cell)),
  };
}

export function cutTable(table: Table): Bins[] {
  return table.columns.map(cutColumn);
}

export const sameBin = (bins: Bins, a: number, b: number): boolean =>
  Object.is(bins.of(a), bins.of(b));

/** Cells of a column by row, as numbers. */
export function cellNumbers(column: Column, rows: number): Float64Array<ArrayBuffer> {
  return Float64Array.from({ length: rows }, (_, i) => cellNumber(column, i));
}
