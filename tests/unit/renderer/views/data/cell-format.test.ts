import { describe, expect, it } from 'vitest';
import {
  cellStyle,
  cellText,
  tabSeparated,
} from '../../../../../renderer/views/data/grid/cell-format.ts';
import {
  arrangeColumns,
  layoutColumns,
} from '../../../../../renderer/views/data/grid/column-layout.ts';

describe('cellText', () => {
  it('gives numbers of a column the same decimals, so that their points align', () => {
    const style = cellStyle('number', [2.3, 1, null, 0.25]);
    expect([2.3, 1, 0.25].map((value) => cellText(value, style))).toEqual(['2.30', '1.00', '0.25']);
  });

  it('spares a column of nearly whole numbers a row of zeros', () => {
    const style = cellStyle('number', [61, 70.5, 0.9167, 62, 63, 64, 65, 66, 67, 68]);
    expect([61, 0.9167].map((value) => cellText(value, style))).toEqual(['61.00', '0.92']);
  });

  it('does not turn a small number into zero', () => {
    const style = cellStyle('number', [1.5]);
    expect(cellText(0.0000123456, style)).toBe('0.000012346');
    expect(cellText(0, style)).toBe('0.0');
  });

  it('writes whole numbers without grouping, for years and identifiers', () => {
    expect(cellText(1987, cellStyle('integer', [1987]))).toBe('1987');
  });

  it('leaves the time out where it is always midnight', () => {
    const days = ['2020-01-31T00:00:00.000Z', '2020-02-01T00:00:00Z'];
    expect(cellText(days[0]!, cellStyle('datetime', days))).toBe('2020-01-31');
    const moments = ['2020-01-31T00:00:00.000Z', '2020-02-01T13:45:10.500Z'];
    const style = cellStyle('datetime', moments);
    expect(moments.map((value) => cellText(value, style))).toEqual([
      '2020-01-31 00:00:00',
      '2020-02-01 13:45:10.500',
    ]);
  });
});

describe('tabSeparated', () => {
  it('quotes what would break a paste, and leaves missing cells empty', () => {
    const text = tabSeparated(
      ['a', 'b\tc'],
      [
        [1.5, null],
        ['say "hi"', true],
      ],
    );
    expect(text).toBe('a\t"b\tc"\n1.5\t\n"say ""hi"""\ttrue');
  });
});

describe('columns', () => {
  const columns = layoutColumns(
    [
      { name: 'a', type: 'integer' },
      { name: 'a_column_with_a_very_long_name_that_would_never_end', type: 'text' },
      { name: 'c', type: 'text' },
    ],
    [[1, 'x', 'some longer text in a cell']],
  );

  it('suits widths to names and values, within bounds', () => {
    expect(columns[0]!.width).toBe(84);
    expect(columns[1]!.width).toBe(280);
    expect(columns[2]!.width).toBeGreaterThan(150);
  });

  it('puts pinned columns first and keeps their place in the row', () => {
    const { columns: shown, pinnedCount } = arrangeColumns(columns, ['c'], new Map([['a', 300]]));
    expect(shown.map((column) => [column.name, column.index])).toEqual([
      ['c', 2],
      ['a', 0],
      ['a_column_with_a_very_long_name_that_would_never_end', 1],
    ]);
    expect(shown[1]!.width).toBe(300);
    expect(pinnedCount).toBe(1);
  });
});
