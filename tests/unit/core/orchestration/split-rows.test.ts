import { describe, expect, it } from 'vitest';
import { splitRows } from '../../../../core/orchestration/split-rows.ts';

const table = 'sex,age\r\n1,55\r\n0,56\r\n1,29\r\n0,77\r\n';

describe('splitRows', () => {
  it('puts rows below the value first and the others second, in order, with the header on both', () => {
    expect(splitRows(table, { column: 'age', value: 56 })).toEqual([
      'sex,age\n1,55\n1,29\n',
      'sex,age\n0,56\n0,77\n',
    ]);
  });

  it.each([
    ['weight', 56, 'NOT_FOUND'],
    ['age', 29, 'NOT_ENOUGH_DATA'],
    ['age', 78, 'NOT_ENOUGH_DATA'],
  ])('refuses %s at %d', (column, value, code) => {
    expect(() => splitRows(table, { column, value })).toThrow(expect.objectContaining({ code }));
  });
});
