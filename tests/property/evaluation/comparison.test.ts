import fc from 'fast-check';
import { expect, it } from 'vitest';
import { classMeasures } from '../../../core/evaluation/fairness/class-measures.ts';
import { delongTest } from '../../../core/evaluation/comparison/delong-test.ts';
import { sequentialBounds } from '../../../core/evaluation/design/group-sequential.ts';
import { powerOf, rowsFor } from '../../../core/evaluation/design/power.ts';
import { wilcoxonSignedRank } from '../../../core/stats/wilcoxon-test.ts';

const counts = fc
  .array(fc.tuple(...[0, 1, 2, 3].map(() => fc.integer({ min: 0, max: 40 }))), {
    minLength: 1,
    maxLength: 6,
  })
  .map((groups) => Float64Array.from(groups.flat()));

it('differences and ratios of rates lie between 0 and 1, or are null', () => {
  fc.assert(
    fc.property(counts, (of) => {
      const outside = Object.entries(classMeasures(of, 0)).filter(
        ([id, value]) =>
          value !== null &&
          !['disparate_impact', 'statistical_parity_difference'].includes(id) &&
          !(value >= -1e-12 && value <= 1 + 1e-12),
      );
      expect(outside).toEqual([]);
    }),
  );
});

it('measures between groups do not depend on their order', () => {
  fc.assert(
    fc.property(counts, (of) => {
      const groups = Array.from({ length: of.length / 4 }, (_, g) => of.slice(4 * g, 4 * g + 4));
      const reversed = Float64Array.from(groups.toReversed().flatMap((group) => [...group]));
      const of1 = classMeasures(of, 0)['equalized_odds_difference'];
      expect(classMeasures(reversed, 0)['equalized_odds_difference']).toBe(of1);
    }),
  );
});

it('DeLong turns its sign with the order of the runs, and sees nothing in one ranking', () => {
  const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 })), {
    minLength: 4,
    maxLength: 30,
  });
  fc.assert(
    fc.property(rows, (scores) => {
      const y = Int32Array.from(scores, (_, i) => i % 2);
      const [a, b] = [0, 1].map((k) => Float64Array.from(scores, (one) => one[k]!));
      const there = delongTest(y, a!, b!)!;
      const back = delongTest(y, b!, a!)!;
      expect(back.difference.value).toBeCloseTo(-there.difference.value, 12);
      expect(back.pValue).toBeCloseTo(there.pValue, 12);
      expect(
        delongTest(
          y,
          a!,
          a!.map((value) => 2 * value),
        )!.pValue,
      ).toBe(1);
    }),
  );
});

it('Wilcoxon counts every assignment of signs', () => {
  const differences = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(differences, (all) => {
      const apart = all.filter((value) => value !== 0);
      const { statistic, pValue } = wilcoxonSignedRank(all);
      const sizes = apart.map(Math.abs);
      const rank = (size: number): number =>
        sizes.filter((s) => s < size).length + (sizes.filter((s) => s === size).length + 1) / 2;
      const ranks = sizes.map(rank);
      let few = 0;
      for (let signs = 0; signs < 2 ** apart.length; signs++) {
        const sum = ranks.reduce((s, r, i) => s + ((signs >> i) & 1 ? r : 0), 0);
        if (sum <= statistic) few++;
      }
      expect(pValue).toBeCloseTo(Math.min(1, (2 * few) / 2 ** apart.length), 12);
    }),
  );
});

it('rows give back the power they were found for, and more rows more', () => {
  const trial = fc.record({
    kind: fc.constantFrom('proportions' as const, 'means' as const),
    effectSize: fc.double({ min: 0.02, max: 2, noNaN: true }),
    alpha: fc.double({ min: 0.001, max: 0.2, noNaN: true }),
    ratio: fc.double({ min: 0.2, max: 5, noNaN: true }),
    sides: fc.constantFrom(1 as const, 2 as const),
  });
  const wanted = fc.double({ min: 0.5, max: 0.99, noNaN: true });
  fc.assert(
    fc.property(trial, wanted, (of, power) => {
      const rows = rowsFor(of, power);
      expect(powerOf(of, rows)).toBeGreaterThanOrEqual(power - 1e-9);
      expect(powerOf(of, 2 * rows)).toBeGreaterThan(powerOf(of, rows));
    }),
    { numRuns: 60 },
  );
});

it('bounds of O’Brien and Fleming fall, and the last is above that of a single look', () => {
  const looks = fc.integer({ min: 2, max: 8 });
  const alpha = fc.double({ min: 0.005, max: 0.2, noNaN: true });
  fc.assert(
    fc.property(looks, alpha, (count, level) => {
      const options = { alpha: level, sides: 2, spending: 'obrien_fleming' } as const;
      const bounds = sequentialBounds(count, options);
      expect(bounds).toEqual(bounds.toSorted((a, b) => b - a));
      expect(bounds.at(-1)!).toBeGreaterThan(sequentialBounds(1, options)[0]!);
    }),
    { numRuns: 15 },
  );
});
