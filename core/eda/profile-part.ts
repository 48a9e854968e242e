import { subTick, type Tick } from '../base/tick.ts';
import { averageRanks, orderNumbers } from '../stats/order-numbers.ts';
import { sortNumbers } from '../stats/sort-numbers.ts';
import { isCoded, type Column, type NumericColumn, type Table } from '../table/table.ts';
import { tenBins, usedLevels, type SmallCodes } from './association-codes.ts';
import { profileColumn, type ProfiledColumn } from './column-profile.ts';
import { hashRows, type RowHashes } from './duplicate-rows.ts';
import { evenSample } from './even-sample.ts';
import { findMissing, type MissingCells } from './missing-cells.ts';
import { share, type Sharing } from './shared-arrays.ts';

/** What correlations need of a column of numbers. */
export interface NumberVector {
  readonly name: string;
  readonly mean: number | null;
  /** Up to `exactRows` rows the values; null for longer columns, of which a sample's ranks are at hand. */
  readonly values: Float64Array | null;
  /** Ranks of an even sample of `exactRows` rows among themselves, the same rows of every column. */
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
  /** Categories and truth values with 2 to 100 levels, and the even sample of numbers in ten bins. */
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

/** Up to so many rows Spearman's coefficients are of all rows; longer columns are sampled for them. */
export const exactRows = 250_000;
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

/** Each column is sorted once; quantiles, distinct values, deviations and histogram come from that. */
export function profilePart(table: Table, options: PartOptions, tick: Tick): ProfilePart {
  const { rows } = table;
  const { sharing } = options;
  const columns: ProfiledColumn[] = [];
  const numbers: NumberVector[] = [];
  const codes: SmallCodes[] = [];
  const sample = evenSample(rows, exactRows);
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
    const profiled = profileColumn(column, sortedValues(column.values));
    columns.push(profiled);
    if (!correlated) continue;
    const { mean } = profiled.profile;
    numbers.push({ name: column.name, mean, ...rankable(column, sample, sharing) });
    codes.push(tenBins(sampled(column, sample), profiled.profile, sharing));
  }
  tick(0.9);
  return {
    rows,
    columns,
    missing: table.columns.map((column, i) =>
      findMissing(column, columns[i]!.profile.missing, sharing),
    ),
    hashes: sharing === 'shared' ? hashRows(table, options.first, sharing) : null,
    numbers,
    codes,
    tails: table.columns
      .filter((column) => isQuantity(column))
      .map(({ name, values }) => ({ name, values: values.slice(-tailRows) })),
  };
}

function sampled(column: NumericColumn, sample: Int32Array | null): NumericColumn {
  if (sample === null) return column;
  const values = new Float64Array(sample.length);
  for (let i = 0; i < values.length; i++) values[i] = column.values[sample[i]!]!;
  return { ...column, values };
}

function rankable(
  column: NumericColumn,
  sample: Int32Array | null,
  sharing: Sharing,
): Pick<NumberVector, 'values' | 'ranks'> {
  if (sample === null) return { values: share(column.values, sharing), ranks: null };
  const { values } = sampled(column, sample);
  return { values: null, ranks: share(averageRanks(values, orderNumbers(values)), sharing) };
}

/** Whole numbers within so wide a range are counted instead of sorted. */
const countedRange = 65_536;

function sortedValues(values: Float64Array): Float64Array {
  const present = new Float64Array(values.length);
  let n = 0;
  let low = Infinity;
  let high = -Infinity;
  let whole = true;
  for (let row = 0; row < values.length; row++) {
    // adding 0 turns −0 into 0, which the sort asks for
    const value = values[row]! + 0;
    if (Number.isNaN(value)) continue;
    present[n++] = value;
    if (value < low) low = value;
    if (value > high) high = value;
    whole &&= value === Math.floor(value);
  }
  const used = present.subarray(0, n);
  return n > 0 && whole && high - low < countedRange
    ? countInOrder(used, low, high)
    : sortNumbers(used);
}

/** Sorts whole numbers from `low` to `high`, in place. O(n + range). */
function countInOrder(values: Float64Array, low: number, high: number): Float64Array {
  const counts = new Uint32Array(high - low + 1);
  for (let i = 0; i < values.length; i++) counts[values[i]! - low]!++;
  let at = 0;
  for (let i = 0; i < counts.length; i++) {
    values.fill(low + i, at, at + counts[i]!);
    at += counts[i]!;
  }
  return values;
}
