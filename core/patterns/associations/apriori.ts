import type { Itemset, Transactions } from '../pattern-algorithm.ts';
import {
  associationParams,
  checkItemsets,
  fewestTransactions,
  sortItemsets,
  type AssociationAlgorithm,
} from './association-algorithm.ts';

/** Apriori of Agrawal & Srikant 1994: longer sets are made of frequent shorter ones, and counted. */
export const apriori: AssociationAlgorithm = {
  id: 'apriori',
  kind: 'associations',
  title: 'Apriori',
  summary: 'Finds values that come together, set size by set size',
  params: associationParams,
  mostRows: null,
  run(transactions, { params, tick }) {
    const fewest = fewestTransactions(transactions, params.min_support);
    const bits = itemBits(transactions);
    const words = Math.ceil(transactions.count / 32);
    const found: Itemset[] = [];
    let level: Itemset[] = [];
    for (const [item, own] of bits.entries()) {
      const count = countBits(own);
      if (count >= fewest) level.push({ items: [item], count });
    }
    const together = new Uint32Array(words);
    for (let size = 1; level.length > 0; size++) {
      found.push(...level);
      checkItemsets(found.length, params);
      if (size === params.max_len) break;
      const known = new Set(level.map(({ items }) => items.join()));
      const next: Itemset[] = [];
      for (const [at, { items }] of level.entries()) {
        if (at % 64 === 0) tick((size - 1 + at / level.length) / params.max_len);
        for (let other = at + 1; other < level.length; other++) {
          const last = level[other]!.items.at(-1)!;
          if (!samePrefix(items, level[other]!.items)) break;
          const candidate = [...items, last];
          if (!subsetsKnown(candidate, known)) continue;
          intersect(
            candidate.map((item) => bits[item]!),
            together,
          );
          const count = countBits(together);
          if (count >= fewest) next.push({ items: candidate, count });
        }
        checkItemsets(found.length + next.length, params);
      }
      level = next;
    }
    return sortItemsets(found);
  },
};

/** For each item a bit a transaction. */
function itemBits({ count, names, offsets, items }: Transactions): Uint32Array[] {
  const words = Math.ceil(count / 32);
  const bits = names.map(() => new Uint32Array(words));
  for (let t = 0; t < count; t++) {
    for (let at = offsets[t]!; at < offsets[t + 1]!; at++) {
      bits[items[at]!]![t >>> 5]! |= 1 << (t & 31);
    }
  }
  return bits;
}

function countBits(words: Uint32Array): number {
  let count = 0;
  for (const word of words) {
    let v = word - ((word >>> 1) & 0x55555555);
    v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
    count += Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return count;
}

function intersect(sets: readonly Uint32Array[], into: Uint32Array): void {
  into.set(sets[0]!);
  for (const set of sets.slice(1)) for (let w = 0; w < into.length; w++) into[w]! &= set[w]!;
}

/** Levels are in the order of their items, so that sets with the same beginning stand together. */
function samePrefix(a: readonly number[], b: readonly number[]): boolean {
  for (let i = 0; i < a.length - 1; i++) if (a[i] !== b[i]) return false;
  return true;
}

function subsetsKnown(candidate: readonly number[], known: ReadonlySet<string>): boolean {
  return candidate.every((_, left) => known.has(candidate.filter((_, i) => i !== left).join()));
}
