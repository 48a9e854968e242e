import { z } from 'zod';
import { defineExpectation } from '../define-expectation.ts';
import { columnName } from '../kwargs.ts';
import { isLooseDate } from '../loose-date.ts';
import { requireText } from '../value-sql.ts';
import { testDistinctTexts } from './distinct-test.ts';

export const valuesToBeDateutilParseable = defineExpectation({
  type: 'expect_column_values_to_be_dateutil_parseable',
  title: 'Values can be read as dates',
  group: 'column_map',
  kwargs: z.object({ column: columnName }),
  describe: ({ column }) => `values of ${column} can be read as dates`,
  plan({ column }, access) {
    const found = access.column(column);
    requireText(found, 'reading dates');
    return testDistinctTexts(access, found, (text) => isLooseDate(text, access.thisYear));
  },
});
