import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fillZeroShares,
  jensenShannon,
  populationStability,
  totalVariation,
  toShares,
} from '../../../core/stats/divergences.ts';
import { empiricalDistances } from '../../../core/stats/empirical-distances.ts';
import { ksPValue } from '../../../core/stats/kolmogorov-smirnov.ts';
import { sortNumbers } from '../../../core/stats/sort-numbers.ts';
import { binSorted, sturgesEdges } from '../../../core/stats/sturges-histogram.ts';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 });
const sample = fc
  .array(fc.oneof(finite, fc.integer({ min: -3, max: 3 })), { minLength: 1, maxLength: 40 })
  .map((values) => Float64Array.from(values, (value) => value + 0).sort());
const shares = fc
  .array(fc.nat(50), { minLength: 5, maxLength: 5 })
  .filter((counts) => counts.some((count) => count > 0))
  .map((counts) => toShares(Float64Array.from(counts)));

/** Distances of samples, and of shares, that must be metrics; with the largest value each can take. */
const sampleMetrics = [
  ['Kolmogorov-Smirnov', (a, b) => empiricalDistances(a, b).kolmogorovSmirnov, 1],
  ['Wasserstein', (a, b) => empiricalDistances(a, b).wasserstein, 2e9],
] as const satisfies Metric[];
const shareMetrics = [
  ['total variation', totalVariation, 1],
  ['Jensen-Shannon', jensenShannon, Math.sqrt(Math.LN2)],
] as const satisfies Metric[];
type Metric = readonly [string, (a: Float64Array, b: Float64Array) => number, number];

/** The axioms of a metric that do not hold for three points. */
function brokenAxioms(
  [, distance, most]: Metric,
  [a, b, c]: readonly [Float64Array, Float64Array, Float64Array],
): string[] {
  const slack = 1e-7 * most;
  const ab = distance(a, b);
  const holds = {
    identity: distance(a, a) === 0,
    symmetry: Math.abs(ab - distance(b, a)) <= 1e-9 * most,
    bounds: ab >= 0 && ab <= most * (1 + 1e-12),
    'triangle inequality': distance(a, c) <= ab + distance(b, c) + slack,
  };
  return Object.entries(holds).flatMap(([axiom, held]) => (held ? [] : [axiom]));
}

describe('distances are metrics', () => {
  it.each(sampleMetrics)('%s on samples', (...metric) => {
    fc.assert(
      fc.property(sample, sample, sample, (...points) => {
        expect(brokenAxioms(metric, points)).toEqual([]);
      }),
    );
  });

  it.each(shareMetrics)('%s on shares', (...metric) => {
    fc.assert(
      fc.property(shares, shares, shares, (...points) => {
        expect(brokenAxioms(metric, points)).toEqual([]);
      }),
    );
  });

  it('PSI is zero on equal shares, symmetric and never negative', () => {
    fc.assert(
      fc.property(shares, shares, (p, q) => {
        const [a, b] = [fillZeroShares(p), fillZeroShares(q)];
        expect(populationStability(a, a)).toBe(0);
        expect(populationStability(a, b)).toBeGreaterThanOrEqual(0);
        expect(populationStability(a, b)).toBeCloseTo(populationStability(b, a), 9);
      }),
    );
  });
});

describe('empirical distances', () => {
  it('equal the definition, evaluated at every value', () => {
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        const share = (values: Float64Array, x: number): number =>
          values.filter((value) => value <= x).length / values.length;
        const points = [...a, ...b].sort((x, y) => x - y);
        const gaps = points.map((x) => Math.abs(share(a, x) - share(b, x)));
        const area = points.reduce(
          (sum, x, i) => sum + (gaps[i - 1] ?? 0) * (x - (points[i - 1] ?? x)),
          0,
        );
        const found = empiricalDistances(a, b);
        expect(found.kolmogorovSmirnov).toBe(Math.max(...gaps));
        expect(Math.abs(found.wasserstein - area)).toBeLessThanOrEqual(1e-9 * Math.max(1, area));
      }),
    );
  });

  it('move with a shift: Wasserstein by its size, Kolmogorov-Smirnov not with the scale', () => {
    fc.assert(
      fc.property(sample, sample, fc.integer({ min: 1, max: 1000 }), (a, b, shift) => {
        const moved = a.map((value) => value + shift);
        expect(empiricalDistances(a, moved).wasserstein).toBeCloseTo(shift, 4);
        const double = (values: Float64Array): Float64Array => values.map((value) => 2 * value);
        expect(empiricalDistances(double(a), double(b)).kolmogorovSmirnov).toBe(
          empiricalDistances(a, b).kolmogorovSmirnov,
        );
      }),
    );
  });
});

describe('the Kolmogorov-Smirnov p-value', () => {
  /** All ways to interleave two samples; each is equally likely when they come from one distribution. */
  function bruteForce(n: number, m: number, distance: number): number {
    let all = 0;
    let far = 0;
    const walk = (i: number, j: number, widest: number): void => {
      const now = Math.max(widest, Math.abs(i / n - j / m));
      if (i === n && j === m) {
        all++;
        if (now >= distance - 1e-12) far++;
        return;
      }
      if (i < n) walk(i + 1, j, now);
      if (j < m) walk(i, j + 1, now);
    };
    walk(0, 0, 0);
    return far / all;
  }

  it('is the share of interleavings that lie as far apart', () => {
    const size = fc.integer({ min: 1, max: 7 });
    fc.assert(
      fc.property(size, size, fc.nat(), (n, m, seed) => {
        const lcm = n * m;
        const distance = ((seed % lcm) + 1) / lcm;
        // only distances that two such samples can have
        fc.pre(
          Array.from({ length: n + 1 }, (_, i) =>
            Array.from({ length: m + 1 }, (__, j) => Math.abs(i / n - j / m)),
          ).some((row) => row.some((value) => Math.abs(value - distance) < 1e-12)),
        );
        expect(ksPValue(distance, n, m)).toBeCloseTo(bruteForce(n, m, distance), 12);
      }),
    );
  });
});

describe('sorting and binning', () => {
  const value = fc.oneof(
    fc.double({ noNaN: true }).map((x) => x + 0),
    fc.integer({ min: -50, max: 50 }),
    // numbers that share their upper half
    fc.nat(1e6).map((n) => 1 + n * 2 ** -52),
    fc.nat(1e6).map((n) => -1 - n * 2 ** -52),
  );

  it('sorts as the engine does', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 200 }), (few) => {
        // repeated with a twist, so that there are enough for the radix sort
        const values = Float64Array.from(
          { length: 5000 },
          (_, i) => few[i % few.length]! * (i % 7 === 0 ? 0.5 : 1) + 0,
        );
        expect(sortNumbers(values.slice())).toEqual(values.slice().sort());
      }),
      { numRuns: 60 },
    );
  });

  it("puts every value into exactly one of Sturges' bins", () => {
    fc.assert(
      fc.property(sample, (sorted) => {
        const edges = sturgesEdges(sorted[0]!, sorted.at(-1)!, {
          n: sorted.length,
          integers: false,
        });
        const total = binSorted(sorted, edges).reduce((sum, count) => sum + count, 0);
        expect(total).toBe(sorted.length);
      }),
    );
  });
});
