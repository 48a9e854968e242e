import { describe, expect, it } from 'vitest';
import { findCounterfactuals } from '../../../../../core/explainability/methods/counterfactual/counterfactual.ts';
import type { CounterfactualOptions } from '../../../../../core/explainability/methods/counterfactual/counterfactual.ts';
import { predictPipeline } from '../../../../../core/models/predict.ts';
import type { FittedPipeline } from '../../../../../core/models/pipeline.ts';
import { rowTable } from '../../../../../core/serving/row-table.ts';
import { takeTableRows } from '../../../../../core/table/table.ts';
import { smallPipeline, smallTable } from '../../../../support/small-pipeline.ts';

const training = smallTable();
const base: CounterfactualOptions = {
  count: 3,
  seed: 7,
  immutable: [],
  increasing: [],
  decreasing: [],
  ranges: {},
};
const find = (
  pipeline: FittedPipeline,
  row: number,
  options: Partial<CounterfactualOptions> = {},
) => {
  const original = takeTableRows(training, Int32Array.of(row));
  return findCounterfactuals(pipeline, { original, training }, { ...base, ...options });
};

describe.each([
  ['gradient_boosting', ['ill', 'well']],
  ['logistic_regression', ['high', 'low', 'mid']],
  ['k_neighbors', ['ill', 'well']],
] as const)('counterfactuals of %s with classes %j', (algorithm, classes) => {
  const pipeline = smallPipeline(algorithm, classes);

  it('are what the model predicts as wanted, and differ from each other', () => {
    const answer = find(pipeline, 3);
    expect(answer.counterfactuals.length).toBeGreaterThanOrEqual(2);
    expect(answer.wanted).not.toBe(answer.original.prediction);
    for (const found of answer.counterfactuals) {
      const { labels } = predictPipeline(pipeline, rowTable(pipeline, found.row));
      expect(classes[labels![0]!]).toBe(answer.wanted);
      expect(found.prediction).toBe(answer.wanted);
      expect(found.changes.length).toBeGreaterThan(0);
      for (const { column, from, to } of found.changes) {
        expect(answer.original.row[column]).toBe(from);
        expect(found.row[column]).toBe(to);
        expect(to).not.toBe(from);
      }
      expect(found.distance).toBeGreaterThan(0);
      expect(found.plausibility).toBeGreaterThanOrEqual(0);
      expect(found.plausibility).toBeLessThanOrEqual(1);
    }
    const rows = answer.counterfactuals.map(({ row }) => JSON.stringify(row));
    expect(new Set(rows).size).toBe(rows.length);
  });

  it('change nothing that could be left as it was', () => {
    for (const found of find(pipeline, 3).counterfactuals) {
      for (const { column, from } of found.changes) {
        const back = rowTable(pipeline, { ...found.row, [column]: from });
        const { labels } = predictPipeline(pipeline, back);
        expect(classes[labels![0]!]).not.toBe(found.prediction);
      }
    }
  });

  it('are the same again', () => {
    expect(find(pipeline, 5)).toEqual(find(pipeline, 5));
  });
});

it('keep to what may change', () => {
  const pipeline = smallPipeline('gradient_boosting', ['ill', 'well']);
  const { original, counterfactuals } = find(pipeline, 0, {
    immutable: ['smoker'],
    increasing: ['dose'],
    ranges: {
      site: { values: ['a', 'b'] },
      seen: { low: Date.UTC(2024, 0, 1), high: Date.UTC(2024, 1, 1) },
    },
  });
  expect(counterfactuals.length).toBeGreaterThan(0);
  for (const { row, changes } of counterfactuals) {
    expect(row['smoker']).toBe(original.row['smoker']);
    expect(['a', 'b']).toContain(row['site']);
    expect(row['smoker']).toBe(original.row['smoker']);
    expect(row['dose']).toBeGreaterThanOrEqual(original.row['dose'] as number);
    const seen = changes.find(({ column }) => column === 'seen')?.to;
    if (seen !== undefined) expect(seen! <= '2024-02-01T00:00:00.000Z').toBe(true);
  }
});

it('reach the range that a regression is to be in', () => {
  const pipeline = smallPipeline('ridge', []);
  const { original, counterfactuals, wanted } = find(pipeline, 0, { low: 14 });
  expect(wanted).toBe('at least 14');
  expect(original.prediction).toBeLessThan(14);
  expect(counterfactuals.length).toBeGreaterThan(0);
  for (const { row } of counterfactuals) {
    const { values } = predictPipeline(pipeline, rowTable(pipeline, row));
    expect(values![0]).toBeGreaterThanOrEqual(14);
  }
});

it('say that there are none instead of inventing some', () => {
  const pipeline = smallPipeline('ridge', []);
  const none = find(pipeline, 0, { low: 1e6 });
  expect(none.counterfactuals).toEqual([]);
  expect(none.warnings).toEqual([
    { kind: 'none', message: expect.stringContaining('short of the range') },
  ]);
  const fixed = find(pipeline, 0, { low: 14, immutable: ['dose', 'smoker', 'site', 'seen'] });
  expect(fixed.warnings[0]).toMatchObject({ kind: 'none' });
});

const two = smallPipeline('gradient_boosting', ['ill', 'well']);
const regression = smallPipeline('ridge', []);
const predicted = find(two, 3).original.prediction as string;
it.each([
  [two, { wanted: 'dead' }, 'wanted'],
  [two, { wanted: predicted }, 'wanted'],
  [two, { low: 3 }, 'low'],
  [two, { immutable: ['shoe'] }, 'immutable'],
  [two, { ranges: { shoe: {} } }, 'ranges'],
  [two, { increasing: ['site'] }, 'increasing'],
  [two, { ranges: { site: { values: ['z'] } } }, 'ranges.site.values'],
  [regression, { wanted: 'well' }, 'wanted'],
  [regression, {}, 'low'],
  [regression, { low: 3, high: 2 }, 'high'],
  [regression, { high: 1e6 }, 'high'],
] as const)('refuses what cannot be asked: %#', (pipeline, options, path) => {
  expect(() => find(pipeline, 3, options)).toThrow(
    expect.objectContaining({ code: 'INVALID_INPUT', path }),
  );
});
