import { describe, expect, it } from 'vitest';
import { chiSquareSf } from '../../../../core/stats/chi-square-distribution.ts';
import { chiSquareTest } from '../../../../core/stats/chi-square-test.ts';
import { fillZeroShares, toShares } from '../../../../core/stats/divergences.ts';
import { erfc } from '../../../../core/stats/erfc.ts';
import { fSf } from '../../../../core/stats/f-distribution.ts';
import { kolmogorovSf } from '../../../../core/stats/kolmogorov-distribution.ts';
import { ksPValue } from '../../../../core/stats/kolmogorov-smirnov.ts';
import { normalQuantile, normalSf } from '../../../../core/stats/normal-distribution.ts';
import { studentTCdf, studentTSf } from '../../../../core/stats/student-t-distribution.ts';
import { equalWidthEdges, sturgesEdges } from '../../../../core/stats/sturges-histogram.ts';
import { twoProportionZTest } from '../../../../core/stats/two-proportion-z-test.ts';

describe('distributions at their ends', () => {
  it('are 0 and 1 at infinity', () => {
    expect([normalSf(Infinity), normalSf(-Infinity)]).toEqual([0, 1]);
    expect([studentTSf(Infinity, 3), studentTSf(-Infinity, 3)]).toEqual([0, 1]);
    expect([chiSquareSf(Infinity, 2), chiSquareSf(0, 2), chiSquareSf(-1, 2)]).toEqual([0, 1, 1]);
    expect([fSf(Infinity, 2, 3), fSf(0, 2, 3), fSf(-1, 2, 3)]).toEqual([0, 1, 1]);
  });

  it('do not take a missing value for an extreme one', () => {
    expect(studentTSf(Number.NaN, 3)).toBeNaN();
    expect(normalSf(Number.NaN)).toBeNaN();
    expect(chiSquareSf(Number.NaN, 3)).toBeNaN();
    expect(fSf(Number.NaN, 3, 3)).toBeNaN();
    expect([normalQuantile(Number.NaN), normalQuantile(1.1), normalQuantile(-0.1)]).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
  });

  it('keep Student t with endless degrees of freedom normal, and do not overflow on a huge t', () => {
    expect(studentTSf(2, Infinity)).toBe(normalSf(2));
    // Cauchy: P(T > t) → 1/(πt)
    expect(studentTSf(1e150, 1) * Math.PI * 1e150).toBeCloseTo(1, 12);
    expect(studentTCdf(0, 7)).toBe(0.5);
  });

  it('invert: the quantile of a survival probability lies at its point', () => {
    for (const z of [-30, -5, -1, 0.2, 3]) expect(normalQuantile(normalSf(-z))).toBeCloseTo(z, 12);
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
  });

  it('let erfc underflow to 0 instead of failing', () => {
    expect([erfc(30), erfc(Infinity), erfc(-Infinity)]).toEqual([0, 0, 2]);
  });
});

describe('tests on degenerate input', () => {
  it('Kolmogorov-Smirnov gives 1 for no distance, and the least p for the full one', () => {
    for (const [n, m] of [
      [1, 1],
      [5, 9],
      [10_000, 9_999],
      [20_000, 5],
    ] as const) {
      expect(ksPValue(0, n, m)).toBe(1);
    }
    // one of C(8, 3) interleavings each way
    expect(ksPValue(1, 3, 5)).toBeCloseTo(2 / 56, 15);
    expect(ksPValue(1, 20_000, 20_000)).toBe(0);
    expect(kolmogorovSf(1, 0.75)).toBeCloseTo(0.5, 15);
  });

  it('chi-square gives 1 for one category and 0 for one nobody expected', () => {
    expect(chiSquareTest(Float64Array.of(4), Float64Array.of(4)).pValue).toBe(1);
    expect(chiSquareTest(new Float64Array(0), new Float64Array(0)).pValue).toBe(1);
    const surprise = chiSquareTest(Float64Array.of(3, 1), Float64Array.of(4, 0));
    expect(surprise).toEqual({ statistic: Infinity, pValue: 0 });
  });

  it('the z-test gives 1 for equal proportions of 0 or 1', () => {
    expect(twoProportionZTest(0, 5, 0, 9)).toEqual({ statistic: 0, pValue: 1 });
    expect(twoProportionZTest(5, 5, 9, 9)).toEqual({ statistic: 0, pValue: 1 });
  });
});

describe('shares and bins on degenerate input', () => {
  it('gives zero shares for zero counts', () => {
    expect(Array.from(toShares(Float64Array.of(0, 0)))).toEqual([0, 0]);
  });

  it('fills zeros with a millionth of a smallest share that is itself tiny', () => {
    expect(Array.from(fillZeroShares(Float64Array.of(0, 0.4, 0.6)))).toEqual([1e-4, 0.4, 0.6]);
    expect(fillZeroShares(Float64Array.of(0, 1e-4, 0.9999))[0]).toBeCloseTo(1e-10, 20);
  });

  it('gives a constant one bin, and never two equal edges', () => {
    expect(Array.from(sturgesEdges(5, 5, { n: 9, integers: false }))).toEqual([4.5, 5.5]);
    expect(Array.from(equalWidthEdges(1e16, 1e16 + 4, 8))).toEqual([1e16, 1e16 + 2, 1e16 + 4]);
  });
});
