import { describe, expect, it } from 'vitest';
import { noTick } from '../../../../core/base/tick.ts';
import { countSharedRows } from '../../../../core/models/duplicate-rows.ts';
import { warnOfComputedTarget, warnOfLeakage } from '../../../../core/models/leakage.ts';
import type { TrainingData } from '../../../../core/models/training-data.ts';
import type { Column } from '../../../../core/table/table.ts';
import { coded, numeric, range } from './columns.ts';

const rows = 300;

function data(y: number[], classes: string[], ...columns: Column[]): TrainingData {
  return {
    task: classes.length > 0 ? 'classification' : 'regression',
    target: { name: 'y', type: 'category' },
    classes,
    table: { rows, columns },
    y: Float64Array.from(y),
    weights: null,
  };
}

const labels = range(rows).map((i) => (Math.sin(3 * i * i) > 0 ? 1 : 0));
const noise = range(rows).map((i) => Math.cos(5 * i * i));
const leaks = (given: TrainingData) => warnOfLeakage(given, noTick).map(({ column }) => column);

describe('warnOfLeakage', () => {
  it('finds a number that orders two classes, either way round', () => {
    const up = numeric(
      'up',
      labels.map((y, i) => y + 0.4 * noise[i]!),
    );
    const down = numeric(
      'down',
      labels.map((y, i) => -y + 0.4 * noise[i]!),
    );
    const weak = numeric(
      'weak',
      labels.map((y, i) => y + noise[i]!),
    );
    expect(leaks(data(labels, ['a', 'b'], up, down, weak))).toEqual(['up', 'down']);
  });

  it('finds a category that stands for the class, but not one with a row a value', () => {
    const copy = coded(
      'copy',
      labels.map((y, i) => (y === 1 ? `yes${i % 2}` : 'no')),
    );
    const unique = coded(
      'unique',
      range(rows).map((i) => `v${i}`),
    );
    expect(leaks(data(labels, ['a', 'b'], copy, unique))).toEqual(['copy']);
  });

  it('finds a column that is filled in for one class only', () => {
    const late = coded(
      'late',
      labels.map((y, i) => (y === 1 ? `room ${i}` : null)),
    );
    const gaps = coded(
      'gaps',
      range(rows).map((i) => (i % 3 === 0 ? null : 'x')),
    );
    expect(leaks(data(labels, ['a', 'b'], late, gaps))).toEqual(['late']);
  });

  it('finds a copy of a regression target', () => {
    const y = noise.map((value) => 100 * value);
    const copy = numeric(
      'copy',
      y.map((value, i) => (i % 50 === 0 ? null : 3 - 2 * value)),
    );
    expect(leaks(data(y, [], copy, numeric('other', labels)))).toEqual(['copy']);
  });

  it('finds a code of three classes, but not a measurement that separates one of them', () => {
    const three = range(rows).map((i) => i % 3);
    const code = numeric('code', three, 'integer');
    const measure = numeric(
      'measure',
      three.map((k, i) => (k === 0 ? 0 : 9) + noise[i]!),
    );
    expect(leaks(data(three, ['a', 'b', 'c'], code, measure))).toEqual(['code']);
  });
});

describe('warnOfComputedTarget', () => {
  it('speaks up at an R² of nearly 1 only', () => {
    expect(warnOfComputedTarget('y', 0.99995)).toHaveLength(1);
    expect(warnOfComputedTarget('y', 0.99)).toEqual([]);
    expect(warnOfComputedTarget('y', null)).toEqual([]);
  });
});

describe('countSharedRows', () => {
  const part = (numbers: (number | null)[], texts: (string | null)[], y: number[]) => ({
    table: { rows: y.length, columns: [numeric('n', numbers), coded('t', texts)] },
    y: Float64Array.from(y),
  });

  it('counts test rows with an exact twin, whatever the order of the dictionary', () => {
    const train = part([1, 2, null, -0], ['a', 'b', null, 'c'], [0, 1, 0, 1]);
    const test = part([2, 1, null, 0, 2], ['b', 'b', null, 'c', 'b'], [1, 0, 0, 1, 1]);
    expect(countSharedRows(train, test)).toBe(4);
  });

  it('does not take a row with another target, or another place for the same value, for a twin', () => {
    const train = part([1, 2], ['a', 'b'], [0, 1]);
    expect(countSharedRows(train, part([1, 2], ['a', 'b'], [1, 0]))).toBe(0);
    expect(countSharedRows(train, part([null, 0], ['a', 'b'], [0, 1]))).toBe(0);
  });
});
