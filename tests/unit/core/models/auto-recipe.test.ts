import { describe, expect, it } from 'vitest';
import { fitAutoRecipe } from '../../../../core/models/auto-recipe.ts';
import { coded, numeric } from './columns.ts';

const table = {
  rows: 4,
  columns: [
    numeric('age', [30, null, 50, 70]),
    numeric('grade', [1, 2, 3, 4], 'integer'),
    numeric('member', [1, 0, null, 1], 'boolean'),
    coded('city', ['Rome', 'Oslo', null, 'Rome']),
    numeric('seen', [0, 86_400_000 * 40, null, 3_600_000], 'datetime'),
  ],
};

describe('fitAutoRecipe', () => {
  it('fills, encodes and scales for a linear model, and leaves dummies unscaled', () => {
    const {
      steps,
      encoded,
      table: out,
    } = fitAutoRecipe(table, { tags: ['linear', 'needs_scaling'] });
    expect(steps.map(({ step }) => step)).toEqual([
      'datetime_parts',
      'simple_imputer',
      'simple_imputer',
      'one_hot_encoder',
      'standard_scaler',
    ]);
    expect(encoded.names).toEqual([
      'age',
      'grade',
      'member',
      'city=Oslo',
      'city=Rome',
      'city=(missing)',
      'seen.epoch_days',
      'seen.month',
      'seen.weekday',
      'seen.hour',
    ]);
    expect(encoded.origin.join(' ')).toBe('age grade member city city city seen seen seen seen');
    const scaled = steps.at(-1)!.columns;
    expect(scaled).not.toContain('city=Oslo');
    expect(scaled).toContain('seen.hour');
    for (const column of out.columns) {
      expect('values' in column && column.values.every((v) => Number.isFinite(v))).toBe(true);
    }
  });

  it('only encodes for trees: missing numbers pass, whole numbers stay numbers', () => {
    const { steps, table: out } = fitAutoRecipe(table, { tags: ['tree', 'handles_missing'] });
    expect(steps.map(({ step }) => step)).toEqual(['datetime_parts', 'one_hot_encoder']);
    expect(out.columns[0]).toBe(table.columns[0]);
    expect(out.columns[1]).toBe(table.columns[1]);
  });

  it('traces a column whose name looks like an encoded one', () => {
    const odd = {
      rows: 2,
      columns: [coded('a', ['x', 'y']), numeric('a=x', [1, 2])],
    };
    const { encoded } = fitAutoRecipe(odd, { tags: ['tree', 'handles_missing'] });
    expect(encoded.names).toEqual(['a=x (2)', 'a=y', 'a=x']);
    expect(encoded.origin).toEqual(['a', 'a', 'a=x']);
  });

  it('numbers categories for estimators that take them, and says how many there are', () => {
    const tags = ['tree', 'handles_missing', 'handles_categories'] as const;
    const { steps, encoded, table: out } = fitAutoRecipe(table, { tags });
    expect(steps.map(({ step }) => step)).toEqual(['datetime_parts', 'ordinal_encoder']);
    expect(encoded.names.slice(0, 4)).toEqual(['age', 'grade', 'member', 'city']);
    expect(encoded.categories!.slice(0, 4)).toEqual([0, 0, 0, 2]);
    const city = out.columns[3]!;
    expect('values' in city && [...city.values]).toEqual([1, 0, Number.NaN, 1]);
  });

  it('scales to 0…1 for estimators that take no negative values', () => {
    const { steps, table: out } = fitAutoRecipe(table, { tags: ['non_negative'] });
    expect(steps.at(-1)!.step).toBe('min_max_scaler');
    for (const column of out.columns) {
      expect('values' in column && column.values.every((v) => v >= 0 && v <= 1)).toBe(true);
    }
  });

  it('follows what is asked, also against the tags', () => {
    const recipe = {
      imputer: 'mean',
      encoder: 'frequency',
      scaler: 'robust',
      indicator: true,
    } as const;
    const tags = ['tree', 'handles_missing', 'handles_categories'] as const;
    const { steps, encoded } = fitAutoRecipe(table, { tags, recipe });
    expect(steps.map(({ step }) => step)).toEqual([
      'datetime_parts',
      'missing_indicator',
      'simple_imputer',
      'simple_imputer',
      'frequency_encoder',
      'robust_scaler',
    ]);
    expect(encoded.categories).toBeUndefined();
    const flag = encoded.names.indexOf('age is missing');
    expect(encoded.origin[flag]).toBe('age');
    expect(steps.at(-1)!.columns).toContain('city');
    expect(steps.at(-1)!.columns).not.toContain('age is missing');
  });
});
