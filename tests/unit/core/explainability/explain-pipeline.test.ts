import { describe, expect, it } from 'vitest';
import { explainPipeline } from '../../../../core/explainability/explain-pipeline.ts';
import { predictPipeline } from '../../../../core/models/predict.ts';
import { smallPipeline, smallTable } from '../../../support/small-pipeline.ts';

const table = smallTable();
const two = ['ill', 'well'];
const three = ['high', 'low', 'mid'];

describe.each([
  ['gradient_boosting', two, 'tree_path_dependent'],
  ['gradient_boosting', three, 'tree_path_dependent'],
  ['gradient_boosting', [], 'tree_path_dependent'],
  ['logistic_regression', two, 'linear'],
  ['logistic_regression', three, 'linear'],
  ['ridge', [], 'linear'],
] as const)('%s with classes %j', (algorithm, classes, method) => {
  const pipeline = smallPipeline(algorithm, classes);

  it('explains raw columns so that they add up to the margin of the last class', () => {
    const explained = explainPipeline(pipeline, table);
    const { margins } = predictPipeline(pipeline, table);
    expect(explained.method).toBe(method);
    expect(explained.label).toBe(classes.at(-1) ?? null);
    expect(explained.features).toEqual(['dose', 'smoker', 'site', 'seen']);
    expect(explained.margin).toEqual(margins.at(-1));
    expect(explained.maxAdditivityError).toBeLessThanOrEqual(1e-6);
    const sums = Float64Array.from(explained.margin, (_, row) =>
      explained.values.reduce((sum, column) => sum + column[row]!, explained.baseValue),
    );
    for (const [row, sum] of sums.entries()) expect(sum).toBeCloseTo(explained.margin[row]!, 8);
    expect(explained.values.some((column) => column.some((value) => value !== 0))).toBe(true);
  });
});

it('turns the sign for the other of two classes', () => {
  const pipeline = smallPipeline('gradient_boosting', two);
  const well = explainPipeline(pipeline, table, { label: 'well' });
  const ill = explainPipeline(pipeline, table, { label: 'ill' });
  expect(ill.label).toBe('ill');
  expect(ill.baseValue).toBe(-well.baseValue);
  expect(ill.margin.map((value) => -value)).toEqual(well.margin);
  expect(ill.values.map((column) => column.map((value) => 0 - value))).toEqual(
    well.values.map((column) => column.map((value) => value + 0)),
  );
});

it('explains each of three classes by its own margin', () => {
  const pipeline = smallPipeline('gradient_boosting', three);
  const { margins } = predictPipeline(pipeline, table);
  for (const [k, label] of three.entries()) {
    const explained = explainPipeline(pipeline, table, { label });
    expect(explained.margin).toEqual(margins[k]);
    expect(explained.maxAdditivityError).toBeLessThan(1e-9);
  }
});

it('names the classes when asked for one that is none', () => {
  const pipeline = smallPipeline('logistic_regression', two);
  expect(() => explainPipeline(pipeline, table, { label: 'dead' })).toThrow(
    expect.objectContaining({ code: 'INVALID_INPUT', path: 'label', hint: 'Classes: ill, well' }),
  );
});

it('refuses a class for a regression', () => {
  const pipeline = smallPipeline('ridge', []);
  expect(() => explainPipeline(pipeline, table, { label: 'well' })).toThrow(
    expect.objectContaining({ code: 'INVALID_INPUT', path: 'label' }),
  );
});

it('names the columns that are missing', () => {
  const pipeline = smallPipeline('ridge', []);
  const columns = table.columns.filter((column) => column.name !== 'site');
  expect(() => explainPipeline(pipeline, { rows: 60, columns })).toThrow(
    expect.objectContaining({ code: 'SCHEMA_MISMATCH', message: expect.stringContaining('site') }),
  );
});

it.each(['gradient_boosting', 'ridge'] as const)('stops when it is cancelled: %s', (algorithm) => {
  const pipeline = smallPipeline(algorithm, algorithm === 'ridge' ? [] : two);
  const cancelled = new Error('cancelled');
  const tick = (): never => {
    throw cancelled;
  };
  expect(() => explainPipeline(pipeline, table, { tick })).toThrow(cancelled);
});

it('leaves the rows it explains as they were', () => {
  const rows = smallTable();
  explainPipeline(smallPipeline('gradient_boosting', two), rows, { label: 'ill' });
  expect(rows).toEqual(smallTable());
});
