import type { Matrix } from '../table/matrix.ts';

/** Rows one after the other: value of column j in row i is `values[i * width + j]`. */
export interface RowMajor {
  readonly rows: number;
  readonly width: number;
  readonly values: Float64Array;
}

/** A copy of the matrix by rows, for loops that compare whole rows. */
export function toRowMajor(x: Matrix): RowMajor {
  const width = x.columns.length;
  const values = new Float64Array(x.rows * width);
  x.columns.forEach((column, j) => {
    for (let i = 0, at = j; i < x.rows; i++, at += width) values[at] = column[i]!;
  });
  return { rows: x.rows, width, values };
}
