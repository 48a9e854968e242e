import { sortNumbers } from '../stats/sort-numbers.ts';

/** The finite values of a column, sorted, with what the drift tests ask of them. */
export interface NumericSample {
  /** All rows of the version. */
  readonly rows: number;
  /** Rows without a finite value. */
  readonly missing: number;
  /** Ascending. */
  readonly values: Float64Array;
  readonly distinct: number;
}

/** Sorts the finite values aside; infinities count as missing. O(n). */
export function numericSample(column: Float64Array): NumericSample {
  const finite = new Float64Array(column.length);
  let used = 0;
  for (let i = 0; i < column.length; i++) {
    const value = column[i]!;
    // adding 0 turns −0 into 0, so that equal values are equal in every way
    if (value - value === 0) finite[used++] = value + 0;
  }
  const values = sortNumbers(finite.subarray(0, used));
  return {
    rows: column.length,
    missing: column.length - used,
    values,
    distinct: countDistinct(values),
  };
}

function countDistinct(sorted: Float64Array): number {
  let distinct = sorted.length > 0 ? 1 : 0;
  for (let i = 1; i < sorted.length; i++) if (sorted[i] !== sorted[i - 1]) distinct++;
  return distinct;
}

export interface Moments {
  readonly mean: number;
  /** Of the population: divided by n. */
  readonly deviation: number;
}

/** Mean and population standard deviation, in two passes. Infinite where they overflow. */
export function moments(values: Float64Array): Moments {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  const mean = sum / values.length;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const difference = values[i]! - mean;
    squares += difference * difference;
  }
  return { mean, deviation: Math.sqrt(squares / values.length) };
}
