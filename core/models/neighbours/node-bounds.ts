import type { Measure } from './metrics.ts';
import type { PointRows } from './point-rows.ts';
import type { SpaceTree } from './space-tree.ts';

/**
 * Least inner distance from row `row` of `queries` to any point below a node: never
 * above the inner distance that is computed for one of them. May stop early with a number above `limit`.
 */
export type NodeBound = (node: number, queries: PointRows, row: number, limit: number) => number;

/** Share by which bounds that are not monotone under rounding are lowered. */
const slack = 1e-10;

/** Smallest and greatest value of every column below every node: [node × size + column]. */
function boxes({ points, nodes, firstLeaf, starts, ends }: SpaceTree) {
  const { size, values } = points;
  const low = new Float64Array(nodes * size).fill(Infinity);
  const high = new Float64Array(nodes * size).fill(-Infinity);
  for (let node = nodes - 1; node >= 0; node--) {
    for (let c = 0; c < size; c++) {
      const own = node * size + c;
      if (node < firstLeaf) {
        const left = (2 * node + 1) * size + c;
        low[own] = Math.min(low[left]!, low[left + size]!);
        high[own] = Math.max(high[left]!, high[left + size]!);
        continue;
      }
      for (let i = starts[node]!; i < ends[node]!; i++) {
        low[own] = Math.min(low[own]!, values[i * size + c]!);
        high[own] = Math.max(high[own]!, values[i * size + c]!);
      }
    }
  }
  return { low, high };
}

/** Bounds by boxes: a k-d tree (Bentley 1975). */
export function boxBound(tree: SpaceTree, { metric, p }: Measure): NodeBound {
  const { low, high } = boxes(tree);
  const { size } = tree.points;
  if (metric === 'euclidean') {
    return (node, queries, row, limit) => {
      const { values } = queries;
      const at = row * size;
      let sum = 0;
      for (let c = 0, own = node * size; c < size; c++, own++) {
        const value = values[at + c]!;
        const below = low[own]! - value;
        const above = value - high[own]!;
        if (below > 0) sum += below * below;
        else if (above > 0) sum += above * above;
        if (sum > limit) return sum;
      }
      return sum;
    };
  }
  const widest = metric === 'chebyshev';
  const power = metric === 'minkowski' ? p : 1;
  return (node, queries, row, limit) => {
    const { values } = queries;
    const at = row * size;
    let sum = 0;
    for (let c = 0, own = node * size; c < size; c++, own++) {
      const value = values[at + c]!;
      const gap = Math.max(low[own]! - value, value - high[own]!, 0);
      if (widest) sum = Math.max(sum, gap);
      else sum += power === 1 ? gap : (1 - slack) * gap ** power;
      if (sum > limit) return sum;
    }
    return sum;
  };
}

/** Bounds by balls around the mean of a node's points: a ball tree (Omohundro 1989). */
export function ballBound(tree: SpaceTree, measure: Measure): NodeBound {
  const { points, nodes, starts, ends } = tree;
  const { size, values } = points;
  const centres = { count: nodes, size, values: new Float64Array(nodes * size) };
  const radii = new Float64Array(nodes);
  for (let node = 0; node < nodes; node++) {
    const start = starts[node]!;
    const end = ends[node]!;
    for (let i = start; i < end; i++) {
      for (let c = 0; c < size; c++)
        centres.values[node * size + c]! += values[i * size + c]! / (end - start);
    }
    let most = 0;
    for (let i = start; i < end; i++) {
      most = Math.max(most, measure.inner(centres, node, points, i));
    }
    radii[node] = measure.toDistance(most);
  }
  return (node, queries, row) => {
    if (starts[node] === ends[node]) return Infinity;
    const distance = measure.toDistance(measure.inner(queries, row, centres, node));
    const radius = radii[node]!;
    const least = distance - radius - slack * (distance + radius);
    return least > 0 ? (1 - slack) * measure.toInner(least) : 0;
  };
}
