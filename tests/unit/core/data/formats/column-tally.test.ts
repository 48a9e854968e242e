import { expect, it } from 'vitest';
import { ColumnTally } from '../../../../../core/data/formats/column-tally.ts';
import type { SourceCell } from '../../../../../core/data/formats/row-source.ts';

function verdict(...cells: SourceCell[]): { type: string; kinds: string[]; texts: unknown[] } {
  const tally = new ColumnTally([], false);
  const texts = cells.map((cell) => tally.add(cell));
  const { type, warnings } = tally.verdict('x');
  return { type, kinds: warnings.map(({ kind }) => kind), texts };
}

it('takes a long integer for a number among fractions, and for text among integers', () => {
  expect(verdict(0.5, 9007199254740993n)).toMatchObject({ type: 'number', kinds: [] });
  expect(verdict(1, 9007199254740993n)).toMatchObject({ type: 'text', kinds: ['big_integers'] });
});

it('writes each value as the text a cast turns back into it', () => {
  const { texts } = verdict(0.1, 1e300, -0, 5e-324, true, new Date(0), new Date(1), NaN, null);
  expect(texts).toEqual([
    '0.1',
    '1e+300',
    '0',
    '5e-324',
    'true',
    '1970-01-01',
    '1970-01-01T00:00:00.001Z',
    null,
    null,
  ]);
});

it('takes texts for dates only when all of them are ISO dates', () => {
  expect(verdict('2020-01-31', '2020-02-01T10:00Z').type).toBe('datetime');
  expect(verdict('2020-01-31', '2020-13-01').type).toBe('text');
  expect(verdict('31.01.2020', '01.02.2020').type).toBe('text');
  expect(verdict('12', '13').type).toBe('text');
});
