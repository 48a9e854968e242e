import { heapAt, openInstance } from './instantiate.ts';

type FindNear = (...addressesAndCounts: number[]) => number;

/** Points of a panel and queries of a group. */
const panel = 8;
const group = 4;
/** Queries of a batch, and points they are held against at once. */
const mostQueries = 128;
const mostPoints = 512;

/** Points row by row: all finite, none longer than 1. */
export interface ShortPoints {
  readonly count: number;
  readonly size: number;
  readonly values: Float64Array;
}

/** Points in a kernel's memory. */
export interface NearPoints {
  /** Takes the queries from `from` on, at most a batch; answers how many it took. */
  setQueries(queries: ShortPoints, from: number): number;
  /**
   * Calls `found` for every query of the batch and point from `first` up to `last` with |point|² −
   * 2 point · query ≤ limitOf(query), in single precision; `first` is a multiple of 8. Answers `last`, at
   * most 512 further on.
   */
  find(
    first: number,
    last: number,
    limitOf: (query: number) => number,
    found: (query: number, point: number) => void,
  ): number;
}

const roundUp = (value: number, to: number) => to * Math.ceil(value / to);

/** Copies rows to panels of `wide` rows, coordinate by coordinate. */
function fillPanels(
  { size, values }: ShortPoints,
  { from, to, wide }: { from: number; to: number; wide: number },
  into: Float32Array,
): void {
  for (let i = from; i < to; i++) {
    const place = i - from;
    const at = Math.floor(place / wide) * wide * size + (place % wide);
    for (let c = 0; c < size; c++) into[at + c * wide] = values[i * size + c]!;
  }
}

/** Null where the kernel was not built or the points do not fit its memory. */
export function createNearPoints(points: ShortPoints): NearPoints | null {
  const { count, size } = points;
  const padded = roundUp(count, panel);
  const pointsAt = heapAt;
  const lengthsAt = pointsAt + 4 * padded * size;
  const queriesAt = roundUp(lengthsAt + 4 * padded, 16);
  const limitsAt = queriesAt + 4 * mostQueries * size;
  const pairsAt = limitsAt + 4 * mostQueries;
  const bytes = pairsAt + 8 * mostQueries * mostPoints;
  const opened = openInstance(bytes);
  if (!opened) return null;
  const { buffer } = opened;
  const { findNear } = opened.exports as { findNear?: FindNear };
  if (!findNear) return null;

  const lengths = new Float32Array(buffer, lengthsAt, padded).fill(Infinity);
  const asked = new Float32Array(buffer, queriesAt, mostQueries * size);
  const limits = new Float32Array(buffer, limitsAt, mostQueries);
  const pairs = new Int32Array(buffer, pairsAt, 2 * mostQueries * mostPoints);
  const panels = new Float32Array(buffer, pointsAt, padded * size);
  fillPanels(points, { from: 0, to: count, wide: panel }, panels);
  for (let i = 0; i < count; i++) {
    const own = points.values.subarray(i * size, (i + 1) * size);
    lengths[i] = own.reduce((sum, value) => sum + value * value, 0);
  }
  let taken = 0;
  return {
    setQueries(queries, from) {
      const to = Math.min(from + mostQueries, queries.count);
      asked.fill(0);
      fillPanels(queries, { from, to, wide: group }, asked);
      taken = to - from;
      return taken;
    },
    find(first, last, limitOf, found) {
      const to = Math.min(last, first + mostPoints, count);
      limits.fill(-Infinity);
      for (let q = 0; q < taken; q++) limits[q] = limitOf(q);
      const many = findNear(
        pointsAt + 4 * first * size,
        lengthsAt + 4 * first,
        Math.ceil((to - first) / panel),
        queriesAt,
        limitsAt,
        Math.ceil(taken / group),
        size,
        pairsAt,
      );
      for (let at = 0; at < 2 * many; at += 2) {
        const point = first + pairs[at + 1]!;
        if (point < to) found(pairs[at]!, point);
      }
      return to;
    },
  };
}
