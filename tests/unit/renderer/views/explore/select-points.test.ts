import { describe, expect, it } from 'vitest';
import { insidePath } from '../../../../../renderer/charts/in-brush.ts';
import {
  type Points,
  pointsOfLasso,
  pointsOfTerms,
} from '../../../../../renderer/views/explore/select-points.ts';

const points: Points = {
  row: [0, 3, 6, 9],
  rows: 12,
  columns: [
    { name: 'age', type: 'number', values: [10, 20, null, 40] },
    { name: 'fare', type: 'integer', values: [1, 2, 3, 4] },
    { name: 'sex', type: 'category', values: ['f', 'm', 'f', null] },
    { name: 'day', type: 'datetime', values: ['2020-01-01T00:00:00Z', null, '2020-01-03', null] },
  ],
};
const version = (name: string, type: 'number' | 'category' | 'datetime') => ({
  name,
  type,
  missing: 0,
});

describe('conditions on points', () => {
  it('includes both ends and leaves out missing cells', () => {
    const term = { kind: 'between', column: version('age', 'number'), low: 10, high: 20 } as const;
    expect(pointsOfTerms(points, [term])).toEqual([true, true, false, false]);
  });

  it('holds all conditions together', () => {
    expect(
      pointsOfTerms(points, [
        { kind: 'between', column: version('age', 'number'), low: 0, high: 99 },
        { kind: 'in', column: version('sex', 'category'), values: ['f'] },
      ]),
    ).toEqual([true, false, false, false]);
  });

  it('never counts a missing cell among all others, as the core does', () => {
    const term = {
      kind: 'in',
      column: version('sex', 'category'),
      values: ['m'],
      not: true,
    } as const;
    expect(pointsOfTerms(points, [term])).toEqual([true, false, true, false]);
  });

  it('reads dates as moments', () => {
    const low = Date.UTC(2020, 0, 2);
    const term = {
      kind: 'between',
      column: version('day', 'datetime'),
      low,
      high: low * 2,
    } as const;
    expect(pointsOfTerms(points, [term])).toEqual([false, false, true, false]);
  });

  it('says so when a column is not drawn', () => {
    const term = { kind: 'between', column: version('other', 'number'), low: 0, high: 1 } as const;
    expect(pointsOfTerms(points, [term])).toBeNull();
  });
});

describe('free outlines', () => {
  const square = { x: [0, 30, 30, 0], y: [0, 0, 3, 3] };

  it('selects what lies inside', () => {
    expect(pointsOfLasso(points, { columns: ['age', 'fare'], ...square })).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('keeps the notch of a concave outline out', () => {
    const notched = { x: [0, 10, 10, 5, 0], y: [0, 0, 10, 2, 10] };
    expect(insidePath(notched, 5, 1)).toBe(true);
    expect(insidePath(notched, 5, 8)).toBe(false);
  });
});
