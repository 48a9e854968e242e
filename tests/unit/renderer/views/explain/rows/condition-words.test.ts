import { expect, it } from 'vitest';
import { conditionWords } from '../../../../../../renderer/views/explain/rows/condition-words.ts';

it.each([
  ['age > 54 and age <= 61', '54 < age ≤ 61'],
  ['age > 54 and height <= 61', 'age > 54 and height ≤ 61'],
  ['oldpeak <= 1.4000000000000001', 'oldpeak ≤ 1.4'],
  ['age <= -3 or age is missing', 'age ≤ −3 or missing'],
  ['age <= 3 or height is missing', 'age ≤ 3 or height is missing'],
  ['not `the town` is missing', 'not the town is missing'],
  ['`a ``b`` <= c` > 2', 'a `b` <= c > 2'],
  ['sex = "female"', 'sex = female'],
  ['town = "New \\"old\\" York"', 'town = “New "old" York”'],
  ['town in ("a", "b", "c, d")', 'town in a, b, “c, d”'],
  ['not town in ("a", "b", "c", "d", "e")', 'not town in a, b, c or 2 more'],
  ['town in ("(a)", "b")', 'town in (a), b'],
  ['day > "2012-05-12T12:00:00.000Z"', 'day > “2012-05-12 12:00”'],
  ['day <= "2012-05-12T00:00:00.000Z"', 'day ≤ 2012-05-12'],
])('tells %s as %s', (condition, words) => {
  expect(conditionWords(condition)).toBe(words);
});
