import type { Tick } from '../../base/tick.ts';
import { createNearPoints, type NearPoints } from '../kernels/near-points.ts';
import type { Measure } from './metrics.ts';
import { offer, type NearestHeap } from './nearest-heap.ts';
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

function columnMeansOf({ count, size, values }: PointRows): Float64Array {
  const means = new Float64Array(size);
  for (let i = 0; i < count; i++) {
    for (let c = 0; c < size; c++) means[c]! += values[i * size + c]! / count;
  }
  return means;
}

/** Rows less the means, padded with zeros to a multiple of four rows, and their squared lengths. */
function centre({ count, size, values }: PointRows, means: Float64Array) {
  const padded = 4 * Math.ceil(count / 4);
  const centred = new Float64Array(padded * size);
  const squares = new Float64Array(padded).fill(Infinity);
  let longest = 0;
  for (let i = 0; i < count; i++) {
    let sum = 0;
    for (let c = 0; c < size; c++) {
      const value = values[i * size + c]! - means[c]!;
      centred[i * size + c] = value;
      sum += value * value;
    }
    squares[i] = sum;
    longest = Math.max(longest, sum);
  }
  return { centred, squares, longest, padded };
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

/** Singles have so many digits, and hold so large squares. */
const singleEpsilon = 2 ** -23;
const mostSquare = 2 ** 60;
/** Comparisons, times columns, from which the kernel is worth its memory. */
const kernelWork = 2e6;
/** Points of the first step; each step doubles what is behind, so that limits are tight early. */
const firstPoints = 32;

/**
 * As compareProducts, the products by the kernel in single precision. Points are shifted and scaled (by
 * a power of two) to a length of at most 1; the kernel's sums are off by a known share of
 * (|q| + 1)². Null where the kernel or the numbers do not allow it.
 */
function compareSingles({ inner }: Measure, points: PointRows): BruteSearch | null {
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

  return (queries, heaps, tick) => {
    const own = centre(queries, means);
    const short = shorten(own.centred, queries.count);
    for (let start = 0; start < queries.count;) {
      const first = start;
      const taken = near.setQueries(short, first);
      const limitOf = (q: number) => {
        const square = scale * scale * own.squares[first + q]!;
        // Too far for singles, or no number: measured against all.
        if (!(square < mostSquare)) return Infinity;
        const slack = share * (Math.sqrt(square) + 1) ** 2;
        return scale * scale * heaps[first + q]!.worst - square + slack;
      };
      const measure = (q: number, i: number) =>
        offer(heaps[first + q]!, inner(queries, first + q, points, i), i);
      for (let from = 0; from < count;) {
        tick(first / queries.count);
        from = near.find(from, Math.max(firstPoints, 2 * from), limitOf, measure);
      }
      start += taken;
    }
  };
}

/** Compares every query with every point. O(queries × points × columns). */
export function createBruteSearch(
  measure: Measure,
  points: PointRows,
  { work = kernelWork } = {},
): BruteSearch {
  if (measure.metric !== 'euclidean') return compareAll(measure, points);
  const products = compareProducts(measure, points);
  let singles: BruteSearch | null | undefined;
  return (queries, heaps, tick) => {
    const small = points.count * queries.count * points.size < work;
    if (!small) singles ??= compareSingles(measure, points);
    return (small ? products : (singles ?? products))(queries, heaps, tick);
  };
}
