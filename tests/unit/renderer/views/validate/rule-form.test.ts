import { describe, expect, it } from 'vitest';
import { listExpectations } from '../../../../../core/validation/suites.ts';
import { fittingRules, tableRules } from '../../../../../renderer/views/validate/fitting-rules.ts';
import {
  type ColumnFacts,
  prefillRule,
} from '../../../../../renderer/views/validate/prefill-rule.ts';
import {
  hasMostly,
  parseValue,
  ruleFields,
  withValue,
} from '../../../../../renderer/views/validate/rule-fields.ts';

const { expectations } = listExpectations();
const schemaOf = (type: string): unknown => expectations.find((rule) => rule.type === type)?.kwargs;

describe('the rules that fit a column', () => {
  const types = (type: Parameters<typeof fittingRules>[1]): string[] =>
    fittingRules(expectations, type).flatMap(({ rules }) => rules.map((rule) => rule.type));

  it('have no pattern for numbers and no mean for texts', () => {
    expect(types('number')).not.toContain('expect_column_values_to_match_regex');
    expect(types('number')).toContain('expect_column_mean_to_be_between');
    expect(types('text')).not.toContain('expect_column_mean_to_be_between');
    expect(types('text')).toContain('expect_column_values_to_match_regex');
    expect(types('boolean')).not.toContain('expect_column_values_to_be_between');
  });

  it('name each rule once', () => {
    for (const type of ['number', 'integer', 'boolean', 'datetime', 'category', 'text'] as const)
      expect(new Set(types(type)).size).toBe(types(type).length);
  });

  it('leave no rule of the catalogue out of reach', () => {
    const reachable = new Set([
      ...(['number', 'integer', 'boolean', 'datetime', 'category', 'text'] as const).flatMap(types),
      ...tableRules(expectations).flatMap(({ rules }) => rules.map((rule) => rule.type)),
    ]);
    expect(expectations.filter(({ type }) => !reachable.has(type))).toEqual([]);
  });
});

describe('the fields of a rule', () => {
  it('come from its schema, each with the control that suits it', () => {
    const kinds = (type: string): Record<string, string> =>
      Object.fromEntries(ruleFields(schemaOf(type)).map(({ name, kind }) => [name, kind]));
    expect(kinds('expect_column_values_to_be_between')).toMatchObject({
      column: 'column',
      min_value: 'bound',
      strict_min: 'plain',
    });
    expect(kinds('expect_column_values_to_be_in_set')['value_set']).toBe('list');
    expect(kinds('expect_compound_columns_to_be_unique')['column_list']).toBe('columns');
    expect(kinds('expect_table_columns_to_match_set')['column_set']).toBe('list');
    expect(kinds('expect_column_values_to_match_json_schema')['json_schema']).toBe('long');
    expect(kinds('expect_table_row_count_to_equal_other_table')['other_table_name']).toBe(
      'version',
    );
    expect(kinds('unexpected_rows_expectation')['unexpected_rows_query']).toBe('long');
  });

  it('leave the shared ones to controls of their own', () => {
    for (const { kwargs } of expectations)
      for (const { name } of ruleFields(kwargs))
        expect(['mostly', 'row_condition']).not.toContain(name);
    expect(hasMostly(schemaOf('expect_column_values_to_be_between'))).toBe(true);
    expect(hasMostly(schemaOf('expect_column_mean_to_be_between'))).toBe(false);
  });

  it('read numbers where the column has numbers', () => {
    expect(parseValue(' 1e3 ', true)).toBe(1000);
    expect(parseValue('12', false)).toBe('12');
    expect(parseValue('2020-01-01', true)).toBe('2020-01-01');
    expect(parseValue(' ', true)).toBeNull();
  });

  it('drop a parameter that is emptied', () => {
    expect(withValue({ a: 1, b: 2 }, 'a', null)).toEqual({ b: 2 });
    expect(withValue({ b: 2 }, 'a', false)).toEqual({ a: false, b: 2 });
  });
});

describe('a new rule', () => {
  const version = {
    rows: 100,
    datasetName: 'heart',
    number: 2,
    columns: [
      { name: 'age', type: 'integer' as const },
      { name: 'sex', type: 'category' as const },
    ],
  };
  const age: ColumnFacts = {
    name: 'age',
    type: 'integer',
    count: 90,
    missing: 10,
    distinct: 40,
    min: 29,
    max: 77,
    top: [{ value: '58' }, { value: '4' }],
    mean: 54,
    std: 9,
  };
  const fill = (type: string, facts: ColumnFacts | null): Record<string, unknown> => {
    const group = expectations.find((rule) => rule.type === type)?.group ?? 'table';
    return prefillRule(type, group, { version, facts });
  };

  it('holds for what the column has now', () => {
    expect(fill('expect_column_values_to_be_between', age)).toEqual({
      column: 'age',
      min_value: 29,
      max_value: 77,
    });
    expect(fill('expect_column_values_to_not_be_null', age)).toEqual({
      column: 'age',
      mostly: 0.9,
    });
    expect(fill('expect_column_values_to_be_in_set', age)).toEqual({
      column: 'age',
      value_set: [4, 58],
    });
    expect(fill('expect_column_mean_to_be_between', age)).toEqual({
      column: 'age',
      min_value: 53.1,
      max_value: 54.9,
    });
  });

  it('writes dates in ISO form, to the millisecond where they have one', () => {
    const at = Date.UTC(2024, 0, 31);
    const facts = { ...age, type: 'datetime' as const, min: at, max: at + 1234 };
    expect(fill('expect_column_values_to_be_between', facts)).toMatchObject({
      min_value: '2024-01-31',
      max_value: '2024-01-31T00:00:01.234',
    });
  });

  it('about the table counts rows and names columns', () => {
    expect(fill('expect_table_row_count_to_equal', null)).toEqual({ value: 100 });
    expect(fill('expect_table_columns_to_match_set', null)).toEqual({ column_set: ['age', 'sex'] });
    expect(fill('expect_column_pair_values_to_be_equal', age)).toEqual({
      column_A: 'age',
      column_B: 'sex',
    });
  });

  it('has every column it needs, whatever the rule', () => {
    for (const rule of expectations) {
      const kwargs = prefillRule(rule.type, rule.group, {
        version,
        facts: rule.group === 'table' ? null : age,
      });
      const fields = ruleFields(rule.kwargs).filter(
        ({ kind, required }) => required && (kind === 'column' || kind === 'columns'),
      );
      for (const { name } of fields) expect(kwargs, rule.type).toHaveProperty(name);
    }
  });
});
