import { describe, expect, it } from 'vitest';
import { filterSql } from '../../../../core/data/filter-sql.ts';
import { parseFilter } from '../../../../core/table/filter-expression.ts';

const columns = [
  { name: 'age', type: 'integer' },
  { name: 'home town', type: 'text' },
  { name: 'x"; DROP TABLE t; --', type: 'number' },
  { name: 'day', type: 'datetime' },
  { name: 'alive', type: 'boolean' },
] as const;

function toSql(text: string) {
  return filterSql(parseFilter(text), columns);
}

describe('a filter expression', () => {
  it('binds and before or, and not closest', () => {
    expect(parseFilter('a = 1 or b = 2 and not c = 3')).toEqual({
      kind: 'or',
      left: { kind: 'compare', column: 'a', operator: '=', value: 1 },
      right: {
        kind: 'and',
        left: { kind: 'compare', column: 'b', operator: '=', value: 2 },
        right: { kind: 'not', inner: { kind: 'compare', column: 'c', operator: '=', value: 3 } },
      },
    });
  });

  it('only ever binds values', () => {
    expect(toSql('age >= 60 and `home town` = "O\'Brien; DROP TABLE x"')).toEqual({
      where: '(("age" >= $1::DOUBLE) AND ("home town" = $2::VARCHAR))',
      values: [60, "O'Brien; DROP TABLE x"],
    });
  });

  it('quotes column names so that nothing in them ends the quoting', () => {
    expect(toSql('`x"; DROP TABLE t; --` < 1').where).toBe(
      '("x""; DROP TABLE t; --" < $1::DOUBLE)',
    );
  });

  it('knows in, between, missing, contains, dates and truth values', () => {
    expect(toSql('age in (1, 2) and age not between -1 and 1e3').values).toEqual([1, 2, -1, 1000]);
    expect(toSql('not (`home town` is missing)').where).toBe('(NOT ("home town" IS NULL))');
    expect(toSql('`home town` is not missing').where).toBe('(NOT ("home town" IS NULL))');
    expect(toSql("`home town` contains 'York'").values).toEqual(['York']);
    expect(toSql('day > "2020-01-31"').values).toEqual([Date.UTC(2020, 0, 31)]);
    expect(toSql('day > "2020-01-31 12:00"').values).toEqual([Date.UTC(2020, 0, 31, 12)]);
    expect(toSql('alive = true').values).toEqual([true]);
  });

  it.each([
    ['age > 1; DROP TABLE t', '";', 8],
    ['age > (select 1)', '"("', 7],
    ['age > 1 union select 1', '"union"', 9],
    ["read_csv('/etc/passwd') = 1", '"("', 9],
    ['age = 1 -- comment', '"--', 9],
    ['age', 'its end', 4],
    ['', 'its end', 1],
    ['age = "open', '"\\"open', 7],
    ['age == == 1', '"=="', 8],
    ['(age = 1', 'its end', 9],
    ['age = other', '"other"', 7],
    ['age like "%"', '"like"', 5],
    ['age = $1', '"$1', 7],
    ['age = 1 /* x */', '"/*', 9],
  ])('refuses %s, telling where', (text, _seen, position) => {
    expect(() => toSql(text)).toThrow(`at position ${position}`);
  });

  it('refuses columns that do not exist and values of another kind', () => {
    expect(() => toSql('nothing = 1')).toThrow('a column "nothing" that does not exist');
    expect(() => toSql('age = "x"')).toThrow('compares age (integer)');
    expect(() => toSql('alive = 2')).toThrow('compares alive (boolean)');
    expect(() => toSql('day = 1')).toThrow('compares day (datetime)');
  });

  it('refuses to nest without end', () => {
    expect(() => parseFilter(`${'('.repeat(500)}a = 1${')'.repeat(500)}`)).toThrow('50 levels');
    expect(() => parseFilter(`${'not '.repeat(400)}a = 1`)).toThrow('50 levels');
  });
});
