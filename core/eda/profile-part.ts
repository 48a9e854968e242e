import { subTick, type Tick } from '../base/tick.ts';
import { averageRanks, orderNumbers } from '../stats/order-numbers.ts';
import { sortNumbers } from '../stats/sort-numbers.ts';
import { isCoded, type Column, type NumericColumn, type Table } from '../table/table.ts';
import { tenBins, usedLevels, type SmallCodes } from './association-codes.ts';
import { profileColumn, type ProfiledColumn } from './column-profile.ts';
import { hashRows, type RowHashes } from './duplicate-rows.ts';
import { findMissing, type MissingCells } from './missing-cells.ts';
import { share, type Sharing } from './shared-arrays.ts';

/** What correlations need of a column of numbers. */
export interface NumberVector {
  readonly name: string;
  readonly mean: number | null;
  /** Up to `exactRows` rows the values; null for longer columns, whose ranks are at hand instead. */
  readonly values: Float64Array | null;
  readonly ranks: Float32Array | null;
}

/** What some columns of a table add to its profile. */
export interface ProfilePart {
  readonly rows: number;
  readonly columns: readonly ProfiledColumn[];
  readonly missing: readonly MissingCells[];
  /** Null where rows are compared cell by cell instead. */
  readonly hashes: RowHashes | null;
  readonly numbers: readonly NumberVector[];
  /** Categories and truth values with 2 to 100 levels, numbers in ten bins. */
  readonly codes: readonly SmallCodes[];
  /** The last values of columns of numbers, for the tests of a series. */
  readonly tails: readonly { readonly name: string; readonly values: Float64Array }[];
}

export interface PartOptions {
  /** Columns that correlations are made of. */
  readonly correlated: ReadonlySet<string>;
  /** Number of the first column in the whole table. */
  readonly first: number;
  readonly sharing: Sharing;
}

/** Up to so many rows, coefficients of columns with missing values rank the common rows anew. */
export const exactRows = 200_000;
/** A series is tested by so many values at its end. */
const tailRows = 10_000;

/** A matrix of correlations has so many columns of each kind at most. */
const mostColumns = 100;

/** The first 100 columns of numbers and the first 100 others that may have few levels. */
export function correlatedColumns(
  columns: readonly { readonly name: string; readonly type: Column['type'] }[],
): string[] {
  const numbers = columns.filter(isQuantity).slice(0, mostColumns);
  const others = columns
    .filter(({ type }) => type === 'category' || type === 'boolean')
    .slice(0, mostColumns);
  return [...numbers, ...others].map((column) => column.name);
}

export function isQuantity(column: { readonly type: Column['type'] }): column is NumericColumn {
  return column.type === 'number' || column.type === 'integer';
}

/** Each column is ordered once; quantiles, distinct values, histogram and ranks come from that order. */
export function profilePart(table: Table, options: PartOptions, tick: Tick): ProfilePart {
  const { rows } = table;
  const { sharing } = options;
  const columns: ProfiledColumn[] = [];
  const numbers: NumberVector[] = [];
  const codes: SmallCodes[] = [];
  const columnTick = subTick(tick, 0, 0.9);
  for (const [index, column] of table.columns.entries()) {
    columnTick(index / table.columns.length);
    const correlated = options.correlated.has(column.name);
    if (isCoded(column) || column.type === 'boolean') {
      columns.push(profileColumn(column, null));
      const levels = correlated ? usedLevels(column, sharing) : null;
      if (levels) codes.push(levels);
      continue;
    }
    if (!correlated) {
      columns.push(profileColumn(column, sortedValues(column.values)));
      continue;
    }
    const { sorted, ranks } = ranked(column.values);
    const profiled = profileColumn(column, sorted);
    columns.push(profiled);
    const { mean } = profiled.profile;
    numbers.push({
      name: column.name,
      mean,
      values: rows <= exactRows ? share(column.values, sharing) : null,
      ranks: rows <= exactRows ? null : share(ranks, sharing),
    });
    codes.push(tenBins(column, profiled.profile, sharing));
  }
  tick(0.9);
  return {
    rows,
    columns,
    missing: table.columns.map((column) => findMissing(column, rows, sharing)),
    hashes: sharing === 'shared' ? hashRows(table, options.first, sharing) : null,
    numbers,
    codes,
    tails: table.columns
      .filter((column) => isQuantity(column))
      .map(({ name, values }) => ({ name, values: values.slice(-tailRows) })),
  };
}

function sortedValues(values: Float64Array): Float64Array {
  const present = new Float64Array(values.length);
  let n = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    // adding 0 turns −0 into 0, which the sort asks for
    if (!Number.isNaN(value)) present[n++] = value + 0;
  }
  return sortNumbers(present.subarray(0, n));
}

function ranked(values: Float64Array): { sorted: Float64Array; ranks: Float32Array } {
  const order = orderNumbers(values);
  const sorted = new Float64Array(order.length);
  for (let i = 0; i < order.length; i++) sorted[i] = values[order[i]!]!;
  const ranks = values.length <= exactRows ? new Float32Array(0) : averageRanks(values, order);
  return { sorted, ranks };
}
