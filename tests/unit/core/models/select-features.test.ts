import { describe, expect, it } from 'vitest';
import { selectFeatures } from '../../../../core/models/select-features.ts';
import type { Column } from '../../../../core/table/table.ts';
import { coded, numeric, range } from './columns.ts';

const rows = 120;
const table = (...columns: Column[]) => ({ rows, columns });
const good = numeric(
  'good',
  range(rows).map((i) => Math.sin(i)),
);

function kinds(column: Column): string[] {
  return selectFeatures(table(good, column), { explicit: false }).warnings.map(({ kind }) => kind);
}

describe('selectFeatures', () => {
  it.each([
    [
      'a constant',
      numeric(
        'c',
        range(rows).map(() => 4),
      ),
      'constant',
    ],
    [
      'a column without values',
      coded(
        'c',
        range(rows).map(() => null),
      ),
      'all_missing',
    ],
    ['a row number', numeric('c', range(rows), 'integer'), 'identifier'],
    [
      'unordered ids',
      numeric(
        'customer_id',
        range(rows).map((i) => (i * 7) % 1009),
        'integer',
      ),
      'identifier',
    ],
    [
      'unique text',
      coded(
        'c',
        range(rows).map((i) => `t${i}`),
        'text',
      ),
      'identifier',
    ],
    [
      'free text',
      coded(
        'c',
        range(rows).map((i) => `t${i % 90}`),
        'text',
      ),
      'text',
    ],
  ])('leaves out %s', (_, column, kind) => {
    expect(kinds(column)).toEqual([kind]);
    expect(selectFeatures(table(good, column), { explicit: false }).names).toEqual(['good']);
  });

  it.each([
    [
      'a category of many values with several rows each',
      coded(
        'c',
        range(rows).map((i) => `t${i % 55}`),
      ),
    ],
    [
      'text of few values',
      coded(
        'c',
        range(rows).map((i) => `t${i % 5}`),
        'text',
      ),
    ],
    [
      'whole numbers in any order',
      numeric(
        'area',
        range(rows).map((i) => (i * 7919) % 1009),
        'integer',
      ),
    ],
    [
      'years',
      numeric(
        'year',
        range(rows).map((i) => 1900 + i),
        'integer',
      ),
    ],
    [
      'different real numbers',
      numeric(
        'c',
        range(rows).map((i) => i / 7),
      ),
    ],
  ])('keeps %s', (_, column) => expect(kinds(column)).toEqual([]));

  it('keeps what the caller named, with a warning, but never what holds nothing', () => {
    const id = numeric('id', range(rows), 'integer');
    const constant = numeric(
      'constant',
      range(rows).map(() => 1),
    );
    const choice = selectFeatures(table(good, id, constant), { explicit: true });
    expect(choice.names).toEqual(['good', 'id']);
    expect(choice.warnings.map(({ kind }) => kind)).toEqual(['identifier', 'constant']);
  });

  it('says so when nothing is left', () => {
    const choose = () =>
      selectFeatures(
        table(
          numeric(
            'c',
            range(rows).map(() => 1),
          ),
        ),
        { explicit: false },
      );
    expect(choose).toThrow(expect.objectContaining({ code: 'NOT_ENOUGH_DATA' }));
  });
});
