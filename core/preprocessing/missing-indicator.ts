import { z } from 'zod';
import type { Column, NumericColumn } from '../table/table.ts';
import { countMissing, isCoded } from '../table/table.ts';
import { requireColumn } from './coded.ts';
import { createNamer, replaceColumns } from './replace-columns.ts';
import { defineStep } from './step.ts';

const params = z.strictObject({});
type Params = z.infer<typeof params>;

interface State {
  /** Name of the indicator column, or null for a column that lacked nothing. One a column. */
  readonly indicators: readonly (string | null)[];
}

/** 1 where the column has no value, else 0. */
export function indicate(column: Column, name: string): NumericColumn {
  const values = isCoded(column)
    ? Float64Array.from(column.codes, (code) => (code < 0 ? 1 : 0))
    : column.values.map((value) => (Number.isNaN(value) ? 1 : 0));
  return { name, type: 'number', values };
}

/** Adds a 0/1 column beside each column that lacked values in training, which stays as it is. */
export const missingIndicator = defineStep<Params, State>({
  id: 'missing_indicator',
  title: 'Flag what is missing',
  summary: 'Adds a column of zeros and ones that tells where a value is missing',
  tags: ['impute', 'numeric', 'categorical'],
  params,
  fit(table, columns) {
    const namer = createNamer(table);
    const indicators = columns.map((name) =>
      countMissing(requireColumn(table, name)) > 0 ? namer(`${name} is missing`) : null,
    );
    const outputs = columns.map((name, i): [string, string[]] => {
      const indicator = indicators[i]!;
      return [name, indicator === null ? [name] : [name, indicator]];
    });
    return { state: { indicators }, outputs: Object.fromEntries(outputs) };
  },
  transform(table, columns, { state }) {
    const replacements = new Map<string, readonly Column[]>();
    columns.forEach((name, i) => {
      const column = requireColumn(table, name);
      const indicator = state.indicators[i]!;
      replacements.set(name, indicator === null ? [column] : [column, indicate(column, indicator)]);
    });
    return replaceColumns(table, replacements);
  },
  describe: ({ state }) =>
    `${state.indicators.filter((name) => name !== null).length} columns get one that flags missing values`,
});
