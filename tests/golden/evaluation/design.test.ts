import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import {
  sequentialBounds,
  stoppedBy,
  type SequentialOptions,
} from '../../../core/evaluation/design/group-sequential.ts';
import { cohensH, powerOf, rowsFor, type Trial } from '../../../core/evaluation/design/power.ts';

const golden = JSON.parse(readFileSync(new URL('design.json', import.meta.url), 'utf8')) as {
  tolerance: number;
  effects: { first: number; second: number; h: number }[];
  power: (Trial & { rows: number; power: number; wanted: number; needed: number })[];
  sequential: (SequentialOptions & {
    looks: number;
    bounds: number[];
    drift: number;
    stopped: number[];
    spent: number;
  })[];
};

/** What is further from what is expected than the tolerance, relative above 1. */
function wrong(actual: readonly number[], expected: readonly number[]): string[] {
  return expected.flatMap((value, i) => {
    const apart = Math.abs(actual[i]! - value);
    if (apart <= golden.tolerance * Math.max(1, Math.abs(value))) return [];
    return [`${actual[i]}, not ${value}`];
  });
}

it.each(golden.effects)("Cohen's h as statsmodels: $first, $second", ({ first, second, h }) => {
  expect(wrong([cohensH(first, second)], [h])).toEqual([]);
});

it.each(golden.power)('power and rows as statsmodels: $kind, $effectSize', (one) => {
  expect(
    wrong([powerOf(one, one.rows), rowsFor(one, one.wanted)], [one.power, one.needed]),
  ).toEqual([]);
});

it.each(golden.sequential)('bounds as integrated: $looks looks, $spending, $sides side', (one) => {
  expect(wrong(sequentialBounds(one.looks, one), one.bounds)).toEqual([]);
  expect(wrong(stoppedBy(one.bounds, one.drift, one.sides), one.stopped)).toEqual([]);
});

// as tabulated for Lan & DeMets 1983: two sides, 0.05, equally spaced looks
it.each([
  ['obrien_fleming', [2.963, 1.969]],
  ['obrien_fleming', [3.71, 2.511, 1.993]],
  ['obrien_fleming', [4.333, 2.963, 2.359, 2.014]],
  ['obrien_fleming', [4.877, 3.357, 2.68, 2.29, 2.031]],
  ['pocock', [2.157, 2.201]],
  ['pocock', [2.438, 2.427, 2.41, 2.397, 2.386]],
] as const)('bounds as tabulated: %s %j', (spending, tabulated) => {
  const bounds = sequentialBounds(tabulated.length, { alpha: 0.05, sides: 2, spending });
  expect(bounds.map((z) => Number(z.toFixed(3)))).toEqual(tabulated);
});

it.each(golden.sequential)('spends what is there: $looks looks, $spending, $sides side', (one) => {
  const bounds = sequentialBounds(one.looks, one);
  const crossed = stoppedBy(bounds, 0, one.sides).at(-1)!;
  expect(Math.abs(crossed - one.alpha)).toBeLessThan(1e-9);
  expect(Math.abs(crossed - one.spent)).toBeLessThan(1e-5);
});
