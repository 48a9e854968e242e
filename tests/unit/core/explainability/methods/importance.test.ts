import { expect, it } from 'vitest';
import { noTick } from '../../../../../core/base/tick.ts';
import {
  dropColumnImportance,
  permutationImportance,
} from '../../../../../core/explainability/methods/importance/importance.ts';
import { correlatedGroups } from '../../../../../core/explainability/methods/importance/correlated-groups.ts';
import type { TrainingData } from '../../../../../core/models/training-data.ts';
import { fitPipeline } from '../../../../../core/models/fit-pipeline.ts';
import type { Table } from '../../../../../core/table/table.ts';
import { numberColumn } from '../../../../support/small-pipeline.ts';

/** y = 3 a + 3 twin of a + b; noise does nothing. */
const at = Array.from({ length: 80 }, (_, i) => i);
const a = at.map((i) => ((i * 37) % 80) / 8);
const b = at.map((i) => ((i * 23) % 80) / 8);
const table: Table = {
  rows: 80,
  columns: [
    numberColumn('a', a),
    numberColumn('b', b),
    numberColumn(
      'twin',
      a.map((value, i) => value + (i % 3) / 10),
    ),
    numberColumn(
      'noise',
      at.map((i) => ((i * 53) % 80) / 8),
    ),
  ],
};
const data: TrainingData = {
  task: 'regression',
  target: { name: 'y', type: 'number' },
  classes: [],
  table,
  y: Float64Array.from(at, (i) => 6 * a[i]! + b[i]!),
  weights: null,
};
const { pipeline } = fitPipeline(data, {
  algorithm: 'ridge',
  params: {},
  features: ['a', 'b', 'twin', 'noise'],
  seed: 7,
  modelId: 'm',
  tick: noTick,
  now: () => 0,
});
const options = { repeats: 5, grouped: true, seed: 7, tick: noTick };

it('takes columns together that rise and fall together', () => {
  expect(correlatedGroups(table, noTick)).toEqual([[0, 2], [1], [3]]);
});

it('ranks what the model needs by shuffling it, with an interval', () => {
  const found = permutationImportance(pipeline, data, options);
  expect(found.metric).toEqual({ name: 'r2', better: 'higher' });
  expect(found.entries.map(({ name }) => name)).toEqual(['a + twin', 'b', 'noise']);
  const [first, , noise] = found.entries;
  expect(first!.columns).toEqual(['a', 'twin']);
  expect(first!.mean).toBeGreaterThan(1);
  expect(first!.low!).toBeLessThanOrEqual(first!.mean);
  expect(first!.high!).toBeGreaterThanOrEqual(first!.mean);
  expect(Math.abs(noise!.mean)).toBeLessThan(0.01);
  expect(permutationImportance(pipeline, data, options)).toEqual(found);
});

it('counts what gets worse also where lower is better', () => {
  const { entries, metric } = permutationImportance(pipeline, data, {
    ...options,
    metric: 'rmse',
    grouped: false,
  });
  expect(metric.better).toBe('lower');
  expect(entries).toHaveLength(4);
  expect(entries[0]!.mean).toBeGreaterThan(1);
});

it('finds by fitting again that a twin can be spared, both cannot', () => {
  const parts = { train: data, data, refit: {} };
  const single = dropColumnImportance(pipeline, parts, { ...options, repeats: 1, grouped: false });
  const twin = single.entries.find(({ name }) => name === 'twin')!;
  expect(twin.mean).toBeLessThan(0.01);
  expect(twin).toMatchObject({ std: 0, low: null, high: null });
  const grouped = dropColumnImportance(pipeline, parts, { ...options, repeats: 1 });
  expect(grouped.entries[0]!.name).toBe('a + twin');
  expect(grouped.entries[0]!.mean).toBeGreaterThan(0.5);
});

it('names the metrics there are', () => {
  expect(() => permutationImportance(pipeline, data, { ...options, metric: 'roc_auc' })).toThrow(
    expect.objectContaining({ code: 'INVALID_INPUT', path: 'metric' }),
  );
});
