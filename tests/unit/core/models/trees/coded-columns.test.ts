import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../../core/base/rng.ts';
import {
  codeMatrix,
  exactCodes,
  midpoint,
} from '../../../../../core/models/trees/coded-columns.ts';

function code(column: Float64Array, maxCodes: number, categories?: number[]) {
  const x = { rows: column.length, names: ['a'], columns: [column] };
  return codeMatrix(categories ? { ...x, categories } : x, { maxCodes, tick: () => {} });
}

describe('codes of a column', () => {
  it('are the ranks of its values where these are few, and missing values come last', () => {
    const coded = code(Float64Array.of(5, -0, 7, Number.NaN, 0, 5, -Infinity), 1023);
    expect([...coded.columns[0]!]).toEqual([2, 1, 3, 4, 1, 2, 0]);
    expect([...coded.table]).toEqual([...coded.columns[0]!]);
    expect(coded.counts).toEqual([4]);
  });

  it('rise with the values and are about equally frequent where these are many', () => {
    const rng = createRng(1);
    const column = Float64Array.from({ length: 20_000 }, () => Math.exp(2 * rng.normal()));
    const { columns, counts, low, high } = code(column, 100);
    expect(counts).toEqual([100]);
    const frequency = new Int32Array(100);
    column.forEach((value, row) => {
      const own = columns[0]![row]!;
      frequency[own]!++;
      expect(value >= low[0]![own]! && value <= high[0]![own]!).toBe(true);
    });
    expect(Math.min(...frequency)).toBeGreaterThan(150);
    expect(Math.max(...frequency)).toBeLessThan(250);
  });

  it('tell apart every value of a long column where they may be many', () => {
    const column = Float64Array.from({ length: 450_000 }, (_, i) => (i * 7919) % 450_000);
    expect(code(column, exactCodes(2)).counts).toEqual([450_000]);
    expect(code(column, 1023).counts[0]).toBeLessThanOrEqual(1023);
  });

  it('are the categories themselves, unknown ones missing', () => {
    const coded = code(Float64Array.of(2, 0, 9, Number.NaN), 1023, [3]);
    expect([...coded.columns[0]!]).toEqual([2, 0, 3, 3]);
  });
});

it('finds a number between neighbours that parts them', () => {
  const next = 1 + Number.EPSILON;
  for (const [low, high] of [
    [1, next],
    [-Infinity, 3],
    [3, Infinity],
    [-Number.MAX_VALUE, Number.MAX_VALUE],
    [0, 5e-324],
  ] as const) {
    expect(midpoint(low, high)).toBeGreaterThanOrEqual(low);
    expect(midpoint(low, high)).toBeLessThan(high);
  }
});
