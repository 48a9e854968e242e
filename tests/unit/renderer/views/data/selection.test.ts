import { describe, expect, it } from 'vitest';
import { moveSelection, rangeOf } from '../../../../../renderer/views/data/grid/selection.ts';

const bounds = { rows: 1000, columns: 5, rowsPerPage: 20 };
const at = (row: number, column: number) => ({ active: { row, column }, anchor: { row, column } });
const move = (from: ReturnType<typeof at>, key: string, held = { extend: false, whole: false }) =>
  moveSelection(from, { key, ...held }, bounds);

describe('moveSelection', () => {
  it('moves by arrows and pages, and stops at the edges', () => {
    expect(move(at(3, 2), 'ArrowDown')?.active).toEqual({ row: 4, column: 2 });
    expect(move(at(3, 2), 'PageDown')?.active).toEqual({ row: 23, column: 2 });
    expect(move(at(999, 4), 'ArrowDown')?.active).toEqual({ row: 999, column: 4 });
    expect(move(at(3, 4), 'ArrowRight')?.active).toEqual({ row: 3, column: 4 });
  });

  it('reaches the header above the first row', () => {
    expect(move(at(0, 1), 'ArrowUp')?.active).toEqual({ row: -1, column: 1 });
    expect(move(at(-1, 1), 'ArrowUp')?.active.row).toBe(-1);
  });

  it('goes to the corners with Ctrl', () => {
    expect(move(at(3, 2), 'End', { extend: false, whole: true })?.active).toEqual({
      row: 999,
      column: 4,
    });
    expect(move(at(3, 2), 'Home', { extend: false, whole: true })?.active).toEqual({
      row: 0,
      column: 0,
    });
  });

  it('extends a range with Shift, never into the header', () => {
    const once = move(at(1, 2), 'ArrowUp', { extend: true, whole: false })!;
    const twice = moveSelection(once, { key: 'ArrowUp', extend: true, whole: false }, bounds)!;
    expect(rangeOf(twice)).toEqual({ firstRow: 0, lastRow: 1, firstColumn: 2, lastColumn: 2 });
  });

  it('leaves other keys to others', () => expect(move(at(0, 0), 'x')).toBeNull());
});
