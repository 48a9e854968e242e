import { describe, expect, it } from 'vitest';
import { noTick } from '../../../../../core/base/tick.ts';
import { encodedSpace } from '../../../../../core/explainability/methods/similar/encoded-space.ts';
import { linearInfluence } from '../../../../../core/explainability/methods/similar/influence.ts';
import {
  influentialRows,
  nearestRows,
  prototypeRows,
} from '../../../../../core/explainability/methods/similar/similar.ts';
import { fitPipeline } from '../../../../../core/models/fit-pipeline.ts';
import { encodeTable, predictPipeline } from '../../../../../core/models/predict.ts';
import { takeTableRows, type Table } from '../../../../../core/table/table.ts';
import { numberColumn, smallPipeline, smallTable } from '../../../../support/small-pipeline.ts';

const table = smallTable();
const all = Int32Array.from({ length: 60 }, (_, i) => i);
const options = { count: 5, tick: noTick };
const trainingOf = (actual: readonly (string | number)[]) => ({
  table,
  row: all,
  actual,
  rows: 60,
  warnings: [],
});
const rowAt = (row: number): Table => takeTableRows(table, Int32Array.of(row));
const labels = Array.from(all, (i) => (i % 2 === 0 ? 'ill' : 'well'));

it('finds the row itself first, then farther ones', () => {
  const pipeline = smallPipeline('k_neighbors', ['ill', 'well']);
  const { rows } = nearestRows(pipeline, { row: rowAt(17), training: trainingOf(labels) }, options);
  expect(rows).toHaveLength(5);
  expect(rows[0]).toMatchObject({ row: 17, distance: 0, actual: 'well' });
  const far = rows.map(({ distance }) => distance!);
  expect(far).toEqual(far.toSorted((a, b) => a - b));
  expect(rows[0]!.values).toHaveProperty('dose');
});

it('chooses prototypes from all over', () => {
  const pipeline = smallPipeline('ridge', []);
  const { rows } = prototypeRows(pipeline, trainingOf(labels), { count: 6, tick: noTick });
  expect(new Set(rows.map(({ row }) => row)).size).toBe(6);
  const space = encodedSpace(pipeline, table);
  const nearest = (i: number) =>
    Math.min(...rows.map(({ row }) => space.distance(space.training, i, space.training, row)));
  const mean = all.reduce((sum, i) => sum + nearest(i), 0) / 60;
  const firstSix = [0, 1, 2, 3, 4, 5].map((row) => ({ row }));
  const naive =
    all.reduce(
      (sum, i) =>
        sum +
        Math.min(
          ...firstSix.map(({ row }) => space.distance(space.training, i, space.training, row)),
        ),
      0,
    ) / 60;
  expect(mean).toBeLessThan(naive * 1.2);
});

describe('influence', () => {
  it('of rows on trees are weights that add up to 1', () => {
    const pipeline = smallPipeline('gradient_boosting', ['ill', 'well']);
    const found = influentialRows(
      pipeline,
      { row: rowAt(3), training: trainingOf(labels) },
      { count: 60, tick: noTick },
    );
    const sum = found.rows.reduce((total, { influence }) => total + influence!, 0);
    expect(sum).toBeCloseTo(1, 9);
    expect(found.method).toContain('leaves');
  });

  it('on a linear model foretells what leaving a row out does', () => {
    const x = Array.from({ length: 40 }, (_, i) => ((i * 17) % 40) / 10);
    const y = Float64Array.from(x, (value, i) => 2 * value + ((i * 7) % 5) / 2);
    const data = (rows: readonly number[]) => ({
      task: 'regression' as const,
      target: { name: 'y', type: 'number' as const },
      classes: [],
      table: {
        rows: rows.length,
        columns: [
          numberColumn(
            'x',
            rows.map((i) => x[i]!),
          ),
        ],
      },
      y: Float64Array.from(rows, (i) => y[i]!),
      weights: null,
    });
    const fit = (rows: readonly number[]) =>
      fitPipeline(data(rows), {
        algorithm: 'linear_regression',
        params: {},
        features: ['x'],
        seed: 7,
        modelId: 'm',
        tick: noTick,
        now: () => 0,
      }).pipeline;
    const whole = x.map((_, i) => i);
    const pipeline = fit(whole);
    const asked: Table = { rows: 1, columns: [numberColumn('x', [3.5])] };
    if (pipeline.estimator.kind !== 'linear') throw new Error('not linear');
    const influence = linearInfluence(pipeline, pipeline.estimator, {
      training: encodeTable(pipeline, data(whole).table),
      row: encodeTable(pipeline, asked),
      y,
      output: 0,
      tick: noTick,
    });
    const before = predictPipeline(pipeline, asked).values![0]!;
    for (const left of [0, 9, 23]) {
      const without = fit(whole.filter((i) => i !== left));
      const change = before - predictPipeline(without, asked).values![0]!;
      // First order: off by the row's leverage, at most some percent here.
      expect(influence[left]! / change).toBeGreaterThan(0.85);
      expect(influence[left]! / change).toBeLessThanOrEqual(1 + 1e-9);
    }
  });

  it('is refused where it is not known', () => {
    const pipeline = smallPipeline('k_neighbors', []);
    const rows = { row: rowAt(3), training: trainingOf(Array.from(all)) };
    expect(() => influentialRows(pipeline, rows, options)).toThrow(
      expect.objectContaining({ code: 'UNSUPPORTED', path: 'method' }),
    );
  });
});
