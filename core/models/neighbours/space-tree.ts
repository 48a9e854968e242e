import type { Tick } from '../../base/tick.ts';
import type { PointRows } from './point-rows.ts';

/** Points of a leaf at most. */
const leafSize = 24;

/**
 * Points sorted into a balanced binary tree: node i has the children 2i + 1 and 2i + 2 and the points
 * from `starts[i]` to `ends[i]` of `points`, which lie in the order of the tree.
 */
export interface SpaceTree {
  readonly points: PointRows;
  /** Original index of each point in the tree's order. */
  readonly order: Int32Array;
  /** Nodes from this one on are leaves. */
  readonly firstLeaf: number;
  readonly nodes: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Lowest original index below each node: breaks ties without a visit. */
  readonly lowest: Int32Array;
}

/** Column in which the points spread widest. */
function widestColumn({ values, size }: PointRows, order: Int32Array): number {
  let widest = 0;
  let most = -1;
  for (let c = 0; c < size; c++) {
    let low = Infinity;
    let high = -Infinity;
    for (let i = 0; i < order.length; i++) {
      const value = values[order[i]! * size + c]!;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (high - low <= most) continue;
    most = high - low;
    widest = c;
  }
  return widest;
}

/** Quickselect: afterwards the first `middle` of `order` come before the rest by (value, index). */
function partition(
  { values, size }: PointRows,
  order: Int32Array,
  at: { column: number; middle: number },
): void {
  const { column, middle } = at;
  let low = 0;
  let high = order.length - 1;
  while (low < high) {
    const pivotIndex = order[(low + high) >> 1]!;
    const pivot = values[pivotIndex * size + column]!;
    let i = low;
    let j = high;
    while (i <= j) {
      for (;;) {
        const value = values[order[i]! * size + column]!;
        if (!(value < pivot || (value === pivot && order[i]! < pivotIndex))) break;
        i++;
      }
      for (;;) {
        const value = values[order[j]! * size + column]!;
        if (!(value > pivot || (value === pivot && order[j]! > pivotIndex))) break;
        j--;
      }
      if (i > j) break;
      const held = order[i]!;
      order[i++] = order[j]!;
      order[j--] = held;
    }
    if (middle <= j) high = j;
    else if (middle >= i) low = i;
    else return;
  }
}

/** Sorts points into a tree: each node is halved at the median of its widest column. O(n d log n). */
export function growSpaceTree(points: PointRows, tick: Tick): SpaceTree {
  const { count, size } = points;
  const levels = Math.max(1, 1 + Math.ceil(Math.log2(Math.max(1, count / leafSize))));
  const nodes = 2 ** levels - 1;
  const firstLeaf = 2 ** (levels - 1) - 1;
  const order = Int32Array.from({ length: count }, (_, i) => i);
  const starts = new Int32Array(nodes);
  const ends = new Int32Array(nodes);
  ends[0] = count;
  for (let node = 0; node < firstLeaf; node++) {
    tick(0);
    const start = starts[node]!;
    const end = ends[node]!;
    const middle = (start + end) >> 1;
    const own = order.subarray(start, end);
    if (own.length > 1) {
      partition(points, own, { column: widestColumn(points, own), middle: middle - start });
    }
    starts[2 * node + 1] = start;
    ends[2 * node + 1] = middle;
    starts[2 * node + 2] = middle;
    ends[2 * node + 2] = end;
  }
  const values = new Float64Array(count * size);
  for (let i = 0; i < count; i++) {
    const from = order[i]! * size;
    for (let c = 0; c < size; c++) values[i * size + c] = points.values[from + c]!;
  }
  const lowest = new Int32Array(nodes);
  for (let node = nodes - 1; node >= 0; node--) {
    if (node < firstLeaf) {
      lowest[node] = Math.min(lowest[2 * node + 1]!, lowest[2 * node + 2]!);
    } else {
      lowest[node] = order
        .subarray(starts[node]!, ends[node]!)
        .reduce((a, b) => Math.min(a, b), count);
    }
  }
  return { points: { count, size, values }, order, firstLeaf, nodes, starts, ends, lowest };
}
