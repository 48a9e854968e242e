import type { Tick } from '../../base/tick.ts';
import type { Matrix } from '../../table/matrix.ts';

/** Whole numbers in place of values, on shared memory. */
export type Codes = Uint16Array | Uint32Array;

/**
 * Columns as ranks of their values: what the search for splits works on. Where a column has more
 * distinct values than codes, one code stands for neighbouring values.
 */
export interface CodedColumns {
  readonly rows: number;
  readonly columns: readonly Codes[];
  /** The same codes row by row. */
  readonly table: Codes;
  /** Codes of values of each column: 0 to count − 1. The code of a missing value is the count. */
  readonly counts: readonly number[];
  /** Smallest and largest value each code stands for, by column. */
  readonly low: readonly Float64Array[];
  readonly high: readonly Float64Array[];
  /** Of each column 0 for numbers, else how many categories the codes are. */
  readonly categories: readonly number[];
}

/** Ranges of values are learned from about this many rows where codes are fewer. */
const sampleRows = 200_000;

/** Numbers that sums by code may take, so that many values of many classes do not fill the memory. */
const mostSums = 2 ** 24;

/** Codes of a column where every value is to be told apart, as far as sums of that width allow. */
export function exactCodes(width: number): number {
  return Math.max(1023, Math.floor(mostSums / width));
}

interface Ranges {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

function distinctRanges(sorted: Float64Array): Ranges {
  const distinct = new Float64Array(sorted.length);
  let count = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (count === 0 || sorted[i]! !== distinct[count - 1]!) distinct[count++] = sorted[i]!;
  }
  const values = distinct.slice(0, count);
  return { low: values, high: values };
}

/** Ranges of about equally many values each; equal values stay together. */
function evenRanges(sorted: Float64Array, most: number): Ranges {
  const low: number[] = [];
  const high: number[] = [];
  let start = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (i + 1 < sorted.length && sorted[i + 1] === sorted[i]) continue;
    const enough = i + 1 - start >= (sorted.length - start) / (most - low.length);
    if (!enough && i + 1 < sorted.length) continue;
    low.push(sorted[start]!);
    high.push(sorted[i]!);
    start = i + 1;
  }
  return { low: Float64Array.from(low), high: Float64Array.from(high) };
}

/** A number t between two neighbours with low ≤ t < high in floating point. */
export function midpoint(low: number, high: number): number {
  const middle = low / 2 + high / 2;
  return middle >= low && middle < high ? middle : low;
}

function learnRanges(values: Float64Array, maxCodes: number): Ranges {
  const step = maxCodes < sampleRows ? Math.max(1, Math.floor(values.length / sampleRows)) : 1;
  const sample = step === 1 ? values : values.filter((_, i) => i % step === 0);
  const sorted = sample.filter((value) => !Number.isNaN(value)).sort();
  const ranges = distinctRanges(sorted);
  return ranges.low.length > maxCodes ? evenRanges(sorted, maxCodes) : ranges;
}

function newCodes(rows: number, count: number): Codes {
  if (count < 0xffff) return new Uint16Array(new SharedArrayBuffer(2 * rows));
  return new Uint32Array(new SharedArrayBuffer(4 * rows));
}

/** The last code that begins at or below a value: codes rise with the bounds between them. */
function codeColumn(values: Float64Array, { low, high }: Ranges): Codes {
  const count = low.length;
  const codes = newCodes(values.length, count);
  const bounds = Float64Array.from({ length: Math.max(count - 1, 0) }, (_, c) =>
    midpoint(high[c]!, low[c + 1]!),
  );
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    let from = 0;
    let to = bounds.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (value <= bounds[middle]!) to = middle;
      else from = middle + 1;
    }
    codes[row] = Number.isNaN(value) ? count : from;
  }
  return codes;
}

/** Categories are their own codes; what is none of them counts as missing. */
function codeCategories(values: Float64Array, count: number): Codes {
  const codes = newCodes(values.length, count);
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    codes[row] = value >= 0 && value < count ? value : count;
  }
  return codes;
}

function rangesOfCategories(count: number): Ranges {
  const all = Float64Array.from({ length: count }, (_, category) => category);
  return { low: all, high: all };
}

/** The columns' codes row by row. O(cells). */
function toTable(columns: readonly Codes[], rows: number): Codes {
  const stride = columns.length;
  const widest = columns.some((codes) => codes instanceof Uint32Array) ? 0xffff : 0;
  const table = newCodes(rows * stride, widest);
  columns.forEach((codes, j) => {
    for (let row = 0, at = j; row < rows; row++, at += stride) table[at] = codes[row]!;
  });
  return table;
}

/** Codes every column, exactly where it has at most `maxCodes` distinct values. O(cells × log rows). */
export function codeMatrix(
  x: Matrix,
  { maxCodes, tick }: { maxCodes: number; tick: Tick },
): CodedColumns {
  const ranges: Ranges[] = [];
  const categories = x.columns.map((_, j) => x.categories?.[j] ?? 0);
  const columns = x.columns.map((column, j) => {
    tick(j / x.columns.length);
    const count = categories[j]!;
    const learned = count > 0 ? rangesOfCategories(count) : learnRanges(column, maxCodes);
    ranges.push(learned);
    return count > 0 ? codeCategories(column, count) : codeColumn(column, learned);
  });
  return {
    rows: x.rows,
    columns,
    table: toTable(columns, x.rows),
    counts: ranges.map(({ low }) => low.length),
    low: ranges.map(({ low }) => low),
    high: ranges.map(({ high }) => high),
    categories,
  };
}
