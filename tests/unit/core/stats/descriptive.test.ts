import { describe, expect, it } from 'vitest';
import {
  moments,
  sortedFrequencies,
  sortedMad,
  sortedQuantile,
} from '../../../../core/stats/descriptive.ts';

describe('moments', () => {
  it('leaves out missing and counts infinite values', () => {
    const m = moments(Float64Array.of(1, Number.NaN, 2, Infinity, 3, 0));
    expect(m).toMatchObject({ finite: 4, infinite: 1, zeros: 1, mean: 1.5, sum: 6 });
    expect(m.variance).toBeCloseTo(5 / 3, 14);
  });

  it('keeps the spread of values with a large offset', () => {
    const m = moments(Float64Array.of(1e9 + 1, 1e9 + 2, 1e9 + 3, 1e9 + 6));
    expect(m.variance).toBeCloseTo(14 / 3, 9);
    expect(m.skewness).toBeCloseTo(1.1903401282789947, 9);
  });

  it('has no variance of one value and no shape of a constant', () => {
    expect(moments(Float64Array.of(5)).variance).toBeNaN();
    expect(moments(new Float64Array(10).fill(0.1))).toMatchObject({ skewness: 0, kurtosis: 0 });
    expect(moments(new Float64Array(0)).mean).toBeNaN();
  });

  it('keeps the shape of values that are tiny', () => {
    const m = moments(Float64Array.of(1e-12, 2e-12, 3e-12, 6e-12));
    expect(m.skewness).toBeCloseTo(1.1903401282789947, 9);
  });
});

describe('order statistics', () => {
  it('interpolates quantiles linearly', () => {
    const sorted = Float64Array.of(1, 2, 4, 8);
    expect([0, 0.25, 0.5, 0.75, 1].map((q) => sortedQuantile(sorted, q))).toEqual([
      1, 1.75, 3, 5, 8,
    ]);
    expect(sortedQuantile(new Float64Array(0), 0.5)).toBeNaN();
  });

  it('finds the median deviation from both sides of the median', () => {
    expect(sortedMad(Float64Array.of(1, 1, 2, 2, 4, 6, 9))).toBe(1);
    expect(sortedMad(Float64Array.of(1, 2, 3, 10))).toBe(1);
    expect(sortedMad(Float64Array.of(7))).toBe(0);
  });

  it('counts distinct values and prefers the smaller of equally frequent ones', () => {
    expect(sortedFrequencies(Float64Array.of(1, 2, 2, 3, 3, 4), 2)).toEqual({
      distinct: 4,
      top: [
        { value: 2, count: 2 },
        { value: 3, count: 2 },
      ],
    });
  });
});
