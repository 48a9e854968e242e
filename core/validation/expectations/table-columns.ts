import { z } from 'zod';
import { defineExpectation } from '../define-expectation.ts';
import { limitsText, numberLimits } from '../kwargs.ts';
import { judgeNumber } from './aggregates.ts';
import { requireLimits } from './values-between.ts';

const names = z.array(z.string()).max(10_000).nullable();

export const tableColumnCountToBeBetween = defineExpectation({
  type: 'expect_table_column_count_to_be_between',
  title: 'Number of columns is between',
  group: 'table',
  kwargs: z.object(numberLimits),
  describe: (kwargs) => `the table has ${limitsText(kwargs)} columns`,
  plan(kwargs, access) {
    requireLimits(kwargs);
    return { kind: 'judged', ...judgeNumber(access.columns.length, kwargs) };
  },
});

export const tableColumnCountToEqual = defineExpectation({
  type: 'expect_table_column_count_to_equal',
  title: 'Number of columns equals',
  group: 'table',
  kwargs: z.object({ value: z.number().int().min(0).meta({ title: 'Columns' }) }),
  describe: ({ value }) => `the table has ${value} columns`,
  plan: ({ value }, access) => ({
    kind: 'judged',
    success: access.columns.length === value,
    result: { observed_value: access.columns.length },
  }),
});

export const tableColumnsToMatchOrderedList = defineExpectation({
  type: 'expect_table_columns_to_match_ordered_list',
  title: 'Columns are these, in this order',
  group: 'table',
  kwargs: z.object({ column_list: names.meta({ title: 'Columns' }) }),
  columnsOf: () => [],
  describe: ({ column_list }) => `the columns are ${(column_list ?? []).join(', ')}, in this order`,
  plan({ column_list }, access) {
    const found = access.columns.map((column) => column.name);
    const wanted = column_list ?? found;
    const places = Math.max(found.length, wanted.length);
    const mismatched = Array.from({ length: places }, (_, place) => ({
      'Expected Column Position': place,
      Expected: wanted[place] ?? null,
      Found: found[place] ?? null,
    })).filter((entry) => entry.Expected !== entry.Found);
    return {
      kind: 'judged',
      success: mismatched.length === 0,
      result: {
        observed_value: found,
        ...(mismatched.length === 0 ? {} : { details: { mismatched } }),
      },
    };
  },
});

export const tableColumnsToMatchSet = defineExpectation({
  type: 'expect_table_columns_to_match_set',
  title: 'Columns are these, in any order',
  group: 'table',
  kwargs: z.object({
    column_set: names.meta({ title: 'Columns' }),
    exact_match: z.boolean().nullish().meta({ title: 'No others', description: 'default yes' }),
  }),
  columnsOf: () => [],
  describe: ({ column_set, exact_match }) =>
    `the columns are ${exact_match === false ? 'at least ' : ''}${(column_set ?? []).join(', ')}`,
  plan({ column_set, exact_match }, access) {
    const found = new Set(access.columns.map((column) => column.name));
    const wanted = new Set(column_set ?? []);
    const unexpected = [...found].filter((name) => !wanted.has(name)).sort(byCodePoint);
    const missing = [...wanted].filter((name) => !found.has(name)).sort(byCodePoint);
    const equal = unexpected.length === 0 && missing.length === 0;
    const mismatched = {
      ...(unexpected.length === 0 ? {} : { unexpected }),
      ...(missing.length === 0 ? {} : { missing }),
    };
    return {
      kind: 'judged',
      success: equal || (exact_match === false && missing.length === 0),
      result: {
        observed_value: [...found].sort(byCodePoint),
        ...(equal ? {} : { details: { mismatched } }),
      },
    };
  },
});

function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export const columnToExist = defineExpectation({
  type: 'expect_column_to_exist',
  title: 'Column exists',
  group: 'table',
  kwargs: z.object({
    column: z.string().min(1).meta({ title: 'Column' }),
    column_index: z
      .number()
      .int()
      .nullish()
      .meta({ title: 'Position', description: 'from 0; any when empty' }),
  }),
  describe: ({ column, column_index }) =>
    `there is a column ${column}${column_index ? ` at position ${column_index}` : ''}`,
  plan({ column, column_index }, access) {
    const found = access.columns.map(({ name }) => name);
    // Great Expectations takes position 0 for no position
    const success = column_index ? found.at(column_index) === column : found.includes(column);
    return { kind: 'judged', success, result: {} };
  },
});
