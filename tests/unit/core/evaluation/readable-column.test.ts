import fc from 'fast-check';
import { expect, it } from 'vitest';
import { filterName, filterText } from '../../../../core/evaluation/errors/filter-text.ts';
import { roundCut, roundTimeCut } from '../../../../core/evaluation/errors/round-cut.ts';
import { parseFilter } from '../../../../core/table/filter-expression.ts';

it('filters read back any name and any text', () => {
  const some = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
  const nasty = fc.oneof(
    some,
    fc.array(fc.constantFrom('"', '\\', '`', "'", '\n', 'a', ' ')).map((of) => `x${of.join('')}`),
  );
  fc.assert(
    fc.property(nasty, nasty, (column, value) => {
      const parsed = parseFilter(`${filterName(column)} = ${filterText(value)}`);
      expect(parsed).toEqual({ kind: 'compare', column, operator: '=', value });
    }),
  );
});

it.each([
  [60, 61, 60],
  [60.2, 60.9, 60.5],
  [-0.031, -0.012, -0.02],
  [1234.5, 1299, 1250],
  [0, 1, 0],
  [-5, 5, 0],
  [0.1, 0.30000000000000004, 0.2],
])('a cut between %d and %d', (low, high, cut) => {
  const found = roundCut(low, high);
  expect(found).toBeGreaterThanOrEqual(low);
  expect(found).toBeLessThan(high);
  expect(String(found).length).toBeLessThanOrEqual(String(cut).length);
});

it('cuts lie between, and filters read them as they are', () => {
  const pair = fc
    .tuple(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    )
    .filter(([a, b]) => a < b);
  fc.assert(
    fc.property(pair, ([low, high]) => {
      const cut = roundCut(low, high);
      expect(cut >= low && cut < high).toBe(true);
      expect(parseFilter(`x <= ${cut}`)).toMatchObject({ value: cut });
    }),
  );
  const day = Date.UTC(2024, 4, 5);
  expect(roundTimeCut(day - 5000, day + 5000)).toBe(day);
  expect(roundTimeCut(day + 10, day + 20)).toBe(day + 10);
});
