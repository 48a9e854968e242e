import type { Measure } from './metrics.ts';
import { offer, type NearestHeap } from './nearest-heap.ts';
import type { NodeBound } from './node-bounds.ts';
import type { PointRows } from './point-rows.ts';
import type { SpaceTree } from './space-tree.ts';

export interface TreeSearch {
  /** Offers every point that may be among the nearest of row `row` of the queries. */
  nearest(queries: PointRows, row: number, heap: NearestHeap): void;
  /** Calls `found` for every point within the inner distance `limit`. */
  within(
    queries: PointRows,
    row: number,
    limit: number,
    found: (index: number, inner: number) => void,
  ): void;
}

/** Depth first, the nearer child first, leaving out nodes that cannot hold a nearer point. */
export function createTreeSearch(
  tree: SpaceTree,
  bound: NodeBound,
  { inner, metric }: Measure,
): TreeSearch {
  const { points, order, firstLeaf, starts, ends, lowest } = tree;
  const { size, values } = points;
  const euclidean = metric === 'euclidean';

  function scanSquares(node: number, queries: PointRows, row: number, heap: NearestHeap): void {
    const end = ends[node]!;
    const asked = queries.values;
    const at = row * size;
    let worst = heap.worst;
    for (let i = starts[node]!, from = i * size; i < end; i++, from += size) {
      let sum = 0;
      for (let c = 0; c < size; c++) {
        const gap = asked[at + c]! - values[from + c]!;
        sum += gap * gap;
      }
      if (sum > worst) continue;
      offer(heap, sum, order[i]!);
      worst = heap.worst;
    }
  }

  function scan(node: number, queries: PointRows, row: number, heap: NearestHeap): void {
    for (let i = starts[node]!; i < ends[node]!; i++) {
      offer(heap, inner(queries, row, points, i), order[i]!);
    }
  }

  function hopeless(node: number, least: number, heap: NearestHeap): boolean {
    return least > heap.worst || (least === heap.worst && lowest[node]! > heap.worstIndex);
  }

  function visit(node: number, queries: PointRows, row: number, heap: NearestHeap): void {
    if (node >= firstLeaf) {
      if (euclidean) scanSquares(node, queries, row, heap);
      else scan(node, queries, row, heap);
      return;
    }
    const left = 2 * node + 1;
    const right = left + 1;
    const toLeft = bound(left, queries, row, heap.worst);
    const toRight = bound(right, queries, row, heap.worst);
    const near = toRight < toLeft ? right : left;
    if (!hopeless(near, Math.min(toLeft, toRight), heap)) visit(near, queries, row, heap);
    const far = near === left ? right : left;
    if (!hopeless(far, Math.max(toLeft, toRight), heap)) visit(far, queries, row, heap);
  }

  const search: TreeSearch = {
    nearest: (queries, row, heap) => visit(0, queries, row, heap),
    within(queries, row, limit, found) {
      const pending = [0];
      for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
        if (bound(node, queries, row, limit) > limit) continue;
        if (node < firstLeaf) {
          pending.push(2 * node + 2, 2 * node + 1);
          continue;
        }
        for (let i = starts[node]!; i < ends[node]!; i++) {
          const distance = inner(queries, row, points, i);
          if (distance <= limit) found(order[i]!, distance);
        }
      }
    },
  };
  return search;
}
