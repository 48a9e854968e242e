import { z } from 'zod';
import type { Column } from '../table/table.ts';
import { requireNumeric } from './coded.ts';
import { createNamer, replaceColumns } from './replace-columns.ts';
import { defineStep } from './step.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** Each part of a time in UTC milliseconds, as a number. */
const parts = {
  epoch_days: (ms: number) => ms / dayMs,
  month: (ms: number) => new Date(ms).getUTCMonth() + 1,
  weekday: (ms: number) => new Date(ms).getUTCDay(),
  hour: (ms: number) => Math.floor((((ms % dayMs) + dayMs) % dayMs) / hourMs),
} as const;
type Part = keyof typeof parts;
const partNames = Object.keys(parts) as Part[];

const params = z.strictObject({
  parts: z
    .array(z.enum(['epoch_days', 'month', 'weekday', 'hour']))
    .min(1)
    .default(partNames)
    .meta({
      title: 'Parts',
      description: 'Days since 1970, month 1-12, weekday 0-6 from Sunday, hour 0-23; all in UTC',
    }),
});
type Params = z.infer<typeof params>;

interface State {
  /** For each column the parts that vary in training, and the name of the column of each. */
  readonly columns: readonly (readonly { readonly part: Part; readonly name: string }[])[];
}

function varies(values: Float64Array, part: Part): boolean {
  let first = Number.NaN;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    const current = parts[part](value);
    if (Number.isNaN(first)) first = current;
    else if (current !== first) return true;
  }
  return false;
}

/** A date as numbers a model can use. Parts that are the same on every training row are left out. */
export const datetimeParts = defineStep<Params, State>({
  id: 'datetime_parts',
  title: 'Parts of a date',
  summary: 'Turns a date into days since 1970, month, weekday and hour',
  tags: ['encode', 'datetime'],
  params,
  fit(table, columns, chosen) {
    const namer = createNamer(table);
    const learned = columns.map((name) => {
      const { values } = requireNumeric(table, name);
      const useful = chosen.parts.filter((part) => varies(values, part));
      const kept = useful.length > 0 ? useful : chosen.parts.slice(0, 1);
      return kept.map((part) => ({ part, name: namer(`${name}.${part}`) }));
    });
    const outputs = columns.map((name, i): [string, string[]] => [
      name,
      learned[i]!.map((output) => output.name),
    ]);
    return { state: { columns: learned }, outputs: Object.fromEntries(outputs) };
  },
  transform(table, columns, { state }) {
    const replacements = new Map<string, readonly Column[]>();
    columns.forEach((column, i) => {
      const { values } = requireNumeric(table, column);
      const made = state.columns[i]!.map(({ part, name }): Column => {
        const read = parts[part];
        const numbers = values.map((ms) => (Number.isNaN(ms) ? ms : read(ms)));
        return { name, type: 'number', values: numbers };
      });
      replacements.set(column, made);
    });
    return replaceColumns(table, replacements);
  },
  describe({ state }) {
    const made = state.columns.reduce((sum, column) => sum + column.length, 0);
    return `${state.columns.length} date columns become ${made} numeric columns`;
  },
});
