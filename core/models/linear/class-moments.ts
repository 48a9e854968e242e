import type { Tick } from '../../base/tick.ts';
import type { Matrix } from '../../table/matrix.ts';
import { addRow } from './column-products.ts';

/** Rows of one class. */
export interface ClassRows {
  readonly label: number;
  readonly rows: Int32Array;
  /** Weight of each of the rows. */
  readonly weights: Float64Array;
  readonly total: number;
  /** Weighted means of the columns. */
  readonly means: Float64Array;
}

/** The rows of each class that has weight, rows without weight left out. */
export function groupByClass(
  x: Matrix,
  y: Float64Array,
  { classes, weights }: { classes: number; weights: Float64Array | null },
): ClassRows[] {
  const counts = new Int32Array(classes);
  for (let i = 0; i < y.length; i++) if (!weights || weights[i]! > 0) counts[y[i]!]!++;
  const members = Array.from(counts, (count) => new Int32Array(count));
  const next = new Int32Array(classes);
  for (let i = 0; i < y.length; i++) {
    const label = y[i]!;
    if (!weights || weights[i]! > 0) members[label]![next[label]!++] = i;
  }
  return members.flatMap((rows, label) => {
    if (rows.length === 0) return [];
    const own = Float64Array.from(rows, (row) => (weights ? weights[row]! : 1));
    const total = own.reduce((sum, weight) => sum + weight, 0);
    const means = Float64Array.from(x.columns, (column) => {
      let sum = 0;
      for (let i = 0; i < rows.length; i++) sum += own[i]! * column[rows[i]!]!;
      return sum / total;
    });
    return [{ label, rows, weights: own, total, means }];
  });
}

const blockRows = 1024;

/**
 * Adds Σ weight × d dᵀ to the lower triangle of `scatter` (row-major), d the distance of a row from its
 * class's means, each column divided by its scale. Returns Σ weight × ‖d‖⁴. O(rows × columns²).
 */
export function addScatter(
  x: Matrix,
  group: ClassRows,
  into: { scatter: Float64Array; scales: Float64Array; tick: Tick },
): number {
  const { scatter, scales, tick } = into;
  const size = x.columns.length;
  const { rows, weights, means } = group;
  const block = x.columns.map(() => new Float64Array(Math.min(blockRows, rows.length)));
  const scaled = new Float64Array(blockRows);
  let fourth = 0;
  for (let from = 0; from < rows.length; from += blockRows) {
    tick(from / rows.length);
    const length = Math.min(blockRows, rows.length - from);
    const squares = scaled.fill(0);
    block.forEach((target, j) => {
      const column = x.columns[j]!;
      for (let i = 0; i < length; i++) {
        const distance = (column[rows[from + i]!]! - means[j]!) / scales[j]!;
        target[i] = distance;
        squares[i]! += distance * distance;
      }
    });
    for (let i = 0; i < length; i++) fourth += weights[from + i]! * squares[i]! * squares[i]!;
    block.forEach((column, j) => {
      for (let i = 0; i < length; i++) scaled[i] = weights[from + i]! * column[i]!;
      const row = scatter.subarray(j * size, (j + 1) * size);
      addRow(scaled, block, { count: j + 1, length }, row);
    });
  }
  return fourth;
}

/** Weighted sums of squared distances from the class means, by column: the scatter's diagonal. */
export function withinSquares(x: Matrix, groups: readonly ClassRows[]): Float64Array {
  return Float64Array.from(x.columns, (column, j) => {
    let sum = 0;
    for (const { rows, weights, means } of groups) {
      for (let i = 0; i < rows.length; i++) {
        const distance = column[rows[i]!]! - means[j]!;
        sum += weights[i]! * distance * distance;
      }
    }
    return sum;
  });
}
