/**
 * What estimators see: doubles by column, NaN is missing. Column-major, so that hot loops walk one
 * column at a time; a column may lie on a SharedArrayBuffer.
 */
export interface Matrix {
  readonly rows: number;
  readonly names: readonly string[];
  readonly columns: readonly Float64Array[];
  /**
   * For each column 0 when it holds numbers, else how many categories its whole numbers 0..n−1 stand for
   * (not a number: missing, or not seen in training). Absent when all are numbers. Only estimators
   * tagged `handles_categories` are given such columns.
   */
  readonly categories?: readonly number[];
}

/** The given rows in that order, as a new matrix. O(rows × columns). */
export function takeMatrixRows(matrix: Matrix, rows: Int32Array): Matrix {
  const columns = matrix.columns.map((column) => {
    const taken = new Float64Array(rows.length);
    for (let i = 0; i < rows.length; i++) taken[i] = column[rows[i]!]!;
    return taken;
  });
  return { ...matrix, rows: rows.length, columns };
}
