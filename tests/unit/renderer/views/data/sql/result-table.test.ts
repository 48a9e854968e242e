import { describe, expect, it } from 'vitest';
import { columnTypeOf, sortRows } from '../../../../../../renderer/views/data/sql/result-table.ts';
import { sqlName } from '../../../../../../renderer/views/data/sql/sql-session.ts';

describe('columnTypeOf', () => {
  it.each([
    ['BIGINT', 'integer'],
    ['UTINYINT', 'integer'],
    ['INTEGER', 'integer'],
    ['INTERVAL', 'text'],
    ['DECIMAL(18,3)', 'number'],
    ['DOUBLE', 'number'],
    ['DOUBLE[]', 'text'],
    ['STRUCT(a INTEGER)', 'text'],
    ['BOOLEAN', 'boolean'],
    ['DATE', 'datetime'],
    ['TIMESTAMP WITH TIME ZONE', 'datetime'],
    ['VARCHAR', 'text'],
  ])('shows %s as %s', (engine, type) => {
    expect(columnTypeOf(engine)).toBe(type);
  });
});

describe('sortRows', () => {
  const rows = [
    [2, 'b'],
    [null, 'a'],
    [10, null],
    [2, 'a'],
  ];
  it('sorts numbers as numbers and leaves gaps at the end in both directions', () => {
    expect(sortRows(rows, 0, 'asc').map((row) => row[0])).toEqual([2, 2, 10, null]);
    expect(sortRows(rows, 0, 'desc').map((row) => row[0])).toEqual([10, 2, 2, null]);
  });
  it('keeps the order of rows that tie', () => {
    expect(sortRows(rows, 0, 'asc').map((row) => row[1])).toEqual(['b', 'a', null, 'a']);
    expect(sortRows(rows, 0, 'desc').map((row) => row[1])).toEqual([null, 'b', 'a', 'a']);
  });
});

describe('sqlName', () => {
  it('quotes what SQL would read otherwise', () => {
    expect(sqlName('heart')).toBe('heart');
    expect(sqlName('Heart')).toBe('"Heart"');
    expect(sqlName('heart@2')).toBe('"heart@2"');
    expect(sqlName('order')).toBe('"order"');
    expect(sqlName('a "b"')).toBe('"a ""b"""');
  });
});
