import { describe, expect, it } from 'vitest';
import { imbalance } from '../../../../core/eda/alerts.ts';
import { countDuplicateRows } from '../../../../core/eda/duplicate-rows.ts';
import { settingsSchema } from '../../../../core/contract/settings.ts';
import { profileTable as profileWith } from '../../../../core/eda/profile.ts';
import type { Column, Table } from '../../../../core/table/table.ts';

const none = Number.NaN;
const { alerts: thresholds } = settingsSchema.parse({});
const profileTable = (table: Table) => profileWith(table, thresholds);

function numbers(
  name: string,
  values: number[],
  type: 'number' | 'datetime' | 'boolean' = 'number',
): Column {
  return { name, type, values: Float64Array.from(values) };
}

function category(name: string, texts: (string | null)[]): Column {
  const dictionary = [...new Set(texts.filter((text) => text !== null))];
  const codes = Int32Array.from(texts, (text) => (text === null ? -1 : dictionary.indexOf(text)));
  return { name, type: 'category', codes, dictionary };
}

function kindsOf(table: Table): string[] {
  return profileTable(table).alerts.map((alert) => `${alert.kind} ${alert.column}`);
}

describe('alerts', () => {
  it('names constants, unique, missing, zero and infinite columns', () => {
    const table: Table = {
      rows: 4,
      columns: [
        numbers('constant', [5, 5, 5, 5]),
        numbers('gaps', [1, none, 3, 3]),
        numbers('wild', [0, Infinity, 0, 1]),
        numbers('hollow', [none, none, none, none]),
        category('key', ['a', 'b', 'c', 'd']),
      ],
    };
    expect(kindsOf(table)).toEqual(
      expect.arrayContaining([
        'constant constant',
        'missing gaps',
        'zeros wild',
        'infinite wild',
        'empty hollow',
        'unique key',
      ]),
    );
    expect(kindsOf(table)).not.toContain('missing hollow');
  });

  it('needs more than one percent', () => {
    const values = Array.from({ length: 200 }, (_, i) => (i < 2 ? none : i));
    expect(kindsOf({ rows: 200, columns: [numbers('x', values)] })).not.toContain('missing x');
    values[5] = none;
    expect(kindsOf({ rows: 200, columns: [numbers('x', values)] })).toContain('missing x');
  });

  it('measures imbalance as ydata-profiling does', () => {
    expect(imbalance(Float64Array.of(10, 20, 60, 10))).toBeCloseTo(0.2145, 4);
    expect(imbalance(Float64Array.of(5, 5))).toBe(0);
    const texts = Array.from({ length: 100 }, (_, i) => (i < 97 ? 'often' : 'rarely'));
    expect(kindsOf({ rows: 100, columns: [category('c', texts)] })).toContain('imbalance c');
  });

  it('finds even and extremely skewed distributions', () => {
    const even = Array.from({ length: 1000 }, (_, i) => i % 10);
    const skewed = even.map((_, i) => (i === 0 ? 1e6 : i / 1000));
    const kinds = kindsOf({
      rows: 1000,
      columns: [numbers('even', even), numbers('skewed', skewed)],
    });
    expect(kinds).toContain('uniform even');
    expect(kinds).toContain('skewed skewed');
  });

  it('tells of a table without rows', () => {
    expect(kindsOf({ rows: 0, columns: [numbers('x', []), category('c', [])] })).toEqual([
      'empty null',
    ]);
  });
});

describe('duplicates', () => {
  it('counts rows that repeat an earlier one, missing equal to missing', () => {
    const table: Table = {
      rows: 6,
      columns: [
        numbers('x', [1, 1, none, none, 0, -0]),
        category('c', ['a', 'b', null, null, 'z', 'z']),
      ],
    };
    expect(countDuplicateRows(table)).toBe(2);
  });

  it('counts as a set of texts does', () => {
    const rows = 5000;
    const a = Array.from({ length: rows }, (_, i) => (i * 7919) % 61);
    const b = Array.from({ length: rows }, (_, i) => String((i * 104729) % 53));
    const distinct = new Set(a.map((value, i) => `${value}|${b[i]}`)).size;
    const table: Table = { rows, columns: [numbers('a', a), category('b', b)] };
    expect(countDuplicateRows(table)).toBe(rows - distinct);
  });
});

describe('missingness and types', () => {
  it('gives the share of each block of rows', () => {
    const values = Array.from({ length: 1000 }, (_, i) => (i < 15 ? none : 1));
    const { missing } = profileTable({ rows: 1000, columns: [numbers('x', values)] });
    expect(missing.blocks.rowsPerBlock).toBe(10);
    expect(missing.blocks.share.slice(0, 3)).toEqual([[1], [0.5], [0]]);
    expect(missing).toMatchObject({ cells: 15, rowsComplete: 985 });
  });

  it('profiles dates and truth values without meaningless numbers', () => {
    const day = 86_400_000;
    const { columns } = profileTable({
      rows: 3,
      columns: [numbers('day', [0, day, none], 'datetime'), numbers('yes', [1, 1, 0], 'boolean')],
    });
    expect(columns[0]).toMatchObject({ min: 0, max: day, sum: null, skewness: null, missing: 1 });
    expect(columns[0]!.top[0]!.value).toBe('1970-01-01T00:00:00.000Z');
    expect(columns[1]).toMatchObject({ distinct: 2, mean: 2 / 3, histogram: null });
    expect(columns[1]!.top).toEqual([
      { value: 'true', count: 2 },
      { value: 'false', count: 1 },
    ]);
  });
});
