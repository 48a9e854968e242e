import { z } from 'zod';
import type { CodedColumn, Column } from '../table/table.ts';
import { asCoded, countCodes, requireColumn } from './coded.ts';
import { occurringCategories, slotsOf } from './learned-categories.ts';
import { replaceColumns, sameNames } from './replace-columns.ts';
import { defineStep } from './step.ts';

const params = z.strictObject({});
type Params = z.infer<typeof params>;

interface State {
  readonly columns: readonly {
    readonly categories: readonly string[];
    /** Share of the training rows, one a category; then that of missing values, and 0 for the unseen. */
    readonly shares: Float64Array;
  }[];
}

function learn(column: CodedColumn): State['columns'][number] {
  const categories = occurringCategories(column);
  const counts = countCodes(column);
  const countOf = new Map(column.dictionary.map((label, code) => [label, counts[code]!]));
  const rows = Math.max(1, column.codes.length);
  const found = categories.map((label) => countOf.get(label)!);
  const missing = column.codes.length - found.reduce((sum, count) => sum + count, 0);
  const shares = Float64Array.from([...found, missing, 0], (count) => count / rows);
  return { categories, shares };
}

/** Each category becomes its share of the training rows; one not seen in training becomes 0. */
export const frequencyEncoder = defineStep<Params, State>({
  id: 'frequency_encoder',
  title: 'How frequent a category is',
  summary: 'Replaces each category by its share of the training rows',
  tags: ['encode', 'categorical'],
  params,
  fit(table, columns) {
    const learned = columns.map((name) => learn(asCoded(requireColumn(table, name))));
    return { state: { columns: learned }, outputs: sameNames(columns) };
  },
  transform(table, columns, { state }) {
    const replacements = new Map<string, readonly Column[]>();
    columns.forEach((name, i) => {
      const { categories, shares } = state.columns[i]!;
      const slotOf = new Map(categories.map((label, slot) => [label, slot]));
      const missing = categories.length;
      const coded = asCoded(requireColumn(table, name));
      const slots = slotsOf(coded, slotOf, { missing, unseen: missing + 1 });
      const values = Float64Array.from(slots, (slot) => shares[slot]!);
      replacements.set(name, [{ name, type: 'number', values }]);
    });
    return replaceColumns(table, replacements);
  },
  describe: ({ state }) =>
    `The categories of ${state.columns.length} columns become their share of the training rows`,
});
