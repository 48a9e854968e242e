import { z } from 'zod';
import { AppError } from '../../base/app-error.ts';
import type { Itemset, PatternAlgorithm, Transactions } from '../pattern-algorithm.ts';

export const associationParams = z.strictObject({
  min_support: z.number().positive().max(1).default(0.1).meta({
    title: 'Least support',
    description: 'Share of the rows in which values come together',
  }),
  max_len: z.int().min(1).max(20).default(4).meta({
    title: 'Longest set',
    description: 'Values in a set at most',
  }),
  min_confidence: z.number().min(0).max(1).default(0.8).meta({
    title: 'Least confidence',
    description: 'Share of the rows with the left side that have the right side, too',
  }),
  min_lift: z.number().min(0).max(1e6).default(0).meta({
    title: 'Least lift',
    description: 'How many times as often as by chance',
  }),
  prune_redundant: z.boolean().default(false).meta({
    title: 'Leave out redundant rules',
    description: 'Those with a shorter left side for the same right side that is as sure',
  }),
  max_rules: z.int().min(1).max(10_000).default(1000).meta({ title: 'Most rules' }),
});
export type AssociationParams = z.infer<typeof associationParams>;

/** How itemsets are found; rules follow from them in the same way. */
export interface AssociationAlgorithm extends PatternAlgorithm<
  AssociationParams,
  Transactions,
  Itemset[]
> {
  readonly kind: 'associations';
}

const mostItemsets = 200_000;

/** Fewest transactions of a frequent itemset: the least support, rounding aside. */
export function fewestTransactions({ count }: Transactions, support: number): number {
  return Math.max(1, Math.ceil(support * count * (1 - 1e-12)));
}

/** Refuses a search that finds too many sets to look at. */
export function checkItemsets(found: number, { min_support: support }: AssociationParams): void {
  if (found <= mostItemsets) return;
  throw new AppError(
    'OUT_OF_MEMORY',
    `More than ${mostItemsets} sets of values have a support of ${support} or more`,
    {
      hint: 'Raise min_support, lower max_len, or choose fewer columns',
      path: 'params.min_support',
    },
  );
}

/** The most frequent first, then the shortest, then by their items. */
export function sortItemsets(found: Itemset[]): Itemset[] {
  return found.sort(
    (a, b) =>
      b.count - a.count || a.items.length - b.items.length || compareItems(a.items, b.items),
  );
}

function compareItems(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return 0;
}
