import { z } from 'zod';
import type { Column } from '../table/table.ts';
import { asCoded, requireColumn } from './coded.ts';
import { slotsOf, splitRare } from './learned-categories.ts';
import { replaceColumns, sameNames } from './replace-columns.ts';
import { defineStep } from './step.ts';

const params = z.strictObject({
  max_categories: z.int().min(2).max(100_000).default(100_000).meta({
    title: 'Most categories',
    description: 'Of a column with more, the rarest share one number',
  }),
  unknown_value: z.number().nullable().default(null).meta({
    title: 'Number of the unknown',
    description: 'For missing values and categories not seen in training; empty: missing',
  }),
});
type Params = z.infer<typeof params>;

export interface OrdinalState {
  /** Of each column the categories with a number of their own, and those that share the last. */
  readonly columns: readonly {
    readonly categories: readonly string[];
    readonly rare: readonly string[];
  }[];
}

/** How many numbers a column of that step can have. */
export function countNumbers({ categories, rare }: OrdinalState['columns'][number]): number {
  return categories.length + (rare.length > 0 ? 1 : 0);
}

/** Whole numbers 0, 1, 2 … for the categories by label, as scikit-learn's OrdinalEncoder. */
export const ordinalEncoder = defineStep<Params, OrdinalState>({
  id: 'ordinal_encoder',
  title: 'Number the categories',
  summary: 'Gives each category seen in training a whole number, in the order of the labels',
  tags: ['encode', 'categorical'],
  params,
  fit(table, columns, { max_categories }) {
    const learned = columns.map((name) => {
      const { kept, rare } = splitRare(asCoded(requireColumn(table, name)), max_categories);
      return { categories: kept, rare };
    });
    return { state: { columns: learned }, outputs: sameNames(columns) };
  },
  transform(table, columns, { params: { unknown_value }, state }) {
    const replacements = new Map<string, readonly Column[]>();
    const unknown = unknown_value ?? Number.NaN;
    columns.forEach((name, i) => {
      const { categories, rare } = state.columns[i]!;
      const slotOf = new Map(categories.map((label, slot) => [label, slot]));
      for (const label of rare) slotOf.set(label, categories.length);
      const coded = asCoded(requireColumn(table, name));
      const slots = slotsOf(coded, slotOf, { missing: -1, unseen: -1 });
      const values = Float64Array.from(slots, (slot) => (slot < 0 ? unknown : slot));
      replacements.set(name, [{ name, type: 'number', values }]);
    });
    return replaceColumns(table, replacements);
  },
  describe: ({ state }) => `The categories of ${state.columns.length} columns are numbered`,
});
