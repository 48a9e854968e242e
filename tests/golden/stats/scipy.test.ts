import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chiSquareCdf, chiSquareSf } from '../../../core/stats/chi-square-distribution.ts';
import { chiSquareTest } from '../../../core/stats/chi-square-test.ts';
import {
  jensenShannon,
  kullbackLeibler,
  populationStability,
} from '../../../core/stats/divergences.ts';
import { empiricalDistances } from '../../../core/stats/empirical-distances.ts';
import { fCdf, fSf } from '../../../core/stats/f-distribution.ts';
import { kolmogorovSf } from '../../../core/stats/kolmogorov-distribution.ts';
import { ksPValue } from '../../../core/stats/kolmogorov-smirnov.ts';
import { logGamma } from '../../../core/stats/log-gamma.ts';
import { normalCdf, normalQuantile, normalSf } from '../../../core/stats/normal-distribution.ts';
import { studentTCdf, studentTSf } from '../../../core/stats/student-t-distribution.ts';
import { binSorted, sturgesEdges } from '../../../core/stats/sturges-histogram.ts';

type Row = [number, number, number, number, number];
const golden = JSON.parse(readFileSync(new URL('scipy.json', import.meta.url), 'utf8')) as {
  tolerance: { distributions: number; pValues: number; distances: number };
  distributions: Record<string, Row[]>;
  ks: Row[];
  kolmogorov: Row[];
  samples: { a: number[]; b: number[]; ks: number; wasserstein: number }[];
  vectors: {
    p: number[];
    q: number[];
    jensenShannon: number;
    kullbackLeibler: number | null;
    psi: number | null;
  }[];
  chiSquareTest: { observed: number[]; expected: number[]; statistic: number; pValue: number }[];
  histograms: { values: number[]; edges: number[]; counts: number[] }[];
};
const { tolerance } = golden;
const doubles = (values: number[]): Float64Array => Float64Array.from(values);
const ascending = (values: number[]): Float64Array => doubles(values).sort();

function relativeError(actual: number, expected: number): number {
  return actual === expected ? 0 : Math.abs(actual - expected) / Math.abs(expected);
}

/** Each function with the golden column it must equal; arguments come first in the row. */
const checks: Record<string, ((...row: Row) => [number, number])[]> = {
  normal: [(z, cdf) => [normalCdf(z), cdf], (z, _, sf) => [normalSf(z), sf]],
  normalQuantile: [(p, z) => [normalQuantile(p), z]],
  chiSquare: [
    (x, df, cdf) => [chiSquareCdf(x, df), cdf],
    (x, df, _, sf) => [chiSquareSf(x, df), sf],
  ],
  studentT: [(t, df, sf) => [studentTSf(t, df), sf], (t, df, sf) => [studentTCdf(-t, df), sf]],
  f: [(f, d1, d2, cdf) => [fCdf(f, d1, d2), cdf], (f, d1, d2, _, sf) => [fSf(f, d1, d2), sf]],
  fExact: [(f, d1, d2, sf) => [fSf(f, d1, d2), sf]],
  logGamma: [(x, value) => [logGamma(x), value]],
};

describe('distributions agree with scipy, far into the tails', () => {
  it.each(Object.entries(checks))('%s', (name, functions) => {
    const rows = golden.distributions[name]!;
    expect(rows.length).toBeGreaterThan(5);
    for (const row of rows) {
      for (const check of functions) {
        const [actual, expected] = check(...row);
        expect(relativeError(actual, expected), JSON.stringify(row)).toBeLessThanOrEqual(
          tolerance.distributions,
        );
      }
    }
  });
});

describe('Kolmogorov-Smirnov', () => {
  it('gives the p-values of ks_2samp, exact and asymptotic', () => {
    for (const [n1, n2, d, p] of golden.ks) {
      expect(
        relativeError(ksPValue(d, n1, n2), p),
        JSON.stringify([n1, n2, d, p]),
      ).toBeLessThanOrEqual(tolerance.pValues);
    }
  });

  it('gives the tail of kstwo at every size', () => {
    for (const [n, d, p] of golden.kolmogorov) {
      expect(relativeError(kolmogorovSf(n, d), p), JSON.stringify([n, d, p])).toBeLessThanOrEqual(
        tolerance.pValues,
      );
    }
  });
});

describe('distances and tests', () => {
  it.each(golden.samples)('measures two samples as scipy does: $ks', ({ a, b, ...expected }) => {
    const distances = empiricalDistances(ascending(a), ascending(b));
    expect(distances.kolmogorovSmirnov).toBeCloseTo(expected.ks, 12);
    const scale = Math.max(1, expected.wasserstein);
    expect(Math.abs(distances.wasserstein - expected.wasserstein) / scale).toBeLessThan(
      tolerance.distances,
    );
  });

  it.each(golden.vectors)(
    'measures shares as scipy does: $jensenShannon',
    ({ p, q, ...expected }) => {
      const [a, b] = [doubles(p), doubles(q)];
      expect(
        relativeError(jensenShannon(a, b), expected.jensenShannon),
        JSON.stringify(p),
      ).toBeLessThanOrEqual(tolerance.distances);
      if (expected.psi === null || expected.kullbackLeibler === null) {
        expect(kullbackLeibler(a, b)).toBe(Infinity);
      } else {
        expect(
          relativeError(populationStability(a, b), expected.psi),
          JSON.stringify(p),
        ).toBeLessThanOrEqual(tolerance.distances);
        expect(
          relativeError(kullbackLeibler(a, b), expected.kullbackLeibler),
          JSON.stringify(p),
        ).toBeLessThanOrEqual(tolerance.distances);
      }
    },
  );

  it.each(golden.chiSquareTest)('tests counts as scipy does: $pValue', (item) => {
    const { statistic, pValue } = chiSquareTest(doubles(item.observed), doubles(item.expected));
    expect(relativeError(statistic, item.statistic), JSON.stringify(item)).toBeLessThanOrEqual(
      tolerance.distributions,
    );
    expect(relativeError(pValue, item.pValue), JSON.stringify(item)).toBeLessThanOrEqual(
      tolerance.distributions,
    );
  });

  it.each(golden.histograms)('bins as numpy does: $counts', ({ values, edges, counts }) => {
    const sorted = ascending(values);
    const found = sturgesEdges(sorted[0]!, sorted.at(-1)!, {
      n: values.length,
      integers: values.every(Number.isInteger),
    });
    expect(Array.from(found)).toEqual(edges);
    expect(Array.from(binSorted(sorted, found))).toEqual(counts);
  });
});
