import { noTick, subTick, type Tick } from '../../base/tick.ts';
import { createBruteSearch } from './brute-search.ts';
import { collectWithin, type NeighboursWithin } from './collect-within.ts';
import { createMeasure, type Measure, type NeighbourMetric } from './metrics.ts';
import { createHeap, drainHeap } from './nearest-heap.ts';
import { ballBound, boxBound } from './node-bounds.ts';
import { normaliseRows, sliceRows, toPointRows, type PointRows } from './point-rows.ts';
import { growSpaceTree } from './space-tree.ts';
import { createTreeSearch, type TreeSearch } from './tree-search.ts';

export const neighbourAlgorithms = ['auto', 'ball_tree', 'kd_tree', 'brute'] as const;
export type NeighbourAlgorithm = (typeof neighbourAlgorithms)[number];

export interface NeighbourIndexOptions {
  readonly metric?: NeighbourMetric;
  /** Exponent of minkowski, at least 1; default 2. */
  readonly p?: number;
  /** Default auto. */
  readonly algorithm?: NeighbourAlgorithm;
  /** Neighbours that will be asked for, which auto takes into account. */
  readonly neighbours?: number;
  /** Called with 0 while a tree grows, to cancel. */
  readonly tick?: Tick;
}

/** Neighbours [row × k + place], nearest first; of equally near ones the lower index first. */
export interface Neighbours {
  /** At most as many as there are points. */
  readonly k: number;
  readonly indices: Int32Array;
  readonly distances: Float64Array;
}

export interface NeighbourIndex {
  /** What auto came to. */
  readonly algorithm: Exclude<NeighbourAlgorithm, 'auto'>;
  readonly count: number;
  /** The k nearest points of each row of `columns`; a point of the index is its own neighbour. */
  query(columns: readonly Float64Array[], k: number, tick?: Tick): Neighbours;
  /** All points at most `radius` away from each row of `columns`. */
  radius(columns: readonly Float64Array[], radius: number, tick?: Tick): NeighboursWithin;
}

/**
 * What auto means, as scikit-learn has it: no tree for more than 15 columns or when half of the points
 * are asked for, and none for angles; else a k-d tree.
 */
export function chooseNeighbourAlgorithm(
  size: { readonly rows: number; readonly columns: number },
  { metric = 'euclidean', algorithm = 'auto', neighbours = 0 }: NeighbourIndexOptions,
): Exclude<NeighbourAlgorithm, 'auto'> {
  if (metric === 'cosine') return 'brute';
  if (algorithm !== 'auto') return algorithm;
  return size.columns > 15 || neighbours >= Math.floor(size.rows / 2) ? 'brute' : 'kd_tree';
}

/** Queries whose heaps are alive at once. */
const batch = 1024;

function queryBrute(
  { points, measure }: { points: PointRows; measure: Measure },
  k: number,
): (queries: PointRows, into: Neighbours, tick: Tick) => void {
  const search = createBruteSearch(measure, points);
  return (queries, into, tick) => {
    const { count } = queries;
    const heaps = Array.from({ length: Math.min(batch, count) }, () => createHeap(k));
    for (let from = 0; from < count; from += batch) {
      const to = Math.min(from + batch, count);
      const part = sliceRows(queries, from, to);
      search(part, heaps, subTick(tick, from / count, to / count));
      for (let q = from; q < to; q++) drainHeap(heaps[q - from]!, into, q * k);
    }
  };
}

function queryTree(search: TreeSearch, k: number) {
  return (queries: PointRows, into: Neighbours, tick: Tick): void => {
    const heap = createHeap(k);
    for (let q = 0; q < queries.count; q++) {
      if ((q & 63) === 0) tick(q / queries.count);
      search.nearest(queries, q, heap);
      drainHeap(heap, into, q * k);
    }
  };
}

/**
 * An index of the rows of `columns` (no missing values) for queries of their neighbours. All algorithms
 * give the same neighbours and distances, bit by bit.
 */
export function createNeighbourIndex(
  columns: readonly Float64Array[],
  options: NeighbourIndexOptions = {},
): NeighbourIndex {
  const measure = createMeasure(options.metric ?? 'euclidean', options.p);
  const prepare = (raw: readonly Float64Array[]) =>
    measure.metric === 'cosine' ? normaliseRows(toPointRows(raw)) : toPointRows(raw);
  const points = prepare(columns);
  const size = { rows: points.count, columns: points.size };
  const algorithm = chooseNeighbourAlgorithm(size, options);
  const tree = algorithm === 'brute' ? null : growSpaceTree(points, options.tick ?? noTick);
  const bound = tree && (algorithm === 'kd_tree' ? boxBound : ballBound)(tree, measure);
  const search = tree && bound && createTreeSearch(tree, bound, measure);
  return {
    algorithm,
    count: points.count,
    query(raw, asked, tick = noTick) {
      const queries = prepare(raw);
      const k = Math.min(asked, points.count);
      const indices = new Int32Array(queries.count * k);
      const distances = new Float64Array(queries.count * k);
      const into = { k, indices, distances };
      if (k > 0)
        (search ? queryTree(search, k) : queryBrute({ points, measure }, k))(queries, into, tick);
      for (let i = 0; i < distances.length; i++) distances[i] = measure.toDistance(distances[i]!);
      return into;
    },
    radius(raw, radius, tick = noTick) {
      const limit = measure.toInner(radius);
      const own = { points, measure, tree: search };
      const found = collectWithin(prepare(raw), own, { limit, tick });
      const distances = found.distances.map((distance) => measure.toDistance(distance));
      return { ...found, distances };
    },
  };
}
