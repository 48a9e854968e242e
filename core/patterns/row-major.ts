import type { Matrix } from '../table/matrix.ts';

/** Rows one after the other: value of column j in row i is `values[i * width + j]`. */
export interface RowMajor {
  readonly rows: number;
  readonly width: number;
  readonly values: Float64Array;
}

const block = 64;

/** A copy of the matrix by rows, for loops that compare whole rows. */
export function toRowMajor(x: Matrix): RowMajor {
  const width = x.columns.length;
  const values = new Float64Array(x.rows * width);
  // some rows at a time, so that what is written stays in the cache until it is full
  for (let from = 0; from < x.rows; from += block) {
    const to = Math.min(x.rows, from + block);
    for (let j = 0; j < width; j++) {
      const column = x.columns[j]!;
      for (let i = from, at = from * width + j; i < to; i++, at += width) values[at] = column[i]!;
    }
  }
  return { rows: x.rows, width, values };
}
