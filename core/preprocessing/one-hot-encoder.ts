import { z } from 'zod';
import type { CodedColumn, Column, Table } from '../table/table.ts';
import { asCoded, countCodes, requireColumn } from './coded.ts';
import { createNamer, replaceColumns } from './replace-columns.ts';
import { defineStep } from './step.ts';

const params = z.strictObject({
  max_categories: z.int().min(2).max(1000).default(50).meta({
    title: 'Most categories',
    description: 'Of a column with more, the rarest share one column',
  }),
  order: z.enum(['label', 'frequency']).default('label').meta({
    title: 'Order of the columns',
    description: 'By label, or the most frequent category first',
  }),
});
type Params = z.infer<typeof params>;

interface EncodedColumn {
  /** Categories with a column of their own, in order. */
  readonly categories: readonly string[];
  /** Rarer categories that share the column `other`; empty when there are none. */
  readonly other: readonly string[];
  /** Training had missing values: they have their own column, the last. */
  readonly missing: boolean;
  /** Column names: one a category, then other, then missing. */
  readonly names: readonly string[];
}
interface State {
  readonly columns: readonly EncodedColumn[];
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function learn(
  column: CodedColumn,
  { max_categories, order }: Params,
  namer: (wanted: string) => string,
): EncodedColumn {
  const counts = countCodes(column);
  const seen = column.dictionary
    .map((label, code) => ({ label, count: counts[code]! }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count || compare(a.label, b.label))
    .map(({ label }) => label);
  const kept = seen.length > max_categories ? max_categories - 1 : seen.length;
  const frequent = seen.slice(0, kept);
  const categories = order === 'label' ? frequent.toSorted(compare) : frequent;
  const other = seen.slice(kept);
  const missing = column.codes.includes(-1);
  const names = categories.map((label) => namer(`${column.name}=${label}`));
  if (other.length > 0) names.push(namer(`${column.name}=(other)`));
  if (missing) names.push(namer(`${column.name}=(missing)`));
  return { categories, other, missing, names };
}

function encode(column: CodedColumn, learned: EncodedColumn, table: Table): Column[] {
  const columns = learned.names.map((name) => ({
    name,
    type: 'number' as const,
    values: new Float64Array(table.rows),
  }));
  const slotOf = new Map(learned.categories.map((label, slot) => [label, slot]));
  for (const label of learned.other) slotOf.set(label, learned.categories.length);
  const slots = Int32Array.from(column.dictionary, (label) => slotOf.get(label) ?? -1);
  const missingSlot = learned.missing ? columns.length - 1 : -1;
  for (let row = 0; row < table.rows; row++) {
    const code = column.codes[row]!;
    const slot = code < 0 ? missingSlot : slots[code]!;
    if (slot >= 0) columns[slot]!.values[row] = 1;
  }
  return columns;
}

/** One 0/1 column for each category seen in training. A category not seen gives zeros throughout. */
export const oneHotEncoder = defineStep<Params, State>({
  id: 'one_hot_encoder',
  title: 'One column a category',
  summary: 'Turns each category seen in training into a column of zeros and ones',
  tags: ['encode', 'categorical'],
  params,
  fit(table, columns, chosen) {
    const namer = createNamer(table);
    const learned = columns.map((name) =>
      learn(asCoded(requireColumn(table, name)), chosen, namer),
    );
    const outputs = columns.map((name, i): [string, readonly string[]] => [
      name,
      learned[i]!.names,
    ]);
    return { state: { columns: learned }, outputs: Object.fromEntries(outputs) };
  },
  transform(table, columns, { state }) {
    const replacements = new Map<string, readonly Column[]>();
    columns.forEach((name, i) => {
      const coded = asCoded(requireColumn(table, name));
      replacements.set(name, encode(coded, state.columns[i]!, table));
    });
    return replaceColumns(table, replacements);
  },
  describe({ state }) {
    const made = state.columns.reduce((sum, column) => sum + column.names.length, 0);
    return `${state.columns.length} categorical columns become ${made} columns of zeros and ones`;
  },
});
