import type { Tick } from '../../base/tick.ts';
import { centre, columnMeansOf } from './centred-rows.ts';
import type { Measure } from './metrics.ts';
import { offer, type NearestHeap } from './nearest-heap.ts';
import { searchSingles } from './near-search.ts';
import type { PointRows } from './point-rows.ts';

/** Queries and points that are compared while both lie in the processor's cache. */
const queryBlock = 64;
const pointBlock = 256;

/** Gives the points near each query to the query's heap. */
export type BruteSearch = (queries: PointRows, heaps: readonly NearestHeap[], tick: Tick) => void;

/** Every point against every query. */
function compareAll({ inner }: Measure, points: PointRows): BruteSearch {
  const { count } = points;
  return (queries, heaps, tick) => {
    for (let q = 0; q < queries.count; q++) {
      if ((q & 7) === 0) tick(q / queries.count);
      const heap = heaps[q]!;
      for (let i = 0; i < count; i++) {
        const distance = inner(queries, q, points, i);
        if (distance <= heap.worst) offer(heap, distance, i);
      }
    }
  };
}

/**
 * Squared euclidean distances as |q|² + |x|² − 2 q·x, four queries by two points at a time. That sum is
 * off by at most a known share of (|q| + |x|)², so it only says which points are worth measuring: what
 * is kept are the plain sums of squared gaps.
 */
function compareProducts({ inner }: Measure, points: PointRows): BruteSearch {
  const { count, size } = points;
  const means = columnMeansOf(points);
  const { centred, squares, longest } = centre(points, means);
  const share = 8 * (size + 8) * Number.EPSILON;

  return (queries, heaps, tick) => {
    const own = centre(queries, means);
    const rows = own.centred;
    const slack = own.squares.map((square) => share * (square + longest));

    function measure(q: number, i: number): void {
      const heap = heaps[q];
      if (heap) offer(heap, inner(queries, q, points, i), i);
    }

    /** How far −2 q·x + |x|² may go for a point to be worth measuring. */
    const limitOf = (q: number) =>
      q < queries.count ? heaps[q]!.worst - own.squares[q]! + slack[q]! : -Infinity;

    function block(q: number, from: number, to: number): void {
      const a = q * size;
      const b = a + size;
      const c = b + size;
      const d = c + size;
      let limitA = limitOf(q);
      let limitB = limitOf(q + 1);
      let limitC = limitOf(q + 2);
      let limitD = limitOf(q + 3);
      for (let i = from; i < to; i += 2) {
        const x = i * size;
        const y = x + size;
        let ax = 0;
        let ay = 0;
        let bx = 0;
        let by = 0;
        let cx = 0;
        let cy = 0;
        let dx = 0;
        let dy = 0;
        for (let at = 0; at < size; at++) {
          const px = centred[x + at]!;
          const py = centred[y + at]!;
          const pa = rows[a + at]!;
          ax += pa * px;
          ay += pa * py;
          const pb = rows[b + at]!;
          bx += pb * px;
          by += pb * py;
          const pc = rows[c + at]!;
          cx += pc * px;
          cy += pc * py;
          const pd = rows[d + at]!;
          dx += pd * px;
          dy += pd * py;
        }
        const xx = squares[i]!;
        const yy = squares[i + 1]!;
        if (xx - 2 * ax <= limitA || yy - 2 * ay <= limitA) {
          measure(q, i);
          if (i + 1 < count) measure(q, i + 1);
          limitA = limitOf(q);
        }
        if (xx - 2 * bx <= limitB || yy - 2 * by <= limitB) {
          measure(q + 1, i);
          if (i + 1 < count) measure(q + 1, i + 1);
          limitB = limitOf(q + 1);
        }
        if (xx - 2 * cx <= limitC || yy - 2 * cy <= limitC) {
          measure(q + 2, i);
          if (i + 1 < count) measure(q + 2, i + 1);
          limitC = limitOf(q + 2);
        }
        if (xx - 2 * dx <= limitD || yy - 2 * dy <= limitD) {
          measure(q + 3, i);
          if (i + 1 < count) measure(q + 3, i + 1);
          limitD = limitOf(q + 3);
        }
      }
    }

    for (let start = 0; start < own.padded; start += queryBlock) {
      const end = Math.min(start + queryBlock, own.padded);
      for (let from = 0; from < count; from += pointBlock) {
        tick(start / own.padded);
        const to = Math.min(from + pointBlock, count);
        for (let q = start; q < end; q += 4) block(q, from, to);
      }
    }
  };
}

/** Comparisons, times columns, from which the kernel is worth its memory. */
const kernelWork = 2e6;
/** Compares every query with every point. O(queries × points × columns). */
export function createBruteSearch(
  measure: Measure,
  points: PointRows,
  { work = kernelWork } = {},
): BruteSearch {
  if (measure.metric !== 'euclidean') return compareAll(measure, points);
  const products = compareProducts(measure, points);
  let singles: ReturnType<typeof searchSingles> | undefined;
  return (queries, heaps, tick) => {
    const small = points.count * queries.count * points.size < work;
    if (!small) singles ??= searchSingles(measure, points);
    if (small || !singles) {
      products(queries, heaps, tick);
      return;
    }
    singles(queries, {
      limitOf: (q) => heaps[q]!.worst,
      measured: (q, i, distance) => offer(heaps[q]!, distance, i),
      tick,
    });
  };
}
