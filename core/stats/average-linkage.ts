/** One merge: two clusters (leaves first, then merges by number), their distance, leaves below. */
export type Merge = [left: number, right: number, distance: number, size: number];

/**
 * Agglomerative clustering by mean distance (UPGMA, Sokal & Michener 1958) through chains of nearest
 * neighbours (Müllner 2011), merges in the order and numbering of scipy's `linkage(…, 'average')`, also
 * among equal distances. `distances` is symmetric, n × n by rows. O(n²).
 */
export function averageLinkage(distances: Float64Array, n: number): Merge[] {
  if (n < 2) return [];
  const d = distances.slice();
  const sizes = new Float64Array(n).fill(1);
  const chain: number[] = [];
  const merges: { a: number; b: number; distance: number }[] = [];
  for (let step = 0; step < n - 1; step++) {
    if (chain.length === 0) chain.push(sizes.findIndex((size) => size > 0));
    const distance = followChain(chain, d, sizes);
    const [one, other] = [chain.pop()!, chain.pop()!];
    const [x, y] = one < other ? [one, other] : [other, one];
    merges.push({ a: x, b: y, distance });
    const [nx, ny] = [sizes[x]!, sizes[y]!];
    sizes[x] = 0;
    sizes[y] = nx + ny;
    for (let i = 0; i < n; i++) {
      if (sizes[i] === 0 || i === y) continue;
      d[i * n + y] = (nx * d[i * n + x]! + ny * d[i * n + y]!) / (nx + ny);
      d[y * n + i] = d[i * n + y]!;
    }
  }
  return numberClusters(
    merges.sort((p, q) => p.distance - q.distance),
    n,
  );
}

/** Walks to ever nearer neighbours until two are nearest to each other, which end the chain. */
function followChain(chain: number[], d: Float64Array, sizes: Float64Array): number {
  const n = sizes.length;
  for (;;) {
    const x = chain.at(-1)!;
    // the one before is preferred among equals, or the walk could go in circles
    const before = chain.at(-2);
    let nearest = before ?? -1;
    let least = before === undefined ? Infinity : d[x * n + before]!;
    for (let i = 0; i < n; i++) {
      if (sizes[i] === 0 || i === x || !(d[x * n + i]! < least)) continue;
      least = d[x * n + i]!;
      nearest = i;
    }
    if (nearest === before) return least;
    chain.push(nearest);
  }
}

function numberClusters(
  merges: readonly { readonly a: number; readonly b: number; readonly distance: number }[],
  n: number,
): Merge[] {
  const parent = Int32Array.from({ length: 2 * n - 1 }, (_, i) => i);
  const sizes = new Float64Array(2 * n - 1).fill(1);
  const root = (node: number): number => {
    let at = node;
    while (parent[at] !== at) at = parent[at]!;
    return at;
  };
  return merges.map(({ a, b, distance }, i): Merge => {
    const [x, y] = [root(a), root(b)];
    const cluster = n + i;
    parent[x] = cluster;
    parent[y] = cluster;
    sizes[cluster] = sizes[x]! + sizes[y]!;
    return [Math.min(x, y), Math.max(x, y), distance, sizes[cluster]!];
  });
}

/** The leaves from left to right as the tree is drawn. O(n). */
export function leafOrder(merges: readonly Merge[], n: number): number[] {
  if (merges.length === 0) return Array.from({ length: n }, (_, i) => i);
  const leaves: number[] = [];
  const open = [n + merges.length - 1];
  while (open.length > 0) {
    const node = open.pop()!;
    if (node < n) leaves.push(node);
    else open.push(merges[node - n]![1], merges[node - n]![0]);
  }
  return leaves;
}
