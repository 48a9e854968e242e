import type { Merge } from '../pattern-algorithm.ts';

/** Two rows that stand for the clusters they are in, and how far apart those are. */
export interface Link {
  readonly a: number;
  readonly b: number;
  readonly height: number;
}

/** Which cluster each row is in while clusters join. */
class Clusters {
  private readonly parent: Int32Array;
  private readonly sizes: Int32Array;
  private next: number;

  constructor(rows: number) {
    this.parent = Int32Array.from({ length: 2 * rows }, (_, i) => i);
    this.sizes = new Int32Array(2 * rows).fill(1);
    this.next = rows;
  }

  find(row: number): number {
    let root = row;
    while (this.parent[root] !== root) root = this.parent[root]!;
    for (let at = row; at !== root;) {
      const above = this.parent[at]!;
      this.parent[at] = root;
      at = above;
    }
    return root;
  }

  /** Joins two roots; how many rows that makes. */
  join(a: number, b: number): number {
    const made = this.next++;
    this.parent[a] = made;
    this.parent[b] = made;
    return (this.sizes[made] = this.sizes[a]! + this.sizes[b]!);
  }
}

/** Links, lowest first, as merges of numbered clusters: scipy's linkage rows, the smaller number left. */
export function toMerges(rows: number, links: readonly Link[], ordered = true): Merge[] {
  const clusters = new Clusters(rows);
  return links
    .toSorted((one, other) => one.height - other.height)
    .map(({ a, b, height }) => {
      const first = clusters.find(a);
      const second = clusters.find(b);
      const swap = ordered && first > second;
      const size = clusters.join(first, second);
      return { left: swap ? second : first, right: swap ? first : second, height, size };
    });
}

/** The clusters that are left when all but the last `count − 1` merges are made, numbered by first row. */
export function cutMerges(rows: number, merges: readonly Merge[], count: number): Int32Array {
  const clusters = new Clusters(rows);
  for (const { left, right } of merges.slice(0, Math.max(0, rows - count))) {
    clusters.join(clusters.find(left), clusters.find(right));
  }
  const labels = new Map<number, number>();
  return Int32Array.from({ length: rows }, (_, row) => {
    const root = clusters.find(row);
    const known = labels.get(root);
    if (known !== undefined) return known;
    labels.set(root, labels.size);
    return labels.size - 1;
  });
}
