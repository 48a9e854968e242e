import { describe, expect, it } from 'vitest';
import { alignTable } from '../../../../core/models/align-table.ts';
import type { FeatureSchema, FittedPipeline } from '../../../../core/models/pipeline.ts';
import type { ColumnType } from '../../../../core/contract/common.ts';
import { cellText, type Column } from '../../../../core/table/table.ts';
import { coded, numeric } from './columns.ts';

function schema(name: string, type: ColumnType, categories: string[] | null = null): FeatureSchema {
  return { name, type, categories, min: null, max: null, typical: null };
}

function align(features: FeatureSchema[], ...columns: Column[]) {
  const pipeline = { features } as unknown as FittedPipeline;
  const rows = columns[0]?.type === 'category' ? columns[0].codes.length : 2;
  return alignTable(pipeline, { rows, columns });
}

const texts = (column: Column, rows: number) =>
  Array.from({ length: rows }, (_, row) => cellText(column, row));

describe('alignTable', () => {
  it('takes the columns it needs in the order of training', () => {
    const { table, warnings } = align(
      [schema('b', 'number'), schema('a', 'number')],
      numeric('a', [1, 2]),
      numeric('extra', [0, 0]),
      numeric('b', [3, 4]),
    );
    expect(table.columns.map(({ name }) => name)).toEqual(['b', 'a']);
    expect(warnings).toEqual([]);
  });

  it('reads text as numbers, booleans and dates, and says what it could not read', () => {
    const features = [schema('n', 'number'), schema('f', 'boolean'), schema('d', 'datetime')];
    const { table, warnings } = align(
      features,
      coded('n', ['1.5', 'n/a']),
      coded('f', ['Yes', '0']),
      coded('d', ['2020-01-02', null]),
    );
    expect(texts(table.columns[0]!, 2)).toEqual(['1.5', null]);
    expect(texts(table.columns[1]!, 2)).toEqual(['true', 'false']);
    expect(texts(table.columns[2]!, 2)).toEqual(['2020-01-02T00:00:00.000Z', null]);
    expect(warnings).toEqual([expect.objectContaining({ kind: 'type', column: 'n' })]);
    expect(warnings[0]!.message).toContain("'n/a'");
  });

  it('reads numbers as the categories they were in training', () => {
    const { table, warnings } = align([schema('c', 'category', ['1', '2'])], numeric('c', [2, 1]));
    expect(texts(table.columns[0]!, 2)).toEqual(['2', '1']);
    expect(warnings).toEqual([]);
  });

  it('counts infinite numbers as missing, with a warning', () => {
    const { table, warnings } = align([schema('n', 'number')], numeric('n', [Infinity, 1]));
    expect(texts(table.columns[0]!, 2)).toEqual([null, '1']);
    expect(warnings).toEqual([expect.objectContaining({ kind: 'infinite', column: 'n' })]);
  });

  it.each([
    [['a', 'x'], "1 row of 'c' holds 1 value that training did not see: 'x'."],
    [['x', 'x'], "2 rows of 'c' hold 1 value that training did not see: 'x'."],
    [['x', 'y'], "2 rows of 'c' hold 2 values that training did not see: 'x', 'y'."],
    [['p', 'q', 'r', 's'], /hold 4 values that training did not see, such as 'p', 'q', 'r'\.$/],
  ])('tells how many of %j training did not see', (labels, message) => {
    const { warnings } = align([schema('c', 'category', ['a'])], coded('c', labels));
    expect(warnings).toEqual([
      { kind: 'unseen_category', column: 'c', message: expect.stringMatching(message) },
    ]);
  });

  it('names every column that is missing', () => {
    const features = ['a', 'b', 'c'].map((name) => schema(name, 'number'));
    expect(() => align(features, numeric('b', [1, 2]))).toThrow(/a, c/);
  });
});
