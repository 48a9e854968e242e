import { describe, expect, it } from 'vitest';
import type { Expectation } from '../../../../../core/contract/validation.ts';
import {
  columnsOf,
  ruleScope,
  ruleText,
  standsUnder,
  subjectOf,
} from '../../../../../renderer/views/validate/rule-words.ts';

const rule = (type: string, kwargs: Record<string, unknown>): Expectation => ({
  type,
  kwargs,
  meta: {},
});

describe('a rule in words', () => {
  it.each([
    [{ min_value: 1, max_value: 60 }, 'Values are between 1 and 60'],
    [{ min_value: 0 }, 'Values are at least 0'],
    [{ max_value: 5, strict_max: true }, 'Values are below 5'],
    [{ min_value: 0, max_value: 5, strict_min: true }, 'Values are above 0 and at most 5'],
    [{}, 'Values are between …'],
  ])('says the limits %j', (limits, text) => {
    const given = rule('expect_column_values_to_be_between', { column: 'age', ...limits });
    expect(ruleText(given, 'Values are between')).toBe(text);
  });

  it('lists a few values and counts the rest', () => {
    const given = rule('expect_column_values_to_be_in_set', {
      column: 'x',
      value_set: [1, 2, 3, 4, 5, null],
    });
    expect(ruleText(given, 'Values are in a set')).toBe(
      'Values are in a set: 1, 2, 3, 4 and 2 more',
    );
  });

  it('says the quantiles with their ranges', () => {
    const given = rule('expect_column_quantile_values_to_be_between', {
      column: 'x',
      quantile_ranges: {
        quantiles: [0.25, 0.5],
        value_ranges: [
          [1, 2],
          [null, 3],
        ],
      },
    });
    expect(ruleText(given, 'Quantiles are between')).toBe(
      'Quantiles are 25% between 1 and 2, 50% at most 3',
    );
    expect(ruleText({ ...given, kwargs: {} }, 'Quantiles are between')).toBe(
      'Quantiles are between …',
    );
  });

  it('names its columns, of whichever parameter', () => {
    expect(columnsOf(rule('a', { column_A: 'x', column_B: 'y' }))).toEqual(['x', 'y']);
    expect(subjectOf(rule('a', { column_list: ['x', 'y'] }))).toBe('x, y');
    expect(
      subjectOf(rule('expect_table_columns_to_match_ordered_list', { column_list: ['x'] })),
    ).toBe('Whole table');
    expect(subjectOf(rule('expect_table_row_count_to_equal', { value: 3 }))).toBe('Whole table');
  });

  it('stands under its column, under each of several, or under the table', () => {
    const one = rule('expect_column_values_to_be_unique', { column: 'x' });
    const pair = rule('expect_column_pair_values_to_be_equal', { column_A: 'x', column_B: 'y' });
    const table = rule('expect_table_columns_to_match_ordered_list', { column_list: ['x'] });
    const places = (given: Expectation) =>
      ['x', 'y', '', null].filter((column) => standsUnder(given, column));
    expect(places(one)).toEqual(['x', null]);
    expect(places(pair)).toEqual(['x', 'y', '', null]);
    expect(places(table)).toEqual(['', null]);
  });

  it('says what softens and narrows it', () => {
    expect(ruleScope(rule('a', { mostly: 0.9, row_condition: 'age > 60' }))).toBe(
      'at least 90% of rows · where age > 60',
    );
    expect(ruleScope(rule('a', { mostly: 1, row_condition: ' ' }))).toBe('');
    expect(ruleScope(rule('a', { row_condition: { type: 'nullity' } }))).toBe('for some rows');
  });
});
