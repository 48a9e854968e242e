import type { Merge } from '../pattern-algorithm.ts';

/** An edge of the condensed tree: `child` leaves `parent` at density `lambda`. */
export interface CondensedEdge {
  /** Clusters are numbered from the number of rows on, the root first. */
  readonly parent: number;
  /** A row, or a cluster. */
  readonly child: number;
  readonly lambda: number;
  readonly size: number;
}

/** The nodes below one, itself included, level by level. */
function below(rows: number, merges: readonly Merge[], root: number): number[] {
  const found: number[] = [];
  let level = [root];
  while (level.length > 0) {
    for (const node of level) found.push(node);
    level = level.flatMap((node) => {
      const merge = merges[node - rows];
      return node < rows || !merge ? [] : [merge.left, merge.right];
    });
  }
  return found;
}

/** The hierarchy without splits that part less than `smallest` rows: those rows fall out of their cluster. */
export function condenseTree(
  rows: number,
  merges: readonly Merge[],
  smallest: number,
): CondensedEdge[] {
  const root = 2 * merges.length;
  const edges: CondensedEdge[] = [];
  const number = new Int32Array(root + 1);
  const ignored = new Uint8Array(root + 1);
  number[root] = rows;
  let next = rows + 1;
  const sizeOf = (node: number) => (node < rows ? 1 : merges[node - rows]!.size);
  const drop = (node: number, parent: number, lambda: number): void => {
    for (const under of below(rows, merges, node)) {
      if (under < rows) edges.push({ parent, child: under, lambda, size: 1 });
      ignored[under] = 1;
    }
  };
  for (const node of below(rows, merges, root)) {
    if (ignored[node] === 1 || node < rows) continue;
    const { left, right, height } = merges[node - rows]!;
    const lambda = height > 0 ? 1 / height : Infinity;
    const parent = number[node]!;
    const large = [left, right].filter((side) => sizeOf(side) >= smallest);
    if (large.length === 2) {
      for (const side of large) {
        number[side] = next++;
        edges.push({ parent, child: number[side]!, lambda, size: sizeOf(side) });
      }
      continue;
    }
    for (const side of large) number[side] = parent;
    for (const side of [left, right]) if (sizeOf(side) < smallest) drop(side, parent, lambda);
  }
  return edges;
}

/** Σ over what leaves a cluster of size × (λ of leaving − λ of the cluster's birth), by cluster. */
export function stabilities(rows: number, edges: readonly CondensedEdge[]): Map<number, number> {
  const births = new Map<number, number>([[rows, 0]]);
  for (const { child, lambda } of edges) if (child > rows) births.set(child, lambda);
  const stability = new Map<number, number>([...births.keys()].map((cluster) => [cluster, 0]));
  for (const { parent, lambda, size } of edges) {
    const gain = (lambda - births.get(parent)!) * size;
    stability.set(parent, stability.get(parent)! + gain);
  }
  return stability;
}
