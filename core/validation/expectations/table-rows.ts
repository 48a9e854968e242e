import { z } from 'zod';
import { AppError } from '../../base/app-error.ts';
import { defineExpectation } from '../define-expectation.ts';
import { limitsText, numberLimits } from '../kwargs.ts';
import { judgeNumber } from './aggregates.ts';
import { requireLimits } from './values-between.ts';

export const tableRowCountToBeBetween = defineExpectation({
  type: 'expect_table_row_count_to_be_between',
  title: 'Number of rows is between',
  group: 'table',
  kwargs: z.object(numberLimits),
  describe: (kwargs) => `the table has ${limitsText(kwargs)} rows`,
  plan(kwargs) {
    requireLimits(kwargs);
    return {
      kind: 'aggregate',
      facts: { rows: 'count(*)' },
      judge: ({ rows }) => judgeNumber(rows, kwargs),
    };
  },
});

export const tableRowCountToEqual = defineExpectation({
  type: 'expect_table_row_count_to_equal',
  title: 'Number of rows equals',
  group: 'table',
  kwargs: z.object({ value: z.number().int().min(0).meta({ title: 'Rows' }) }),
  describe: ({ value }) => `the table has ${value} rows`,
  plan: ({ value }) => ({
    kind: 'aggregate',
    facts: { rows: 'count(*)' },
    judge: ({ rows }) => ({
      success: Number(rows) === value,
      result: { observed_value: Number(rows) },
    }),
  }),
});

export const tableRowCountToEqualOtherTable = defineExpectation({
  type: 'expect_table_row_count_to_equal_other_table',
  title: 'Number of rows equals that of another version',
  group: 'table',
  kwargs: z.object({
    other_table_name: z.string().min(1).meta({
      title: 'Other version',
      description: 'id, name (latest) or name@3',
      assayVersion: true,
    }),
  }),
  describe: ({ other_table_name }) => `the table has as many rows as ${other_table_name}`,
  plan({ other_table_name }, access) {
    const other = access.rowsOf(other_table_name);
    if (other === null) {
      throw new AppError('NOT_FOUND', `There is no dataset version ${other_table_name}`, {
        hint: 'Give an id, a dataset name or name@number',
        path: 'kwargs.other_table_name',
      });
    }
    return {
      kind: 'aggregate',
      facts: { rows: 'count(*)' },
      judge: ({ rows }) => ({
        success: Number(rows) === other,
        result: { observed_value: { self: Number(rows), other } },
      }),
    };
  },
});
