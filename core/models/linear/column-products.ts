/** A run of rows of some columns, each read as (x − mean) × factor. */
export interface ColumnRun {
  readonly columns: readonly Float64Array[];
  readonly means: Float64Array;
  readonly from: number;
  readonly length: number;
}

/**
 * target += Σ factors[at + j] × (column j − mean j). Four columns a pass: the target is then loaded and
 * stored a quarter as often.
 */
export function addProducts(
  { columns, means, from, length }: ColumnRun,
  factors: Float64Array,
  at: number,
  target: Float64Array,
): void {
  const size = columns.length;
  let j = 0;
  for (; j + 4 <= size; j += 4) {
    const c0 = columns[j]!;
    const c1 = columns[j + 1]!;
    const c2 = columns[j + 2]!;
    const c3 = columns[j + 3]!;
    const a0 = factors[at + j]!;
    const a1 = factors[at + j + 1]!;
    const a2 = factors[at + j + 2]!;
    const a3 = factors[at + j + 3]!;
    const m0 = means[j]!;
    const m1 = means[j + 1]!;
    const m2 = means[j + 2]!;
    const m3 = means[j + 3]!;
    for (let i = 0; i < length; i++) {
      const row = from + i;
      target[i]! +=
        a0 * (c0[row]! - m0) + a1 * (c1[row]! - m1) + (a2 * (c2[row]! - m2) + a3 * (c3[row]! - m3));
    }
  }
  for (; j < size; j++) {
    const column = columns[j]!;
    const factor = factors[at + j]!;
    const mean = means[j]!;
    for (let i = 0; i < length; i++) target[i]! += factor * (column[from + i]! - mean);
  }
}

/** sums[at + j] += Σ residual × (column j − mean j) × scale j. Four columns a pass. */
export function addDots(
  { columns, means, from, length }: ColumnRun,
  residual: Float64Array,
  into: { readonly sums: Float64Array; readonly at: number; readonly scales: Float64Array },
): void {
  const { sums, at, scales } = into;
  const size = columns.length;
  let j = 0;
  for (; j + 4 <= size; j += 4) {
    const c0 = columns[j]!;
    const c1 = columns[j + 1]!;
    const c2 = columns[j + 2]!;
    const c3 = columns[j + 3]!;
    const m0 = means[j]!;
    const m1 = means[j + 1]!;
    const m2 = means[j + 2]!;
    const m3 = means[j + 3]!;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let i = 0; i < length; i++) {
      const r = residual[i]!;
      const row = from + i;
      s0 += r * (c0[row]! - m0);
      s1 += r * (c1[row]! - m1);
      s2 += r * (c2[row]! - m2);
      s3 += r * (c3[row]! - m3);
    }
    sums[at + j]! += s0 * scales[j]!;
    sums[at + j + 1]! += s1 * scales[j + 1]!;
    sums[at + j + 2]! += s2 * scales[j + 2]!;
    sums[at + j + 3]! += s3 * scales[j + 3]!;
  }
  for (; j < size; j++) {
    const column = columns[j]!;
    const mean = means[j]!;
    let sum = 0;
    for (let i = 0; i < length; i++) sum += residual[i]! * (column[from + i]! - mean);
    sums[at + j]! += sum * scales[j]!;
  }
}

/**
 * target[l] += Σ a × columns[l] for l below `count`: one row of a Gram matrix, over the first `length`
 * rows. Four sums at a time, as each alone would wait for the addition before it.
 */
export function addRow(
  a: Float64Array,
  columns: readonly Float64Array[],
  { count, length }: { count: number; length: number },
  target: Float64Array,
): void {
  let l = 0;
  for (; l + 4 <= count; l += 4) {
    const c0 = columns[l]!;
    const c1 = columns[l + 1]!;
    const c2 = columns[l + 2]!;
    const c3 = columns[l + 3]!;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let i = 0; i < length; i++) {
      const value = a[i]!;
      s0 += value * c0[i]!;
      s1 += value * c1[i]!;
      s2 += value * c2[i]!;
      s3 += value * c3[i]!;
    }
    target[l]! += s0;
    target[l + 1]! += s1;
    target[l + 2]! += s2;
    target[l + 3]! += s3;
  }
  for (; l < count; l++) {
    const column = columns[l]!;
    let sum = 0;
    for (let i = 0; i < length; i++) sum += a[i]! * column[i]!;
    target[l]! += sum;
  }
}
