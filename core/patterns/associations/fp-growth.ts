import type { Tick } from '../../base/tick.ts';
import type { Itemset } from '../pattern-algorithm.ts';
import {
  associationParams,
  checkItemsets,
  fewestTransactions,
  sortItemsets,
  type AssociationAlgorithm,
  type AssociationParams,
} from './association-algorithm.ts';

/** FP-growth of Han, Pei & Yin 2000: the transactions as a tree of shared beginnings, searched item by item. */
export const fpGrowth: AssociationAlgorithm = {
  id: 'fp_growth',
  kind: 'associations',
  title: 'FP-growth',
  summary: 'Finds values that come together without trying every combination',
  params: associationParams,
  mostRows: null,
  run(transactions, { params, tick }) {
    const fewest = fewestTransactions(transactions, params.min_support);
    const found: Itemset[] = [];
    const { names, offsets, items } = transactions;
    const paths = {
      items: Array.from({ length: transactions.count }, (_, t) =>
        items.subarray(offsets[t], offsets[t + 1]),
      ),
      counts: new Float64Array(transactions.count).fill(1),
    };
    grow(paths, [], { fewest, found, params, items: names.length, tick });
    return sortItemsets(found);
  },
};

interface Paths {
  readonly items: readonly Int32Array[];
  readonly counts: Float64Array;
}

interface Growth {
  readonly fewest: number;
  readonly found: Itemset[];
  readonly params: AssociationParams;
  /** Different items there are. */
  readonly items: number;
  readonly tick: Tick;
}

/** Itemsets of the paths, each with the suffix added. */
function grow(paths: Paths, suffix: readonly number[], growth: Growth): void {
  const { fewest, found, params } = growth;
  const counts = new Float64Array(growth.items);
  paths.items.forEach((path, p) => {
    for (const item of path) counts[item]! += paths.counts[p]!;
  });
  const frequent = Array.from(counts.keys())
    .filter((item) => counts[item]! >= fewest)
    .toSorted((a, b) => counts[b]! - counts[a]! || a - b);
  if (frequent.length === 0) return;
  const tree =
    frequent.length > 1 && suffix.length + 2 <= params.max_len ? plant(paths, frequent) : null;
  // the rarest first: what lies above it in the tree is all that can come with it
  for (let rank = frequent.length - 1; rank >= 0; rank--) {
    if (suffix.length === 0) growth.tick(1 - (rank + 1) / frequent.length);
    const item = frequent[rank]!;
    const items = [...suffix, item];
    found.push({ items: items.toSorted((a, b) => a - b), count: counts[item]! });
    checkItemsets(found.length, params);
    if (tree !== null && rank > 0) grow(pathsAbove(tree, rank, frequent), items, growth);
  }
}

/** Nodes in arrays; `next` leads through the nodes of one item, from `heads` on. */
interface Tree {
  readonly rank: readonly number[];
  readonly count: readonly number[];
  readonly parent: readonly number[];
  readonly next: readonly number[];
  readonly heads: Int32Array;
}

function plant({ items, counts }: Paths, frequent: readonly number[]): Tree {
  const rankOf = new Map(frequent.map((item, rank) => [item, rank]));
  const rank: number[] = [-1];
  const count: number[] = [0];
  const parent: number[] = [-1];
  const next: number[] = [-1];
  const heads = new Int32Array(frequent.length).fill(-1);
  const children = new Map<number, number>();
  items.forEach((path, p) => {
    const ranks: number[] = [];
    for (const item of path) {
      const own = rankOf.get(item);
      if (own !== undefined) ranks.push(own);
    }
    ranks.sort((a, b) => a - b);
    let node = 0;
    for (const own of ranks) {
      const key = node * frequent.length + own;
      let child = children.get(key);
      if (child === undefined) {
        child = rank.length;
        rank.push(own);
        count.push(0);
        parent.push(node);
        next.push(heads[own]!);
        heads[own] = child;
        children.set(key, child);
      }
      count[child]! += counts[p]!;
      node = child;
    }
  });
  return { rank, count, parent, next, heads };
}

/** What stands above each node of an item, as paths. */
function pathsAbove(tree: Tree, rank: number, frequent: readonly number[]): Paths {
  const items: Int32Array[] = [];
  const counts: number[] = [];
  for (let node = tree.heads[rank]!; node >= 0; node = tree.next[node]!) {
    const path: number[] = [];
    for (let at = tree.parent[node]!; at > 0; at = tree.parent[at]!)
      path.push(frequent[tree.rank[at]!]!);
    if (path.length === 0) continue;
    items.push(Int32Array.from(path));
    counts.push(tree.count[node]!);
  }
  return { items, counts: Float64Array.from(counts) };
}
