import { describe, expect, it } from 'vitest';
import {
  holdout,
  kFold,
  stratifiedKFold,
  type Fold,
} from '../../../../core/evaluation/splitters.ts';

const labels = Int32Array.from({ length: 103 }, (_, i) => (i % 10 === 0 ? 2 : i % 3 === 0 ? 1 : 0));

function countOf(rows: Int32Array, label: number): number {
  return rows.filter((row) => labels[row] === label).length;
}

function expectPartition({ train, test }: Fold, rows: number): void {
  const all = [...train, ...test].toSorted((a, b) => a - b);
  expect(all).toEqual(Array.from({ length: rows }, (_, i) => i));
  expect([...train]).toEqual([...train].toSorted((a, b) => a - b));
  expect([...test]).toEqual([...test].toSorted((a, b) => a - b));
}

describe('holdout', () => {
  it('has ceil(rows × fraction) test rows', () => {
    const fold = holdout(103, { labels: null, testFraction: 0.2, seed: 1 });
    expectPartition(fold, 103);
    expect(fold.test).toHaveLength(21);
  });

  it('does not round 0.1 × 30 up to 4', () => {
    expect(holdout(30, { labels: null, testFraction: 0.1, seed: 1 }).test).toHaveLength(3);
  });

  it('gives each class its share', () => {
    const fold = holdout(103, { labels, testFraction: 0.2, seed: 1 });
    expectPartition(fold, 103);
    expect(fold.test).toHaveLength(21);
    for (const label of [0, 1, 2]) {
      const total = labels.filter((l) => l === label).length;
      expect(Math.abs(countOf(fold.test, label) - 0.2 * total)).toBeLessThan(1);
    }
  });

  it('keeps a training row of every class, however rare', () => {
    const rare = Int32Array.of(0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 2);
    for (let seed = 0; seed < 20; seed++) {
      const { train } = holdout(11, { labels: rare, testFraction: 0.6, seed });
      expect(new Set([...train].map((row) => rare[row]))).toEqual(new Set([0, 1, 2]));
    }
  });

  it('gives the same rows for a seed and others for another', () => {
    const at = (seed: number) => holdout(103, { labels, testFraction: 0.2, seed });
    expect(at(1)).toEqual(at(1));
    expect(at(1)).not.toEqual(at(2));
  });

  it('refuses rows that cannot be split', () => {
    const split = () => holdout(1, { labels: null, testFraction: 0.5, seed: 1 });
    expect(split).toThrow(expect.objectContaining({ code: 'NOT_ENOUGH_DATA' }));
  });
});

describe('kFold', () => {
  it('tests each row once, in folds that differ by a row at most', () => {
    const { folds, warnings } = kFold(103, { folds: 5, seed: 3 });
    for (const fold of folds) expectPartition(fold, 103);
    const tested = folds.flatMap(({ test }) => [...test]);
    expect(tested.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 103 }, (_, i) => i));
    expect(folds.map(({ test }) => test.length).toSorted()).toEqual([20, 20, 21, 21, 21]);
    expect(warnings).toEqual([]);
  });

  it('makes fewer folds of few rows and says so', () => {
    const { folds, warnings } = kFold(6, { folds: 5, seed: 3 });
    expect(folds).toHaveLength(3);
    expect(warnings).toEqual([expect.objectContaining({ kind: 'folds' })]);
  });
});

describe('stratifiedKFold', () => {
  it('spreads each class over the folds, and the rows too', () => {
    const { folds } = stratifiedKFold(labels, { folds: 5, seed: 3 });
    for (const fold of folds) expectPartition(fold, 103);
    for (const label of [0, 1, 2]) {
      const counts = folds.map(({ test }) => countOf(test, label));
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }
    const sizes = folds.map(({ test }) => test.length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
  });

  it('has as many folds as the smallest class has rows, with a warning', () => {
    const few = Int32Array.from({ length: 40 }, (_, i) => (i < 3 ? 1 : 0));
    const { folds, warnings } = stratifiedKFold(few, { folds: 5, seed: 3 });
    expect(folds).toHaveLength(3);
    expect(warnings[0]?.message).toContain('3 rows');
  });
});
