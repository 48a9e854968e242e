import { z } from 'zod';
import { sqlName } from '../../data/duckdb.ts';
import { defineExpectation, type MapPlan, type RuleColumn } from '../define-expectation.ts';
import { columnName } from '../kwargs.ts';

function overAllRows(column: RuleColumn, expected: string): MapPlan {
  return {
    kind: 'map',
    columns: [column],
    shape: 'value',
    missing: null,
    countsMissing: false,
    expected: () => expected,
  };
}

export const valuesToBeNull = defineExpectation({
  type: 'expect_column_values_to_be_null',
  title: 'Values are missing',
  group: 'column_map',
  kwargs: z.object({ column: columnName }),
  describe: ({ column }) => `values of ${column} are missing`,
  plan({ column }, access) {
    const found = access.column(column);
    return overAllRows(found, `${sqlName(found.name)} IS NULL`);
  },
});

export const valuesToNotBeNull = defineExpectation({
  type: 'expect_column_values_to_not_be_null',
  title: 'Values are not missing',
  group: 'column_map',
  kwargs: z.object({ column: columnName }),
  describe: ({ column }) => `values of ${column} are not missing`,
  plan({ column }, access) {
    const found = access.column(column);
    return overAllRows(found, `${sqlName(found.name)} IS NOT NULL`);
  },
});
