import { describe, expect, it } from 'vitest';
import { noTick } from '../../../../../core/base/tick.ts';
import {
  dependence,
  type DependenceOptions,
} from '../../../../../core/explainability/methods/dependence/dependence.ts';
import { predictPipeline } from '../../../../../core/models/predict.ts';
import { smallPipeline, smallTable } from '../../../../support/small-pipeline.ts';

const table = smallTable();
const rows = { table, row: Int32Array.from({ length: 60 }, (_, i) => i) };
const base = { kind: 'pdp', centred: false, grid: 12, seed: 7, tick: noTick } as const;
const pipeline = smallPipeline('gradient_boosting', ['ill', 'well']);
const ask = (options: Partial<DependenceOptions> & Pick<DependenceOptions, 'columns'>) =>
  dependence(pipeline, rows, { ...base, ...options });

it('holds the mean within its band and gives a line a row', () => {
  const found = ask({ columns: ['dose'], kind: 'ice' });
  expect(found).toMatchObject({ kind: 'ice', label: 'well', output: 'probability', rows: 60 });
  expect(found.axes[0]!.values).toHaveLength(12);
  expect(found.axes[0]!.density.at(-1)).toBeLessThanOrEqual(1);
  expect(found.lines).toHaveLength(60);
  found.mean.forEach((mean, g) => {
    expect(found.low[g]!).toBeLessThanOrEqual(mean!);
    expect(found.high[g]!).toBeGreaterThanOrEqual(mean!);
    const lines = found.lines.map(({ values }) => values[g]!);
    expect(mean).toBeCloseTo(lines.reduce((s, v) => s + v, 0) / 60, 10);
  });
});

it('starts centred lines at 0', () => {
  const found = ask({ columns: ['dose'], kind: 'ice', centred: true });
  for (const { values } of found.lines) expect(values[0]).toBe(0);
  expect(found.mean[0]).toBe(0);
});

describe.each(['pdp', 'ale'] as const)('%s', (kind) => {
  it.each([
    ['site', ['a', 'b', 'c']],
    ['smoker', [false, true]],
  ])('knows the values of %s', (column, values) => {
    const [axis] = ask({ columns: [column], kind }).axes;
    expect([...axis!.values].toSorted()).toEqual(values);
    expect(axis!.density.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  it('gives times as times', () => {
    const [axis] = ask({ columns: ['seen'], kind }).axes;
    for (const value of axis!.values) expect(value).toMatch(/^2024-/);
  });
});

it('of both columns tells how much of their effect is interaction', () => {
  const found = ask({ columns: ['dose', 'site'] });
  expect(found.surface).toHaveLength(12);
  expect(found.surface![0]).toHaveLength(3);
  expect(found.interaction).toBeGreaterThanOrEqual(0);
  const additive = dependence(smallPipeline('ridge', []), rows, {
    ...base,
    columns: ['dose', 'site'],
  });
  expect(additive.interaction).toBeLessThan(1e-12);
});

it('of a linear model is a line of its slope, as accumulated as partially', () => {
  const linear = smallPipeline('ridge', []);
  for (const kind of ['pdp', 'ale'] as const) {
    const { axes, mean } = dependence(linear, rows, { ...base, kind, columns: ['dose'] });
    const [x0, x1] = [axes[0]!.values[0] as number, axes[0]!.values.at(-1) as number];
    const slope = (mean.at(-1)! - mean[0]!) / (x1 - x0);
    axes[0]!.values.forEach((value, g) =>
      expect(mean[g]).toBeCloseTo(mean[0]! + slope * ((value as number) - x0), 9),
    );
    expect(slope).toBeGreaterThan(0.5);
  }
});

it('of a class is what the other leaves', () => {
  const well = ask({ columns: ['dose'] }).mean;
  const ill = ask({ columns: ['dose'], label: 'ill' }).mean;
  ill.forEach((value, g) => expect(value! + well[g]!).toBeCloseTo(1, 12));
  const p = predictPipeline(pipeline, table).probabilities![1]!;
  expect(Math.max(...(well as number[]))).toBeLessThanOrEqual(Math.max(...p) + 1e-9);
});

it.each([
  [{ columns: ['shoe'] }, 'INVALID_INPUT', 'columns'],
  [{ columns: ['dose', 'dose'] }, 'INVALID_INPUT', 'columns'],
  [{ columns: ['dose'], label: 'dead' }, 'INVALID_INPUT', 'label'],
  [{ columns: ['dose', 'site'], kind: 'ale' }, 'UNSUPPORTED', 'columns'],
] as const)('refuses %j', (options, code, path) => {
  expect(() => ask(options)).toThrow(expect.objectContaining({ code, path }));
});

it('stops when it is cancelled', () => {
  const tick = () => {
    throw new Error('cancelled');
  };
  expect(() => ask({ columns: ['dose'], tick })).toThrow('cancelled');
});
