import type { Tick } from '../../base/tick.ts';
import { createNearPoints, type NearPoints } from '../kernels/near-points.ts';
import { centre, columnMeansOf } from './centred-rows.ts';
import type { Measure } from './metrics.ts';
import type { PointRows } from './point-rows.ts';

/** Singles have so many digits, and hold so large squares. */
const singleEpsilon = 2 ** -23;
const mostSquare = 2 ** 60;
/** Points of the first step; each step doubles what is behind, so that limits are tight early. */
const firstPoints = 32;

/** Who asks, and what becomes of what was measured. */
interface Asking {
  /** Inner distance beyond which a point is of no use to a query; may fall meanwhile. */
  readonly limitOf: (query: number) => number;
  /** Told of every point that may be of use, for each query in the order of indices. */
  readonly measured: (query: number, index: number, inner: number) => void;
  readonly tick: Tick;
}

/**
 * Points that may lie within a limit, by the kernel in single precision. They are shifted and scaled (by
 * a power of two) to a length of at most 1; the kernel's sums are then off by a known share of
 * (|q| + 1)². Null where the kernel or the numbers do not allow it.
 */
export function searchSingles(
  { inner }: Measure,
  points: PointRows,
): ((queries: PointRows, asking: Asking) => void) | null {
  const { count, size } = points;
  const means = columnMeansOf(points);
  const { centred, longest } = centre(points, means);
  if (!(longest > 0 && longest < Infinity)) return null;
  const scale = 2 ** -Math.ceil(Math.log2(Math.sqrt(longest)));
  const shorten = (values: Float64Array, rows: number) => ({
    count: rows,
    size,
    values: values.map((value) => scale * value),
  });
  const near: NearPoints | null =
    scale > 0 && scale < Infinity ? createNearPoints(shorten(centred, count)) : null;
  if (!near) return null;
  const share = 8 * (size + 8) * singleEpsilon;

  return (queries, { limitOf, measured, tick }) => {
    const own = centre(queries, means);
    const short = shorten(own.centred, queries.count);
    for (let start = 0; start < queries.count;) {
      const first = start;
      const taken = near.setQueries(short, first);
      const shortLimit = (q: number) => {
        const square = scale * scale * own.squares[first + q]!;
        // Too far for singles, or no number: measured against all.
        if (!(square < mostSquare)) return Infinity;
        const slack = share * (Math.sqrt(square) + 1) ** 2;
        return scale * scale * limitOf(first + q) - square + slack;
      };
      const measure = (q: number, i: number) =>
        measured(first + q, i, inner(queries, first + q, points, i));
      for (let from = 0; from < count;) {
        tick(first / queries.count);
        from = near.find(from, Math.max(firstPoints, 2 * from), shortLimit, measure);
      }
      start += taken;
    }
  };
}

/** Every point within a limit of every query, and perhaps others. O(queries × points × columns). */
export function createNearSearch(
  measure: Measure,
  points: PointRows,
): (queries: PointRows, asking: Asking) => void {
  const kernelFits = measure.metric === 'euclidean' && points.count * points.size >= 1e4;
  const singles = kernelFits ? searchSingles(measure, points) : null;
  if (singles) return singles;
  return (queries, { measured, tick }) => {
    for (let q = 0; q < queries.count; q++) {
      tick(q / queries.count);
      for (let i = 0; i < points.count; i++) measured(q, i, measure.inner(queries, q, points, i));
    }
  };
}
