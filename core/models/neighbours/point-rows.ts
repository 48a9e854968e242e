/** Points row by row in one array: what distance loops walk. */
export interface PointRows {
  readonly count: number;
  /** Numbers a row. */
  readonly size: number;
  readonly values: Float64Array;
}

/** Columns as rows. O(rows × columns). */
export function toPointRows(columns: readonly Float64Array[]): PointRows {
  const size = columns.length;
  const count = columns[0]?.length ?? 0;
  const values = new Float64Array(count * size);
  columns.forEach((column, c) => {
    for (let i = 0, at = c; i < count; i++, at += size) values[at] = column[i]!;
  });
  return { count, size, values };
}

/** Rows scaled to length 1; rows of zeros stay. */
export function normaliseRows(points: PointRows): PointRows {
  const { count, size } = points;
  const values = points.values.slice();
  for (let i = 0; i < count; i++) {
    const row = values.subarray(i * size, (i + 1) * size);
    const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
    if (length > 0) for (let c = 0; c < size; c++) row[c]! /= length;
  }
  return { count, size, values };
}

/** Rows `from` up to `to`, on the same memory. */
export function sliceRows({ size, values }: PointRows, from: number, to: number): PointRows {
  return { count: to - from, size, values: values.subarray(from * size, to * size) };
}
