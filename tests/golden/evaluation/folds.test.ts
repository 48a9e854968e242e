import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import {
  groupKFold,
  leaveOneGroupOut,
  stratifiedGroupKFold,
} from '../../../core/evaluation/group-splitters.ts';
import type { Fold } from '../../../core/evaluation/splitters.ts';
import { timeFolds, timeOrder } from '../../../core/evaluation/time-splitters.ts';

type Rows = number[][];
const golden = JSON.parse(readFileSync(new URL('folds.json', import.meta.url), 'utf8')) as {
  groups: number[];
  labels: number[];
  groupKFold: Record<string, Rows>;
  stratifiedGroupKFold: Record<string, Rows>;
  leaveOneGroupOut: Rows;
  time: {
    rows: number;
    folds: number;
    gap: number;
    window: 'expanding' | 'sliding';
    expected: [number[], number[]][];
  }[];
};
const groups = Int32Array.from(golden.groups);
const testRows = (folds: readonly Fold[]): Rows => folds.map(({ test }) => [...test]);

it.each(Object.entries(golden.groupKFold))('GroupKFold(%s)', (folds, expected) => {
  expect(testRows(groupKFold(groups, { folds: Number(folds), seed: null }))).toEqual(expected);
  // Sizes differ, so that a seed changes nothing.
  expect(testRows(groupKFold(groups, { folds: Number(folds), seed: 9 }))).toEqual(expected);
});

it.each(Object.entries(golden.stratifiedGroupKFold))('StratifiedGroupKFold(%s)', (k, expected) => {
  const options = { folds: Number(k), seed: null };
  expect(testRows(stratifiedGroupKFold(golden.labels, groups, options))).toEqual(expected);
});

it('LeaveOneGroupOut', () => {
  expect(testRows(leaveOneGroupOut(groups))).toEqual(golden.leaveOneGroupOut);
});

it.each(golden.time)(
  'TimeSeriesSplit($folds) of $rows rows, gap $gap, $window',
  ({ rows, expected, ...options }) => {
    const order = timeOrder(Float64Array.from({ length: rows }, (_, i) => i));
    const folds = timeFolds(order, options);
    expect(folds.map(({ train, test }) => [[...train], [...test]])).toEqual(expected);
  },
);
