import { stabilities, type CondensedEdge } from './condensed-tree.ts';

interface Selection {
  readonly method: 'eom' | 'leaf';
  readonly epsilon: number;
  readonly allowSingle: boolean;
}

interface ClusterTree {
  readonly root: number;
  readonly children: ReadonlyMap<number, readonly number[]>;
  readonly edge: ReadonlyMap<number, CondensedEdge>;
}

function clusterTree(edges: readonly CondensedEdge[]): ClusterTree {
  const children = new Map<number, number[]>();
  const edge = new Map<number, CondensedEdge>();
  let root = Infinity;
  for (const own of edges) {
    root = Math.min(root, own.parent);
    if (own.size === 1) continue;
    edge.set(own.child, own);
    const siblings = children.get(own.parent);
    if (siblings) siblings.push(own.child);
    else children.set(own.parent, [own.child]);
  }
  return { root, children, edge };
}

function under(tree: ClusterTree, cluster: number): number[] {
  const found: number[] = [];
  const open = [...(tree.children.get(cluster) ?? [])];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    found.push(at);
    open.push(...(tree.children.get(at) ?? []));
  }
  return found;
}

/** Clusters of the condensed tree, none within another: the most stable ones, or the leaves. */
export function selectClusters(
  edges: readonly CondensedEdge[],
  { method, epsilon, allowSingle }: Selection,
): ReadonlySet<number> {
  const tree = clusterTree(edges);
  const stability = stabilities(tree.root, edges);
  const nodes = [...stability.keys()]
    .filter((cluster) => allowSingle || cluster !== tree.root)
    .toSorted((a, b) => b - a);
  if (method === 'leaf') {
    const leaves = nodes.filter((node) => !tree.children.has(node) && node !== tree.root);
    if (leaves.length === 0) return new Set(allowSingle ? [tree.root] : []);
    return epsilon === 0 ? new Set(leaves) : mergeNear(tree, leaves, { epsilon, allowSingle });
  }
  const chosen = new Set(nodes);
  for (const node of nodes) {
    const children = tree.children.get(node) ?? [];
    const sum = children.reduce((total, child) => total + stability.get(child)!, 0);
    if (sum > stability.get(node)!) {
      chosen.delete(node);
      stability.set(node, sum);
    } else for (const inner of under(tree, node)) chosen.delete(inner);
  }
  const onlyRoot = chosen.size === 1 && chosen.has(tree.root);
  if (epsilon === 0 || tree.edge.size === 0 || onlyRoot) return chosen;
  return mergeNear(tree, [...chosen], { epsilon, allowSingle });
}

/** Clusters born at a smaller distance than `epsilon` give way to the ancestor born beyond it. */
function mergeNear(
  tree: ClusterTree,
  clusters: readonly number[],
  { epsilon, allowSingle }: { readonly epsilon: number; readonly allowSingle: boolean },
): ReadonlySet<number> {
  const selected = new Set<number>();
  const processed = new Set<number>();
  for (const cluster of clusters.toSorted((a, b) => a - b)) {
    if (1 / tree.edge.get(cluster)!.lambda >= epsilon) {
      selected.add(cluster);
      continue;
    }
    if (processed.has(cluster)) continue;
    let at = cluster;
    for (;;) {
      const { parent } = tree.edge.get(at)!;
      if (parent === tree.root) {
        if (allowSingle) at = parent;
        break;
      }
      at = parent;
      if (1 / tree.edge.get(parent)!.lambda > epsilon) break;
    }
    selected.add(at);
    for (const inner of under(tree, at)) processed.add(inner);
  }
  return selected;
}

/** The selected cluster each row falls out of, numbered in their order; −1 for rows in none. */
export function labelRows(
  edges: readonly CondensedEdge[],
  selected: ReadonlySet<number>,
  options: { readonly rows: number; readonly epsilon: number; readonly allowSingle: boolean },
): Int32Array {
  const { rows, epsilon, allowSingle } = options;
  const label = new Map([...selected].toSorted((a, b) => a - b).map((cluster, i) => [cluster, i]));
  const root = rows;
  const parents = new Map(
    edges.filter(({ child }) => child > rows).map((e) => [e.child, e.parent]),
  );
  const owner = (cluster: number): number => {
    let at = cluster;
    while (!label.has(at) && parents.has(at)) at = parents.get(at)!;
    return at;
  };
  const owners = new Map<number, number>();
  let densest = 0;
  for (const { parent, lambda } of edges) {
    if (!owners.has(parent)) owners.set(parent, owner(parent));
    if (parent === root && lambda > densest) densest = lambda;
  }
  const single = selected.size === 1 && allowSingle && label.has(root);
  const threshold = epsilon === 0 ? densest : 1 / epsilon;
  const labels = new Int32Array(rows).fill(-1);
  for (const { parent, child, lambda } of edges) {
    if (child >= rows) continue;
    const own = owners.get(parent)!;
    if (own === root && !(single && lambda >= threshold)) continue;
    labels[child] = label.get(own) ?? -1;
  }
  return labels;
}
