import { describe, expect, it } from 'vitest';
import { groupRowsBy } from '../../../../../core/evaluation/fairness/row-groups.ts';
import type { Column, Table } from '../../../../../core/table/table.ts';

const numbers = (
  name: string,
  values: number[],
  type: 'number' | 'integer' | 'datetime' = 'number',
): Column => ({ name, type, values: Float64Array.from(values) });

function words(name: string, values: (string | null)[]): Column {
  const dictionary = [...new Set(values.filter((value) => value !== null))];
  const codes = Int32Array.from(values, (value) =>
    value === null ? -1 : dictionary.indexOf(value),
  );
  return { name, type: 'category', codes, dictionary };
}

function group(columns: Column[], bins = 2): { values: object; rows: number[] }[] {
  const first = columns[0]!;
  const rows = 'codes' in first ? first.codes.length : first.values.length;
  const table: Table = { rows, columns };
  return groupRowsBy(table, bins).groups.map(({ values, rows: of }) => ({ values, rows: [...of] }));
}

describe('groups of rows', () => {
  it('parts numbers by quantiles and keeps missing cells apart', () => {
    expect(group([numbers('age', [10, 20, 30, 40, NaN])])).toEqual([
      { values: { age: '> 20' }, rows: [2, 3] },
      { values: { age: '≤ 20' }, rows: [0, 1] },
      { values: { age: '(missing)' }, rows: [4] },
    ]);
  });

  it('crosses columns, the largest group first', () => {
    const sex = words('sex', ['f', 'm', 'm', null]);
    expect(group([sex, numbers('old', [0, 1, 1, 0], 'integer')])).toEqual([
      { values: { sex: 'm', old: '1' }, rows: [1, 2] },
      { values: { sex: '(missing)', old: '0' }, rows: [3] },
      { values: { sex: 'f', old: '0' }, rows: [0] },
    ]);
  });

  it('takes whole numbers with few values as they are, and bins those with many', () => {
    const codes = Array.from({ length: 24 }, (_, i) => i % 12);
    expect(group([numbers('code', codes, 'integer')])).toHaveLength(12);
    const many = Array.from({ length: 26 }, (_, i) => i % 13);
    expect(group([numbers('code', many, 'integer')], 4)).toHaveLength(4);
  });

  it('makes one group of a constant, of nothing but missing cells, and none of no rows', () => {
    expect(group([numbers('x', [5, 5, 5])])).toEqual([{ values: { x: '5' }, rows: [0, 1, 2] }]);
    expect(group([numbers('x', [NaN, NaN])])[0]!.values).toEqual({ x: '(missing)' });
    expect(group([numbers('x', [])])).toEqual([]);
  });

  it('puts infinite values into the outermost bins', () => {
    const values = [-Infinity, 1, 2, 3, 4, Infinity];
    expect(group([numbers('x', values)]).map(({ rows }) => rows)).toEqual([
      [3, 4, 5],
      [0, 1, 2],
    ]);
  });

  it('takes all but the frequent values of a wide category as one, and says so', () => {
    const values = [...Array.from({ length: 50 }, (_, i) => `v${i}`), 'v7', 'v7'];
    const table = { rows: values.length, columns: [words('city', values)] };
    const { groups, warnings } = groupRowsBy(table, 2);
    expect(groups).toHaveLength(30);
    expect(groups[0]!.values).toEqual({ city: '(other values)' });
    expect(warnings[0]!.message).toMatch(/'city' has 50 values/);
  });

  it('refuses more than 1,000 groups', () => {
    const digit = (by: number) => Array.from({ length: 1728 }, (_, i) => Math.floor(i / by) % 12);
    const columns = [1, 12, 144].map((by) => numbers(`of ${by}`, digit(by), 'integer'));
    expect(group(columns.slice(0, 2))).toHaveLength(144);
    expect(() => group(columns)).toThrow(/more than 1000 groups/);
  });

  it('keeps names apart that hold separators', () => {
    const a = words('a', ['x","y', 'x']);
    const b = words('b', ['z', 'y","z']);
    expect(group([a, b])).toHaveLength(2);
  });
});
