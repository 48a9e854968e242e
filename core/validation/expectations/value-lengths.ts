import { z } from 'zod';
import { defineExpectation } from '../define-expectation.ts';
import { columnName, limitsText, numberLimits } from '../kwargs.ts';
import { textSql } from '../value-sql.ts';
import { columnMap } from './column-map.ts';
import { requireLimits, withinSql } from './values-between.ts';

export const valueLengthsToBeBetween = defineExpectation({
  type: 'expect_column_value_lengths_to_be_between',
  title: 'Lengths are between',
  group: 'column_map',
  kwargs: z.object({ column: columnName, ...numberLimits }),
  describe: (kwargs) => `lengths of ${kwargs.column} are ${limitsText(kwargs)}`,
  plan(kwargs, access) {
    requireLimits(kwargs);
    const column = access.column(kwargs.column);
    return columnMap(column, (bind) =>
      withinSql(`length(${textSql(column)})`, kwargs, (limit) => `${bind(Number(limit))}::DOUBLE`),
    );
  },
});

export const valueLengthsToEqual = defineExpectation({
  type: 'expect_column_value_lengths_to_equal',
  title: 'Lengths equal',
  group: 'column_map',
  kwargs: z.object({ column: columnName, value: z.number().min(0).meta({ title: 'Characters' }) }),
  describe: ({ column, value }) => `values of ${column} have ${value} characters`,
  plan({ column, value }, access) {
    const found = access.column(column);
    return columnMap(found, (bind) => `length(${textSql(found)}) = ${bind(value)}::DOUBLE`);
  },
});
