import { z } from 'zod';
import { defineExpectation } from '../define-expectation.ts';
import { columnName } from '../kwargs.ts';
import { columnSql } from '../value-sql.ts';
import { brokenRows } from './column-map.ts';

function defineMonotonic(direction: 'increasing' | 'decreasing', operator: '>' | '<') {
  return defineExpectation({
    type: `expect_column_values_to_be_${direction}`,
    title: `Values are ${direction}`,
    group: 'column_map',
    kwargs: z.object({
      column: columnName,
      strictly: z.boolean().nullish().meta({ title: 'Strictly' }),
    }),
    describe: ({ column, strictly }) =>
      `values of ${column} are ${strictly ? 'strictly ' : ''}${direction}`,
    plan({ column, strictly }, access) {
      const found = access.column(column);
      const name = columnSql(found);
      const comparison = strictly ? operator : `${operator}=`;
      // each is compared with the one before it that is not missing, in the order of the rows
      return brokenRows(
        access,
        found,
        (bind) =>
          `SELECT number FROM (
             SELECT ${access.rowNumber} AS number, ${name} AS value,
                    lag(${name}) OVER (ORDER BY ${access.rowNumber}) AS before
             FROM ${access.from(bind)} WHERE ${name} IS NOT NULL
           ) WHERE NOT (value ${comparison} before)`,
      );
    },
  });
}

export const valuesToBeIncreasing = defineMonotonic('increasing', '>');
export const valuesToBeDecreasing = defineMonotonic('decreasing', '<');
