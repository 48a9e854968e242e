import { z } from 'zod';
import { defineExpectation, type Bind, type RuleColumn } from '../define-expectation.ts';
import { columnName, listText } from '../kwargs.ts';
import { textSql } from '../value-sql.ts';
import { columnMap } from './column-map.ts';

const pattern = z.string().max(5000);
const like = pattern.meta({
  title: 'Pattern',
  description: '% stands for any text, _ for one character',
});
const likeList = z.array(pattern).min(1).max(1000).meta({ title: 'Patterns' });

/** The engine's own LIKE tries every place of every %; as a pattern of RE2 it takes linear time. */
export function likeToRegex(text: string): string {
  let regex = '';
  for (const character of text) {
    if (character === '%') regex += '.*';
    else if (character === '_') regex += '.';
    else regex += character.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
  }
  return regex.replace(/(\.\*)+/g, '.*');
}

function matchSql(column: RuleColumn, text: string, bind: Bind): string {
  return `regexp_full_match(${textSql(column)}, ${bind(likeToRegex(text))}::VARCHAR, 's')`;
}

function defineLike(negated: boolean) {
  return defineExpectation({
    type: `expect_column_values_to_${negated ? 'not_' : ''}match_like_pattern`,
    title: negated ? 'Values are not like' : 'Values are like',
    group: 'column_map',
    kwargs: z.object({ column: columnName, like_pattern: like }),
    describe: ({ column, like_pattern }) =>
      `values of ${column} are ${negated ? 'not ' : ''}like ${JSON.stringify(like_pattern)}`,
    plan({ column, like_pattern }, access) {
      const found = access.column(column);
      return columnMap(found, (bind) => {
        const matches = matchSql(found, like_pattern, bind);
        return negated ? `NOT ${matches}` : matches;
      });
    },
  });
}

export const valuesToMatchLikePattern = defineLike(false);
export const valuesToNotMatchLikePattern = defineLike(true);

function likesSql(column: RuleColumn, patterns: readonly string[], bind: Bind, all: boolean) {
  const tests = patterns.map((text) => matchSql(column, text, bind));
  return `(${tests.join(all ? ' AND ' : ' OR ')})`;
}

export const valuesToMatchLikePatternList = defineExpectation({
  type: 'expect_column_values_to_match_like_pattern_list',
  title: 'Values are like some patterns',
  group: 'column_map',
  kwargs: z.object({
    column: columnName,
    like_pattern_list: likeList,
    match_on: z.enum(['any', 'all']).nullish().meta({ title: 'Match' }),
  }),
  describe: ({ column, like_pattern_list, match_on }) =>
    `values of ${column} are like ${match_on ?? 'any'} of ${listText(like_pattern_list)}`,
  plan({ column, like_pattern_list, match_on }, access) {
    const found = access.column(column);
    return columnMap(found, (bind) => likesSql(found, like_pattern_list, bind, match_on === 'all'));
  },
});

export const valuesToNotMatchLikePatternList = defineExpectation({
  type: 'expect_column_values_to_not_match_like_pattern_list',
  title: 'Values are like none of some patterns',
  group: 'column_map',
  kwargs: z.object({ column: columnName, like_pattern_list: likeList }),
  describe: ({ column, like_pattern_list }) =>
    `values of ${column} are like none of ${listText(like_pattern_list)}`,
  plan({ column, like_pattern_list }, access) {
    const found = access.column(column);
    return columnMap(found, (bind) => `NOT ${likesSql(found, like_pattern_list, bind, false)}`);
  },
});
