import '../../support/property-seed.ts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  lastRoundingBelow,
  lastRoundingTo,
  nextFloat,
  previousDouble,
} from '../../../core/registry/import/nearest-float.ts';

const float = fc.float({ noNaN: true, noDefaultInfinity: true });
/** Doubles that round to a float or to one of its neighbours, halfway ones among them. */
const near = (value: number): number[] => {
  const below = (value + nextFloat(value, -1)) / 2;
  const above = (value + nextFloat(value, 1)) / 2;
  const points = [below, value, above].filter(Number.isFinite);
  return points.flatMap((x) => [previousDouble(x), x, -previousDouble(-x)]);
};

it('a double is compared as if it were rounded to single precision first', () => {
  fc.assert(
    fc.property(float, fc.double({ noNaN: true }), (threshold, other) => {
      const last = lastRoundingTo(threshold);
      const strict = lastRoundingBelow(threshold);
      for (const x of [...near(threshold), other]) {
        expect(x <= last, `${x} <= ${threshold}`).toBe(Math.fround(x) <= threshold);
        expect(x <= strict, `${x} < ${threshold}`).toBe(Math.fround(x) < threshold);
      }
    }),
    { numRuns: 2000 },
  );
});
