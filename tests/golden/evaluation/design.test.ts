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

it.each(golden.sequential)('spends what is there: $looks looks, $spending, $sides side', (one) => {
  const bounds = sequentialBounds(one.looks, one);
  const crossed = stoppedBy(bounds, 0, one.sides).at(-1)!;
  expect(Math.abs(crossed - one.alpha)).toBeLessThan(1e-9);
  expect(Math.abs(crossed - one.spent)).toBeLessThan(1e-5);
});
