import { describe, expect, it } from 'vitest';
import { applySteps, describeStep, fitStep } from '../../../../core/preprocessing/fit-step.ts';
import { cellText, isCoded, type Column, type Table } from '../../../../core/table/table.ts';
import { coded, numeric } from '../models/columns.ts';

const tableOf = (...columns: Column[]): Table => {
  const [first] = columns;
  const rows = first && isCoded(first) ? first.codes.length : (first?.values.length ?? 0);
  return { rows, columns };
};
const numbers = (table: Table, name: string) => {
  const column = table.columns.find((c) => c.name === name)!;
  return isCoded(column) ? [] : [...column.values];
};

function impute(column: Column, params: Record<string, unknown>) {
  const table = tableOf(column);
  const fitted = fitStep(table, { step: 'simple_imputer', columns: [column.name], params });
  return applySteps(table, [fitted]);
}

describe('simple_imputer', () => {
  const column = numeric('x', [1, null, 9, 2, 9, 4]);

  it.each([
    ['median', 4],
    ['mean', 5],
    ['most_frequent', 9],
  ])('fills with the %s', (strategy, expected) => {
    expect(numbers(impute(column, { strategy }), 'x')).toEqual([1, expected, 9, 2, 9, 4]);
  });

  it('takes the mean of the two middle values, and the smallest of equally frequent ones', () => {
    const even = numeric('x', [4, 1, null, 3, 2]);
    expect(numbers(impute(even, {}), 'x')[2]).toBe(2.5);
    expect(numbers(impute(even, { strategy: 'most_frequent' }), 'x')[2]).toBe(1);
  });

  it('fills text with its most frequent value, the first by label of several', () => {
    const filled = impute(coded('c', ['b', 'a', null, 'b', 'a']), {}).columns[0]!;
    expect(cellText(filled, 2)).toBe('a');
  });

  it('marks what was missing when asked to', () => {
    const out = impute(column, { add_indicator: true });
    expect(numbers(out, 'x is missing')).toEqual([0, 1, 0, 0, 0, 0]);
    const complete = impute(numeric('x', [1, 2]), { add_indicator: true });
    expect(complete.columns).toHaveLength(1);
  });
});

describe('one_hot_encoder', () => {
  const labels = ['c', 'a', 'a', 'b', null, 'd', 'b', 'a'];
  const table = tableOf(coded('x', labels));
  const fit = (params: Record<string, unknown>) =>
    fitStep(table, { step: 'one_hot_encoder', columns: ['x'], params });

  it('orders columns by label or by frequency', () => {
    expect(fit({}).outputs['x']).toEqual(['x=a', 'x=b', 'x=c', 'x=d', 'x=(missing)']);
    const byCount = fit({ order: 'frequency' }).outputs['x'];
    expect(byCount).toEqual(['x=a', 'x=b', 'x=c', 'x=d', 'x=(missing)']);
  });

  it('lets the rarest share a column past max_categories, without the unseen', () => {
    const fitted = fit({ max_categories: 3 });
    expect(fitted.outputs['x']).toEqual(['x=a', 'x=b', 'x=(other)', 'x=(missing)']);
    const scored = applySteps(tableOf(coded('x', ['d', 'new', null, 'a'])), [fitted]);
    expect(numbers(scored, 'x=(other)')).toEqual([1, 0, 0, 0]);
    expect(numbers(scored, 'x=(missing)')).toEqual([0, 0, 1, 0]);
    expect(numbers(scored, 'x=a')).toEqual([0, 0, 0, 1]);
  });

  it('has a column for missing values only when training had some', () => {
    const complete = tableOf(coded('x', ['a', 'b']));
    const fitted = fitStep(complete, { step: 'one_hot_encoder', columns: ['x'] });
    expect(fitted.outputs['x']).toEqual(['x=a', 'x=b']);
    const scored = applySteps(tableOf(coded('x', [null])), [fitted]);
    expect(scored.columns.flatMap((c) => numbers(scored, c.name))).toEqual([0, 0]);
  });

  it('keeps a category that is called like the column for missing values apart', () => {
    const odd = tableOf(coded('x', ['(missing)', null]));
    const fitted = fitStep(odd, { step: 'one_hot_encoder', columns: ['x'] });
    expect(fitted.outputs['x']).toEqual(['x=(missing)', 'x=(missing) (2)']);
  });
});

describe('datetime_parts', () => {
  it('gives the parts in UTC, also before 1970, and leaves out those that never change', () => {
    const times = ['2021-03-07T05:30:00Z', '1969-12-31T23:00:00Z'].map((text) => Date.parse(text));
    const table = tableOf(numeric('t', [...times, null], 'datetime'));
    const out = applySteps(table, [fitStep(table, { step: 'datetime_parts', columns: ['t'] })]);
    expect(numbers(out, 't.month')).toEqual([3, 12, Number.NaN]);
    expect(numbers(out, 't.weekday')).toEqual([0, 3, Number.NaN]);
    expect(numbers(out, 't.hour')).toEqual([5, 23, Number.NaN]);
    expect(numbers(out, 't.epoch_days')[1]).toBeCloseTo(-1 / 24, 12);
    const days = tableOf(numeric('t', [0, 86_400_000], 'datetime'));
    const fitted = fitStep(days, { step: 'datetime_parts', columns: ['t'] });
    expect(fitted.outputs['t']).toEqual(['t.epoch_days', 't.weekday']);
    expect(describeStep(fitted)).toContain('2 numeric columns');
  });
});
