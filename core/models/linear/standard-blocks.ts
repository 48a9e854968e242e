import type { Matrix } from '../../table/matrix.ts';
import { columnMoments } from './column-moments.ts';

/** Rows a block holds: a block of one column fits the first-level cache. */
export const blockRows = 1024;

export interface StandardBlocks {
  readonly rows: number;
  readonly size: number;
  /** The columns as they are. */
  readonly columns: readonly Float64Array[];
  readonly means: Float64Array;
  /** Weighted standard deviations; 1 for a constant column. */
  readonly scales: Float64Array;
  /** Visits the rows in order; `block[j]` holds (x − mean) / scale of column j, rows from..to-1. */
  forEach(visit: (block: readonly Float64Array[], from: number, to: number) => void): void;
}

function blocksOf(
  columns: readonly Float64Array[],
  moments: { rows: number; means: Float64Array; scales: Float64Array },
): StandardBlocks {
  const { rows, means, scales } = moments;
  let block: Float64Array[] | null = null;
  return {
    rows,
    size: columns.length,
    columns,
    means,
    scales,
    forEach(visit) {
      block ??= columns.map(() => new Float64Array(Math.min(blockRows, rows)));
      for (let from = 0; from < rows; from += blockRows) {
        const to = Math.min(from + blockRows, rows);
        for (let j = 0; j < columns.length; j++) {
          const column = columns[j]!;
          const target = block[j]!;
          const mean = means[j]!;
          const inverse = 1 / scales[j]!;
          for (let i = from; i < to; i++) target[i - from] = (column[i]! - mean) * inverse;
        }
        visit(block, from, to);
      }
    },
  };
}

/**
 * The columns centred and scaled on the fly, so that solvers are well conditioned without a second
 * copy of the data. Penalties have to be divided by scale², and coefficients by scale.
 */
export function standardBlocks(x: Matrix, weights: Float64Array | null): StandardBlocks {
  const means = new Float64Array(x.columns.length);
  const scales = new Float64Array(x.columns.length);
  for (let j = 0; j < means.length; j++) {
    const { mean, variance } = columnMoments(x.columns[j]!, weights);
    const scale = Math.sqrt(variance);
    means[j] = mean;
    scales[j] = scale > 1e-12 * Math.abs(mean) ? scale : 1;
  }
  return blocksOf(x.columns, { rows: x.rows, means, scales });
}

/** The given rows, still with the means and scales of all of them. */
export function takeBlocks(blocks: StandardBlocks, rows: Int32Array): StandardBlocks {
  const columns = blocks.columns.map((column) => {
    const taken = new Float64Array(rows.length);
    for (let i = 0; i < rows.length; i++) taken[i] = column[rows[i]!]!;
    return taken;
  });
  return blocksOf(columns, { ...blocks, rows: rows.length });
}

/** Coefficients and intercept on the original columns. `standard` are those on the scaled ones. */
export function unscale(
  blocks: StandardBlocks,
  standard: Float64Array,
  intercept: number,
): { coefficients: Float64Array; intercept: number } {
  const coefficients = standard.map((value, j) => value / blocks.scales[j]!);
  const shift = coefficients.reduce((sum, value, j) => sum + value * blocks.means[j]!, 0);
  return { coefficients, intercept: intercept - shift };
}
