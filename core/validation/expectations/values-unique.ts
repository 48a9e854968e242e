import { z } from 'zod';
import { defineExpectation } from '../define-expectation.ts';
import { columnName } from '../kwargs.ts';
import { columnSql } from '../value-sql.ts';
import { columnMap, notIn } from './column-map.ts';

export const valuesToBeUnique = defineExpectation({
  type: 'expect_column_values_to_be_unique',
  title: 'Values are unique',
  group: 'column_map',
  kwargs: z.object({ column: columnName }),
  describe: ({ column }) => `values of ${column} are unique`,
  async plan({ column }, access) {
    const found = access.column(column);
    const name = columnSql(found);
    const repeated = access.temporaryName();
    await access.run(
      (bind) =>
        `CREATE TEMP TABLE ${repeated} AS SELECT ${name} AS value FROM ${access.from(bind)}
         WHERE ${name} IS NOT NULL GROUP BY 1 HAVING count(*) > 1`,
    );
    return columnMap(found, ...notIn(name, repeated, await access.countOf(repeated)));
  },
});
