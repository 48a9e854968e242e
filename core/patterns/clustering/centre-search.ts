import { createCentreKernel } from '../../models/kernels/centre-kernel.ts';
import type { RowMajor } from '../row-major.ts';
import { createPlainSearch } from './plain-centre-search.ts';

/** Centres and half the distance of each to the nearest other one. */
export interface Centres {
  /** [cluster × column] */
  readonly centres: Float64Array;
  readonly gaps: Float64Array;
}

/** The hot loops of k-means and what they know of each row. */
export interface CentreSearch {
  /** Cluster of each row; −1 before the first search. */
  readonly labels: Int32Array;
  /** At least as large as the distance to the own centre. */
  readonly upper: Float64Array;
  /** At most as large as the distance to any other centre. */
  readonly lower: Float64Array;
  /**
   * Looks for the nearest centre, the first of equals, of the rows from `from` to `to` (at most a block) whose
   * bounds leave it open; pairs of row and centre of those that change. Labels are the caller's to change.
   */
  assign(from: number, to: number, known: Centres): Int32Array;
  /** Squared distances to the nearest of the rows drawn so far. */
  readonly closest: Float64Array;
  /** The same once a row that is tried is drawn, too: [trial][row]. */
  readonly made: readonly Float64Array[];
  /** Fills in `made` for the rows that are tried; the sum of each. */
  nearer(tried: readonly number[]): Float64Array;
}

/** Rows that `assign` is given at most. */
export const searchBlock = 1 << 14;

/** Rows that k-means++ tries for each centre. */
export function trialsFor(clusters: number): number {
  return 2 + Math.floor(Math.log(clusters));
}

/** In WebAssembly where it was built and the rows fit, else in plain loops. */
export function createCentreSearch(x: RowMajor, clusters: number): CentreSearch {
  const { rows, width } = x;
  const trials = trialsFor(clusters);
  const kernel = createCentreKernel({ rows, width, clusters, trials, block: searchBlock });
  if (!kernel) return createPlainSearch(x, { clusters, trials });
  const { values, labels, upper, lower, closest, made } = kernel;
  values.set(x.values);
  const points = new Float64Array(trials * width);
  return {
    labels,
    upper,
    lower,
    closest,
    made,
    assign: (from, to, { centres, gaps }) => kernel.assign(from, to, centres, gaps),
    nearer(tried) {
      tried.forEach((row, t) =>
        points.set(x.values.subarray(row * width, (row + 1) * width), t * width),
      );
      return kernel.nearer(points, tried.length);
    },
  };
}
