import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../core/base/rng.ts';
import { averageRanks, orderNumbers } from '../../../../core/stats/order-numbers.ts';

/** The slow obvious way. */
function slowOrder(values: Float64Array): number[] {
  return [...values.keys()]
    .filter((row) => !Number.isNaN(values[row]!))
    .toSorted((a, b) => values[a]! - values[b]! || a - b);
}

describe('orderNumbers', () => {
  const rng = createRng(5);
  const draws: Record<string, () => number> = {
    'real numbers': () => rng.normal() * 10 ** (rng.integer(40) - 20),
    'few whole numbers': () => rng.integer(50) - 25,
    'numbers that differ in the last bits': () => 1e6 + rng.integer(1000) * 2 ** -32,
    'zeros of both signs, infinities and missing': () =>
      [0, -0, Infinity, -Infinity, Number.NaN, 1, -1][rng.integer(7)]!,
  };

  it.each(Object.entries(draws))('orders %s stably', (_name, draw) => {
    for (const n of [0, 1, 100, 5000]) {
      const values = Float64Array.from({ length: n }, draw);
      const before = values.slice();
      expect([...orderNumbers(values)]).toEqual(slowOrder(values));
      expect(values).toEqual(before);
    }
  });
});

describe('averageRanks', () => {
  it('gives ties the mean of their ranks and missing values none', () => {
    const values = Float64Array.of(3, Number.NaN, 1, 3, 2);
    expect([...averageRanks(values, orderNumbers(values))]).toEqual([3.5, Number.NaN, 1, 3.5, 2]);
  });
});
