import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeFolds, makeHoldout, type SplitData } from '../../../core/evaluation/make-folds.ts';
import type { Fold } from '../../../core/evaluation/splitters.ts';

const options = {
  seed: 7,
  window: 'expanding',
  gap: 0,
  embargo: 0,
  repeats: 2,
  testFraction: 0.25,
} as const;

/** Rows of a few classes and groups at times in no order. */
const rows = fc
  .array(
    fc.record({
      y: fc.integer({ min: 0, max: 2 }),
      group: fc.integer({ min: 0, max: 6 }),
      time: fc.integer({ min: 0, max: 1000 }),
    }),
    { minLength: 24, maxLength: 120 },
  )
  .map((list) => {
    const number = new Map<number, number>();
    for (const { group } of list) if (!number.has(group)) number.set(group, number.size);
    const data: SplitData = {
      task: 'classification',
      y: Float64Array.from(list, ({ y }) => y),
      keys: {
        groups: Int32Array.from(list, ({ group }) => number.get(group)!),
        times: Float64Array.from(list, ({ time }) => time),
      },
    };
    return { data, groups: number.size };
  })
  .filter(({ groups }) => groups >= 3);

function expectApart({ train, test }: Fold): void {
  expect(train.length).toBeGreaterThan(0);
  expect(test.length).toBeGreaterThan(0);
  const trained = new Set(train);
  expect(test.some((row) => trained.has(row))).toBe(false);
  for (const side of [train, test])
    expect(side.every((row, i) => i === 0 || row > side[i - 1]!)).toBe(true);
}

/** How often each row is tested. */
function timesTested(folds: readonly Fold[], count: number): Set<number> {
  const tested = new Int32Array(count);
  for (const { test } of folds) for (const row of test) tested[row]!++;
  return new Set(tested);
}

function sharesGroups(groups: Int32Array, { train, test }: Fold): boolean {
  const trained = new Set(Array.from(train, (row) => groups[row]));
  return test.some((row) => trained.has(groups[row]!));
}

describe('folds', () => {
  it.each(['holdout', 'kfold', 'stratified', 'group', 'stratified_group', 'purged'] as const)(
    '%s tests every row once',
    (split) => {
      fc.assert(
        fc.property(rows, ({ data }) => {
          const { folds } = makeFolds(data, { ...options, split, folds: 3 });
          for (const fold of folds) expectApart(fold);
          expect(timesTested(folds, data.y.length)).toEqual(new Set([1]));
        }),
        { numRuns: 40 },
      );
    },
  );

  it('repeated tests every row once a repeat, in other folds', () => {
    fc.assert(
      fc.property(rows, ({ data }) => {
        const { folds } = makeFolds(data, { ...options, split: 'repeated', folds: 3 });
        expect(timesTested(folds, data.y.length)).toEqual(new Set([2]));
        const half = folds.length / 2;
        expect(folds.slice(0, half).map(({ test }) => test)).not.toEqual(
          folds.slice(half).map(({ test }) => test),
        );
      }),
      { numRuns: 20 },
    );
  });

  it.each(['group', 'stratified_group', 'leave_one_group_out'] as const)(
    '%s never has a group on both sides, in folds and test rows',
    (split) => {
      fc.assert(
        fc.property(rows, ({ data, groups }) => {
          const { folds } = makeFolds(data, { ...options, split, folds: 3 });
          const aside = makeHoldout(data, { ...options, split });
          for (const fold of [...folds, aside]) {
            expectApart(fold);
            expect(sharesGroups(data.keys!.groups!, fold)).toBe(false);
          }
          if (split === 'leave_one_group_out') expect(folds).toHaveLength(groups);
        }),
        { numRuns: 40 },
      );
    },
  );

  it.each(['expanding', 'sliding'] as const)('time, %s: no training row is later', (window) => {
    const gaps = fc.integer({ min: 0, max: 4 });
    fc.assert(
      fc.property(rows, gaps, ({ data }, gap) => {
        const times = data.keys!.times!;
        const asked = { ...options, split: 'time', window, gap } as const;
        const { folds } = makeFolds(data, { ...asked, folds: 3 });
        for (const fold of [...folds, makeHoldout(data, asked)]) {
          expectApart(fold);
          const latest = fold.train.reduce((most, row) => Math.max(most, times[row]!), -Infinity);
          const first = fold.test.reduce((least, row) => Math.min(least, times[row]!), Infinity);
          expect(latest).toBeLessThanOrEqual(first);
        }
        const sizes = folds.map(({ train }) => train.length);
        if (window === 'sliding') expect(new Set(sizes).size).toBe(1);
        else expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
      }),
      { numRuns: 40 },
    );
  });

  it('purged: rows whose labels reach into the test part, and those embargoed, are left out', () => {
    const cases = fc.record({
      count: fc.integer({ min: 60, max: 200 }),
      gap: fc.integer({ min: 0, max: 5 }),
      embargo: fc.constantFrom(0, 0.01, 0.05),
    });
    fc.assert(
      fc.property(cases, ({ count, gap, embargo }) => {
        const times = Float64Array.from({ length: count }, (_, row) => row);
        const data = { task: 'regression', y: times, keys: { groups: null, times } } as const;
        const asked = { ...options, split: 'purged', gap, embargo, folds: 4 } as const;
        for (const { train, test } of makeFolds(data, asked).folds) {
          const [from, to] = [test[0]!, test.at(-1)!];
          // The label of a row spans it and the `gap` rows after it.
          const overlaps = (row: number): boolean => row <= to + gap && row + gap >= from;
          expect(train.some(overlaps)).toBe(false);
          const barred = Math.floor(count * embargo);
          expect(train.some((row) => row > to && row <= to + gap + barred)).toBe(false);
          const allowed = Array.from(times).filter(
            (row) => row + gap < from || row > to + gap + barred,
          );
          expect([...train]).toEqual(allowed);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('says which column a split needs', () => {
    const data: SplitData = { task: 'regression', y: new Float64Array(10) };
    const asked = { ...options, folds: 3 } as const;
    expect(() => makeFolds(data, { ...asked, split: 'group' })).toThrow(/needs a group column/);
    expect(() => makeFolds(data, { ...asked, split: 'time' })).toThrow(/needs a time column/);
  });

  it('a million rows are split within a second', () => {
    const count = 1_000_000;
    const y = Float64Array.from({ length: count }, (_, row) => row % 2);
    const start = process.cpuUsage();
    makeFolds({ task: 'classification', y }, { ...options, split: 'stratified', folds: 5 });
    const { user } = process.cpuUsage(start);
    expect(user / 1e6).toBeLessThan(1);
  });
});
