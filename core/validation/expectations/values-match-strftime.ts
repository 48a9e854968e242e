import { z } from 'zod';
import { defineExpectation } from '../define-expectation.ts';
import { columnName } from '../kwargs.ts';
import { strptimeTest } from '../strptime.ts';
import { requireText } from '../value-sql.ts';
import { testDistinctTexts } from './distinct-test.ts';

export const valuesToMatchStrftimeFormat = defineExpectation({
  type: 'expect_column_values_to_match_strftime_format',
  title: 'Values are dates of a format',
  group: 'column_map',
  kwargs: z.object({
    column: columnName,
    strftime_format: z
      .string()
      .min(1)
      .max(200)
      .meta({ title: 'Format', description: 'as for strptime, such as %Y-%m-%d' }),
  }),
  describe: ({ column, strftime_format }) =>
    `values of ${column} are dates written ${strftime_format}`,
  plan({ column, strftime_format }, access) {
    const found = access.column(column);
    requireText(found, 'a date format');
    return testDistinctTexts(access, found, strptimeTest(strftime_format));
  },
});
