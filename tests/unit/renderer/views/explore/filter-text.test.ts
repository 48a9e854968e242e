import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../../../../core/table/filter-expression.ts';
import type { ColumnType } from '../../../../../core/contract/common.ts';
import {
  betweenTerm,
  filterText,
  quoteName,
  quoteText,
} from '../../../../../renderer/views/explore/filter-text.ts';

const column = (name: string, type: ColumnType) => ({ name, type, missing: 0 });

describe('names and texts', () => {
  it('leaves plain names bare and quotes what the filter would take for something else', () => {
    expect(quoteName('age')).toBe('age');
    expect(quoteName('In')).toBe('`In`');
    expect(quoteName('home.dest')).toBe('`home.dest`');
    expect(quoteName('a`b')).toBe('`a``b`');
  });

  it.each(['plain', 'with "quotes"', String.raw`back\slash`, "it's", ''])(
    'writes the text %j so that the filter reads it back',
    (text) => {
      expect(parseFilter(`x = ${quoteText(text)}`)).toMatchObject({ value: text });
    },
  );

  it.each(['not', 'größe', '1st', 'a b', '`', 'between'])(
    'writes the name %j so that the filter reads it back',
    (name) => {
      expect(parseFilter(`${quoteName(name)} = 1`)).toMatchObject({ column: name });
    },
  );
});

describe('ranges', () => {
  it('rounds outward to a thousandth of the width or so', () => {
    const term = betweenTerm(column('fare', 'number'), 141.036_21, 490.351_9);
    expect(filterText([term])).toBe('fare between 141 and 491');
  });

  it('keeps a narrow range around a large number apart', () => {
    const term = betweenTerm(column('x', 'number'), 1_000_000.123_4, 1_000_000.456_7);
    expect(term).toMatchObject({ low: 1_000_000.123, high: 1_000_000.457 });
  });

  it('never shuts out what was enclosed, however small the numbers', () => {
    for (const [low, high] of [
      [1e-9, 2.345e-9],
      [-3.3e-300, 4.4e-300],
      [-1e308, 1e308],
      [5, 5],
    ] as const) {
      const term = betweenTerm(column('x', 'number'), low, high);
      expect(term.kind === 'between' && term.low <= low && term.high >= high).toBe(true);
    }
  });

  it('takes the whole numbers inside for integers', () => {
    const term = betweenTerm(column('n', 'integer'), 1.2, 7.9);
    expect(filterText([term])).toBe('n between 2 and 7');
  });

  it('takes whole days in a range of months and seconds in one of minutes', () => {
    const date = column('date', 'datetime');
    const day = betweenTerm(date, Date.UTC(2011, 6, 20, 2), Date.UTC(2012, 5, 12, 14));
    expect(filterText([day])).toBe('date between "2011-07-20" and "2012-06-13"');
    const minute = Date.UTC(2011, 0, 1, 10, 0, 0, 300);
    expect(filterText([betweenTerm(date, minute, minute + 5000)])).toBe(
      'date between "2011-01-01T10:00:00Z" and "2011-01-01T10:00:06Z"',
    );
  });
});

describe('groups', () => {
  it('joins conditions, with booleans bare and one value as an equation', () => {
    const text = filterText([
      { kind: 'in', column: column('sex', 'category'), values: ['female'] },
      { kind: 'in', column: column('alone', 'boolean'), values: ['true'] },
      { kind: 'in', column: column('port', 'category'), values: ['S', 'C'], not: true },
    ]);
    expect(text).toBe('sex = "female" and alone = true and port not in ("S", "C")');
    expect(() => parseFilter(text)).not.toThrow();
  });
});
