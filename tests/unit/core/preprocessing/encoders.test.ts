import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../core/base/rng.ts';
import { applySteps, fitStep, fitTraining } from '../../../../core/preprocessing/fit-step.ts';
import { isCoded, type Column, type Table } from '../../../../core/table/table.ts';
import { coded, numeric } from '../models/columns.ts';

const tableOf = (...columns: Column[]): Table => ({
  rows: isCoded(columns[0]!) ? columns[0].codes.length : columns[0]!.values.length,
  columns,
});
const numbers = (table: Table, name: string): number[] => {
  const column = table.columns.find((c) => c.name === name)!;
  return isCoded(column) ? [] : [...column.values];
};

describe('target_encoder', () => {
  const rng = createRng(2);
  const labels = Array.from({ length: 40 }, () => 'abc'[rng.integer(3)]!);
  const table = tableOf(coded('c', labels));
  const y = Float64Array.from({ length: 40 }, () => rng.normal());
  const train = (target: Float64Array) => {
    const planned = { step: 'target_encoder', columns: ['c'] };
    return fitTraining(table, planned, { task: 'regression', classes: [], y: target, seed: 3 });
  };

  it('never shows a training row its own target', () => {
    const before = numbers(train(y).table, 'c');
    for (const row of [0, 7, 39]) {
      const changed = y.map((value, i) => (i === row ? value + 1000 : value));
      const after = numbers(train(changed).table, 'c');
      expect(after[row]).toBe(before[row]);
      expect(after).not.toEqual(before);
    }
  });

  it('encodes new rows by all training rows, and the unseen by the overall mean', () => {
    const scored = applySteps(tableOf(coded('c', ['a', 'zebra', null])), [train(y).fitted]);
    const mean = y.reduce((sum, value) => sum + value, 0) / y.length;
    expect(numbers(scored, 'c')[1]).toBeCloseTo(mean, 12);
    expect(numbers(scored, 'c')[2]).toBeCloseTo(mean, 12);
    expect(numbers(scored, 'c')[0]).not.toBeCloseTo(mean, 6);
  });

  it('asks for a target where there is none', () => {
    expect(() => fitStep(table, { step: 'target_encoder', columns: ['c'] })).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT' }),
    );
  });
});

describe('ordinal_encoder', () => {
  const table = tableOf(coded('c', ['b', 'a', 'a', 'b', 'c', null, 'd']));
  const encode = (params: Record<string, unknown>, rows = table) =>
    numbers(
      applySteps(rows, [fitStep(table, { step: 'ordinal_encoder', columns: ['c'], params })]),
      'c',
    );

  it('numbers by label; missing and unseen stay missing, or become what was asked', () => {
    expect(encode({})).toEqual([1, 0, 0, 1, 2, Number.NaN, 3]);
    const rows = tableOf(coded('c', ['a', 'x', null]));
    expect(encode({ unknown_value: -1 }, rows)).toEqual([0, -1, -1]);
  });

  it('gives the rarest one number together when there are too many', () => {
    expect(encode({ max_categories: 3 })).toEqual([1, 0, 0, 1, 2, Number.NaN, 2]);
  });
});

describe('frequency_encoder', () => {
  it('gives shares of the training rows, missing ones included, and 0 to the unseen', () => {
    const table = tableOf(coded('c', ['a', 'a', 'b', null]));
    const fitted = fitStep(table, { step: 'frequency_encoder', columns: ['c'] });
    const scored = applySteps(tableOf(coded('c', ['a', 'b', null, 'x'])), [fitted]);
    expect(numbers(scored, 'c')).toEqual([0.5, 0.25, 0.25, 0]);
  });
});

describe('knn_imputer', () => {
  const table = tableOf(
    numeric('small', [0, 0.1, 5, 5.1, null]),
    numeric('large', [1000, 2000, 1100, 1900, 1010]),
    numeric('wanted', [1, 2, 3, 4, null]),
  );
  const fill = (params: Record<string, unknown>) => {
    const columns = ['small', 'large', 'wanted'];
    const planned = { step: 'knn_imputer', columns, params: { n_neighbors: 1, ...params } };
    return applySteps(table, [fitStep(table, planned)]);
  };

  it('takes the nearest training row that has a value there', () => {
    expect(numbers(fill({}), 'wanted')[4]).toBe(1);
    expect(numbers(fill({}), 'small')[4]).toBe(0);
  });

  it('measures in standard deviations unless told otherwise', () => {
    const rows = tableOf(
      numeric('small', [5.2]),
      numeric('large', [1010]),
      numeric('wanted', [null]),
    );
    const columns = ['small', 'large', 'wanted'];
    const scored = (standardize: boolean) => {
      const params = { n_neighbors: 1, standardize };
      return numbers(
        applySteps(rows, [fitStep(table, { step: 'knn_imputer', columns, params })]),
        'wanted',
      );
    };
    expect(scored(true)).toEqual([3]);
    expect(scored(false)).toEqual([1]);
  });
});

describe('min_max_scaler', () => {
  it('cuts what lies outside the range of the training rows when asked to', () => {
    const table = tableOf(numeric('x', [2, 4, 6]));
    const params = { clip: true };
    const fitted = fitStep(table, { step: 'min_max_scaler', columns: ['x'], params });
    const scored = applySteps(tableOf(numeric('x', [0, 5, 9, null])), [fitted]);
    expect(numbers(scored, 'x')).toEqual([0, 0.75, 1, Number.NaN]);
  });
});
