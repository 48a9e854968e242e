import { describe, expect, it } from 'vitest';
import { noTick } from '../../../../core/base/tick.ts';
import { crossValidate, summariseFolds } from '../../../../core/evaluation/cross-validation.ts';
import { kFold } from '../../../../core/evaluation/splitters.ts';
import type { TrainingData } from '../../../../core/models/training-data.ts';

const options = {
  algorithm: 'logistic_regression',
  params: {},
  features: ['x', 'code'],
  seed: 7,
  modelId: 'model',
  tick: noTick,
  now: () => 0,
};

/** Random labels, a number without signal, and a category that is different on every row. */
function noise(rows: number): TrainingData {
  return {
    task: 'classification',
    target: { name: 'y', type: 'category' },
    classes: ['no', 'yes'],
    table: {
      rows,
      columns: [
        {
          name: 'x',
          type: 'number',
          values: Float64Array.from({ length: rows }, (_, i) => Math.sin(i * i)),
        },
        {
          name: 'code',
          type: 'category',
          codes: Int32Array.from({ length: rows }, (_, i) => i),
          dictionary: Array.from({ length: rows }, (_, i) => `v${i}`),
        },
      ],
    },
    y: Float64Array.from({ length: rows }, (_, i) => (Math.sin(7 * i * i + 1) > 0 ? 1 : 0)),
    weights: null,
  };
}

describe('crossValidate', () => {
  it('learns nothing of the test rows: noise scores like noise', () => {
    const data = noise(200);
    const { folds } = kFold(200, { folds: 5, seed: 1 });
    const { metrics, perFold } = crossValidate(data, folds, options);
    expect(perFold).toHaveLength(5);
    expect(metrics['roc_auc.mean']).toBeGreaterThan(0.35);
    expect(metrics['roc_auc.mean']).toBeLessThan(0.65);
  });

  it('leaves out a fold whose training rows hold one class, with a warning', () => {
    const data = noise(10);
    const y = Float64Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    const rest = Int32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9);
    const folds = [
      { train: rest, test: Int32Array.of(0) },
      { train: Int32Array.of(0, 1, 2, 3, 4), test: Int32Array.of(5, 6, 7, 8, 9) },
    ];
    const { perFold, warnings } = crossValidate({ ...data, y }, folds, options);
    expect(perFold).toHaveLength(1);
    expect(warnings).toEqual([expect.objectContaining({ kind: 'folds' })]);
  });
});

describe('summariseFolds', () => {
  it('gives the mean and the population standard deviation, over folds that have the metric', () => {
    const metrics = summariseFolds([
      { a: 1, b: null },
      { a: 3, b: 5 },
      { a: 5, b: null },
    ]);
    expect(metrics['a.mean']).toBe(3);
    expect(metrics['a.std']).toBeCloseTo(Math.sqrt(8 / 3), 12);
    expect(metrics['b.mean']).toBe(5);
    expect(metrics['b.std']).toBe(0);
    expect(summariseFolds([{ c: null }])).toEqual({ 'c.mean': null, 'c.std': null });
  });
});
