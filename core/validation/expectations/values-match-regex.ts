import { z } from 'zod';
import { AppError } from '../../base/app-error.ts';
import { defineExpectation, type RuleAccess } from '../define-expectation.ts';
import { columnName, listText } from '../kwargs.ts';
import { textSql } from '../value-sql.ts';
import { columnMap } from './column-map.ts';

const pattern = z.string().max(5000);
const regex = pattern.meta({
  title: 'Pattern',
  description: 'a regular expression (RE2: no look-around, no back-references)',
});
const regexList = z.array(pattern).min(1).max(1000).meta({ title: 'Patterns' });

/** Asks the engine whether it can read the patterns, so that the message is about the pattern. */
async function requirePatterns(access: RuleAccess, patterns: readonly string[]): Promise<void> {
  for (const text of patterns) {
    try {
      await access.rows((bind) => `SELECT regexp_matches('', ${bind(text)}::VARCHAR)`);
    } catch (error) {
      const reason =
        error instanceof Error ? error.message.replace(/^Invalid Input Error: /, '') : '';
      throw new AppError(
        'INVALID_INPUT',
        `The pattern ${JSON.stringify(text)} cannot be read: ${reason}`,
        {
          hint: 'Patterns are RE2: they never backtrack, and know no look-around and no back-references',
          path: 'kwargs.regex',
        },
      );
    }
  }
}

function defineRegex(negated: boolean) {
  return defineExpectation({
    type: `expect_column_values_to_${negated ? 'not_' : ''}match_regex`,
    title: negated ? 'Values do not match a pattern' : 'Values match a pattern',
    group: 'column_map',
    kwargs: z.object({ column: columnName, regex }),
    describe: (kwargs) =>
      `values of ${kwargs.column} ${negated ? 'do not match' : 'match'} /${kwargs.regex}/`,
    async plan(kwargs, access) {
      const column = access.column(kwargs.column);
      await requirePatterns(access, [kwargs.regex]);
      return columnMap(column, (bind) => {
        const matches = `regexp_matches(${textSql(column)}, ${bind(kwargs.regex)}::VARCHAR)`;
        return negated ? `NOT ${matches}` : matches;
      });
    },
  });
}

export const valuesToMatchRegex = defineRegex(false);
export const valuesToNotMatchRegex = defineRegex(true);

export const valuesToMatchRegexList = defineExpectation({
  type: 'expect_column_values_to_match_regex_list',
  title: 'Values match some patterns',
  group: 'column_map',
  kwargs: z.object({
    column: columnName,
    regex_list: regexList,
    match_on: z.enum(['any', 'all']).nullish().meta({ title: 'Match' }),
  }),
  describe: ({ column, regex_list, match_on }) =>
    `values of ${column} match ${match_on ?? 'any'} of ${listText(regex_list)}`,
  async plan({ column, regex_list, match_on }, access) {
    const found = access.column(column);
    await requirePatterns(access, regex_list);
    return columnMap(found, (bind) => {
      const tests = regex_list.map(
        (text) => `regexp_matches(${textSql(found)}, ${bind(text)}::VARCHAR)`,
      );
      return `(${tests.join(match_on === 'all' ? ' AND ' : ' OR ')})`;
    });
  },
});

export const valuesToNotMatchRegexList = defineExpectation({
  type: 'expect_column_values_to_not_match_regex_list',
  title: 'Values match none of some patterns',
  group: 'column_map',
  kwargs: z.object({ column: columnName, regex_list: regexList }),
  describe: ({ column, regex_list }) => `values of ${column} match none of ${listText(regex_list)}`,
  async plan({ column, regex_list }, access) {
    const found = access.column(column);
    await requirePatterns(access, regex_list);
    return columnMap(found, (bind) => {
      const tests = regex_list.map(
        (text) => `regexp_matches(${textSql(found)}, ${bind(text)}::VARCHAR)`,
      );
      return `NOT (${tests.join(' OR ')})`;
    });
  },
});
