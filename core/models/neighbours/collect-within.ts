import type { Tick } from '../../base/tick.ts';
import { createNearSearch } from './near-search.ts';
import type { Measure } from './metrics.ts';
import { sliceRows, type PointRows } from './point-rows.ts';
import type { TreeSearch } from './tree-search.ts';

/** Neighbours of row i lie from `offsets[i]` to `offsets[i + 1]`, in the order of their indices. */
export interface NeighboursWithin {
  readonly offsets: Float64Array;
  readonly indices: Int32Array;
  readonly distances: Float64Array;
}

/** Finds the points within an inner distance of some queries, for each query in the order of indices. */
type WithinSearch = (
  queries: PointRows,
  limit: number,
  found: (query: number, index: number, inner: number) => void,
  tick: Tick,
) => void;

/** Queries whose neighbours are gathered at once. */
const batch = 128;

/** Grows as it is filled. */
function createPairs() {
  let indices = new Int32Array(256);
  let distances = new Float64Array(256);
  let length = 0;
  function grow(least: number): void {
    const room = Math.max(2 * indices.length, least);
    const wider = new Int32Array(room);
    wider.set(indices);
    indices = wider;
    const longer = new Float64Array(room);
    longer.set(distances);
    distances = longer;
  }
  return {
    length: () => length,
    clear: () => (length = 0),
    push(index: number, distance: number): void {
      if (length === indices.length) grow(length + 1);
      indices[length] = index;
      distances[length++] = distance;
    },
    append(other: { readonly indices: Int32Array; readonly distances: Float64Array }): void {
      const end = length + other.indices.length;
      if (end > indices.length) grow(end);
      indices.set(other.indices, length);
      distances.set(other.distances, length);
      length = end;
    },
    /** Views: valid until the next change. */
    view: () => ({
      indices: indices.subarray(0, length),
      distances: distances.subarray(0, length),
    }),
  };
}

/** Walks the tree for one query after the other. */
function searchTree(tree: TreeSearch, count: number): WithinSearch {
  // Distance of each point to the query at hand: sorting indices alone is far faster than pairs.
  const distanceOf = new Float64Array(count);
  const near = createPairs();
  return (queries, limit, found, tick) => {
    for (let q = 0; q < queries.count; q++) {
      if ((q & 31) === 0) tick(q / queries.count);
      near.clear();
      tree.within(queries, q, limit, (index, distance) => {
        distanceOf[index] = distance;
        near.push(index, distance);
      });
      for (const index of near.view().indices.sort()) found(q, index, distanceOf[index]!);
    }
  };
}

/** Measures what the kernel holds possible, or everything. */
function searchAll(points: PointRows, measure: Measure): WithinSearch {
  const near = createNearSearch(measure, points);
  return (queries, limit, found, tick) => {
    near(queries, {
      limitOf: () => limit,
      tick,
      measured(query, index, distance) {
        if (distance <= limit) found(query, index, distance);
      },
    });
  };
}

/** All points within the inner distance `limit` of every query; distances are inner ones. */
export function collectWithin(
  queries: PointRows,
  index: { points: PointRows; measure: Measure; tree: TreeSearch | null },
  { limit, tick }: { limit: number; tick: Tick },
): NeighboursWithin {
  const { points, measure, tree } = index;
  const search = tree ? searchTree(tree, points.count) : searchAll(points, measure);
  const offsets = new Float64Array(queries.count + 1);
  const all = createPairs();
  const lists = Array.from({ length: Math.min(batch, queries.count) }, createPairs);
  for (let from = 0; from < queries.count; from += batch) {
    const to = Math.min(from + batch, queries.count);
    const part = sliceRows(queries, from, to);
    const add = (q: number, i: number, distance: number) => lists[q]!.push(i, distance);
    search(part, limit, add, () => tick(from / queries.count));
    for (let q = from; q < to; q++) {
      const own = lists[q - from]!;
      all.append(own.view());
      own.clear();
      offsets[q + 1] = all.length();
    }
  }
  const { indices, distances } = all.view();
  return { offsets, indices: indices.slice(), distances: distances.slice() };
}
