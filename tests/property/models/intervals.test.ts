import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fitIsotonic, isotonicAt } from '../../../core/models/calibration/isotonic.ts';
import {
  conformalQuantile,
  rankOfShifted,
} from '../../../core/models/intervals/order-statistics.ts';

const real = fc.double({ min: -1e6, max: 1e6, noNaN: true });

it('finds the value of a rank among shifted lists as sorting all of them does', () => {
  const list = fc.array(real, { maxLength: 12 });
  const lists = fc.array(fc.tuple(real, list), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(lists, fc.nat(), (given, pick) => {
      const sorted = given.map(([, values]) => Float64Array.from(values).sort());
      const centres = given.map(([centre]) => centre);
      const all = sorted.flatMap((values, k) => [...values].map((value) => centres[k]! + value));
      fc.pre(all.length > 0);
      const rank = 1 + (pick % all.length);
      const expected = all.toSorted((a, b) => a - b)[rank - 1]!;
      const found = rankOfShifted(centres, sorted, rank);
      expect(Math.abs(found - expected)).toBeLessThan(1e-8);
    }),
  );
});

it('covers at least the share asked for of the scores it is taken from', () => {
  const scores = fc.array(real, { minLength: 20, maxLength: 60 });
  fc.assert(
    fc.property(scores, fc.double({ min: 0.5, max: 0.94, noNaN: true }), (values, coverage) => {
      const radius = conformalQuantile(Float64Array.from(values), coverage);
      const covered = values.filter((value) => value <= radius).length / values.length;
      expect(covered).toBeGreaterThanOrEqual(coverage - 1e-9);
    }),
  );
});

it('gives a rising curve with the mean of what it was fitted on', () => {
  const point = fc.record({ x: fc.integer({ min: -9, max: 9 }), y: fc.constantFrom(0, 1) });
  fc.assert(
    fc.property(fc.array(point, { minLength: 1, maxLength: 40 }), (points) => {
      const x = Float64Array.from(points, (p) => p.x);
      const curve = fitIsotonic(
        x,
        Float64Array.from(points, (p) => p.y),
      );
      const fitted = [...x].toSorted((a, b) => a - b).map((at) => isotonicAt(curve, at));
      fitted.forEach((value, i) => expect(value).toBeGreaterThanOrEqual(fitted[i - 1] ?? 0));
      const mean = (values: readonly number[]) =>
        values.reduce((sum, value) => sum + value, 0) / values.length;
      expect(mean(fitted)).toBeCloseTo(mean(points.map((p) => p.y)), 9);
    }),
  );
});
