import { expect, it } from 'vitest';
import { firstLines, warningLines } from '../../../../renderer/components/warning-lines.ts';

const unseen = (column: string) => ({
  kind: 'unseen_category',
  column,
  message: `1 row of '${column}' holds 1 value that training did not see: 'x'.`,
});

it('sums up what is the same of several columns', () => {
  const few = { kind: 'few', message: 'Few rows.' };
  const warnings = [unseen('a'), few, unseen('b'), unseen('c'), unseen('d'), unseen('a')];
  expect(warningLines(warnings)).toEqual([
    '4 columns hold values that training did not see: a, b, c and 1 more.',
    'Few rows.',
  ]);
});

it('keeps the words of a warning that stands alone, once', () => {
  const other = { kind: 'range', message: 'Beyond.' };
  expect(warningLines([unseen('a'), other, other])).toEqual([unseen('a').message, 'Beyond.']);
});

it('shows two lines at first, and a third rather than a word on it', () => {
  expect(firstLines(['1', '2', '3'])).toEqual(['1', '2', '3']);
  expect(firstLines(['1', '2', '3', '4'])).toEqual(['1', '2']);
});
