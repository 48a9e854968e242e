import { z } from 'zod';
import { defineExpectation, type Bind, type RuleColumn } from '../define-expectation.ts';
import { columnName, listText, valueSet, type CellValue } from '../kwargs.ts';
import { columnSql, literalSql } from '../value-sql.ts';
import { columnMap } from './column-map.ts';

/** The cell is one of the values; a value of another type than the column's equals no cell. */
export function memberSql(
  column: RuleColumn,
  values: readonly (CellValue | null)[],
  bind: Bind,
): string {
  const literals = values.flatMap((value) =>
    value === null ? [] : (literalSql(column, value, bind) ?? []),
  );
  return literals.length === 0 ? 'false' : `${columnSql(column)} IN (${literals.join(', ')})`;
}

export const valuesToBeInSet = defineExpectation({
  type: 'expect_column_values_to_be_in_set',
  title: 'Values are in a set',
  group: 'column_map',
  kwargs: z.object({ column: columnName, value_set: valueSet }),
  describe: ({ column, value_set }) => `values of ${column} are one of ${listText(value_set)}`,
  plan({ column, value_set }, access) {
    const found = access.column(column);
    return columnMap(found, (bind) => memberSql(found, value_set, bind));
  },
});

export const valuesToNotBeInSet = defineExpectation({
  type: 'expect_column_values_to_not_be_in_set',
  title: 'Values are not in a set',
  group: 'column_map',
  kwargs: z.object({ column: columnName, value_set: valueSet }),
  describe: ({ column, value_set }) => `values of ${column} are none of ${listText(value_set)}`,
  plan({ column, value_set }, access) {
    const found = access.column(column);
    return columnMap(found, (bind) => `NOT (${memberSql(found, value_set, bind)})`);
  },
});
