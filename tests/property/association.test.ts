import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averageLinkage } from '../../core/stats/average-linkage.ts';
import { kendallMatrix } from '../../core/stats/kendall.ts';
import { pearsonMatrix } from '../../core/stats/correlation.ts';

const cell = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -4, max: 4 }) },
  { weight: 2, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }) },
  { weight: 1, arbitrary: fc.constant(Number.NaN) },
);
const rows = fc.array(fc.tuple(cell, cell), { minLength: 2, maxLength: 60 });

/** τ-b by comparing every pair of rows. */
function slowKendall(pairs: readonly (readonly [number, number])[]): number {
  const present = pairs.filter(([x, y]) => !Number.isNaN(x) && !Number.isNaN(y));
  let difference = 0;
  let untiedX = 0;
  let untiedY = 0;
  for (const [i, [x, y]] of present.entries()) {
    for (const [u, v] of present.slice(i + 1)) {
      difference += Math.sign(x - u) * Math.sign(y - v);
      untiedX += x === u ? 0 : 1;
      untiedY += y === v ? 0 : 1;
    }
  }
  return difference / Math.sqrt(untiedX) / Math.sqrt(untiedY);
}

function slowPearson(pairs: readonly (readonly [number, number])[]): number {
  const present = pairs.filter(([x, y]) => !Number.isNaN(x) && !Number.isNaN(y));
  const n = present.length;
  const mean = (side: 0 | 1) => present.reduce((sum, pair) => sum + pair[side] / n, 0);
  const [mx, my] = [mean(0), mean(1)];
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (const [x, y] of present) {
    xy += (x - mx) * (y - my);
    xx += (x - mx) ** 2;
    yy += (y - my) ** 2;
  }
  return xy / Math.sqrt(xx * yy);
}

const columnsOf = (pairs: readonly (readonly [number, number])[]) =>
  ([0, 1] as const).map((side) => Float64Array.from(pairs, (pair) => pair[side]));

describe('coefficients', () => {
  it("sort for Kendall's τ-b what comparing all pairs gives", () => {
    fc.assert(
      fc.property(rows, (pairs) => {
        const got = kendallMatrix(columnsOf(pairs))[0]![1]!;
        const want = slowKendall(pairs);
        if (Number.isNaN(want)) expect(got).toBeNaN();
        else expect(got).toBeCloseTo(want, 12);
      }),
    );
  });

  it("take what is absent out of Pearson's sums without losing digits", () => {
    const wild = fc.array(
      fc
        .tuple(cell, cell)
        .chain(([x, y]) =>
          fc.constantFrom<[number, number]>(
            [x, y],
            [x, y],
            [x * 1e9, Number.NaN],
            [Number.NaN, y * 1e9],
          ),
        ),
      { minLength: 3, maxLength: 60 },
    );
    fc.assert(
      fc.property(wild, (pairs) => {
        const want = slowPearson(pairs);
        const got = pearsonMatrix(columnsOf(pairs))[0]![1]!;
        // what varies by rounding only has no coefficient
        return !Number.isFinite(want) || !Number.isFinite(got) || Math.abs(got - want) < 1e-6;
      }),
    );
    const [x, y] = [
      [1, 2, 4, 4e9],
      [1, 3, 2, Number.NaN],
    ].map((values) => Float64Array.from(values));
    expect(pearsonMatrix([x!, y!])[0]![1]).toBeCloseTo(
      slowPearson([
        [1, 1],
        [2, 3],
        [4, 2],
      ]),
      12,
    );
  });
});

describe('average linkage', () => {
  it('merges n − 1 times, ever further apart, until all are together', () => {
    const points = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), {
      minLength: 1,
      maxLength: 25,
    });
    fc.assert(
      fc.property(points, (at) => {
        const n = at.length;
        const distances = Float64Array.from({ length: n * n }, (_, i) =>
          Math.abs(at[Math.floor(i / n)]! - at[i % n]!),
        );
        const merges = averageLinkage(distances, n);
        expect(merges).toHaveLength(n - 1);
        const used = merges.flatMap(([left, right]) => [left, right]);
        expect(new Set(used).size).toBe(2 * (n - 1));
        for (const [i, merge] of merges.entries()) {
          if (i > 0) expect(merge[2]).toBeGreaterThanOrEqual(merges[i - 1]![2] - 1e-9);
        }
        if (n > 1) expect(merges.at(-1)![3]).toBe(n);
      }),
    );
  });
});
