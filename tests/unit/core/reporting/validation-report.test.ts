import { describe, expect, it } from 'vitest';
import type { ValidationResult } from '../../../../core/contract/validation.ts';
import { renderValidationReport } from '../../../../core/reporting/validation-report.ts';

const hostile = '<script>alert(1)</script>';

const result: ValidationResult = {
  id: 'val_1',
  success: false,
  suite_name: `suite ${hostile}`,
  statistics: {
    evaluated_expectations: 2,
    successful_expectations: 1,
    unsuccessful_expectations: 1,
    success_percent: 50,
  },
  results: [
    {
      success: true,
      expectation_config: {
        type: 'expect_table_row_count_to_equal',
        kwargs: { value: 3 },
        meta: {},
      },
      result: { observed_value: 3 },
      meta: {},
      exception_info: {
        raised_exception: false,
        exception_message: null,
        exception_traceback: null,
      },
      rendered: 'The table has 3 rows: holds, seen 3',
    },
    {
      success: false,
      expectation_config: {
        type: 'expect_column_values_to_be_in_set',
        kwargs: { column: hostile, value_set: [hostile] },
        meta: {},
        notes: hostile,
      },
      result: {
        element_count: 3,
        unexpected_count: 1,
        unexpected_percent: 33.3,
        partial_unexpected_list: [hostile],
        partial_unexpected_counts: [{ value: hostile, count: 1 }],
        partial_unexpected_index_list: [2],
      },
      meta: {},
      exception_info: {
        raised_exception: false,
        exception_message: null,
        exception_traceback: null,
      },
      rendered: `Values of ${hostile} are one of ...`,
    },
  ],
  qualityScore: 91.2345,
  quality: {
    score: 91.2345,
    dimensions: {
      completeness: 0.9,
      validity: 1,
      uniqueness: 1,
      consistency: null,
      timeliness: null,
    },
    weights: { completeness: 0.4, validity: 0.4, uniqueness: 0.2 },
    detail: [{ dimension: 'completeness', message: `${hostile} lacks 10.0 % of its values` }],
  },
  version: { id: 'dv_1', name: hostile, number: 2 },
  createdAt: Date.UTC(2026, 0, 1),
};

describe('the validation report', () => {
  it('shows broken rules first, the score and its parts', () => {
    const page = renderValidationReport(result);
    expect(page.indexOf('are one of')).toBeLessThan(page.indexOf('The table has 3 rows'));
    expect(page).toContain('1 of 2 rules hold');
    expect(page).toContain('91.2');
    expect(page).toContain('cannot be told');
  });

  it('runs nothing that comes from the data', () => {
    const page = renderValidationReport(result);
    expect(page).not.toContain(hostile);
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page.match(/<script>/g)).toHaveLength(1);
  });

  it('stays small for very many rules', () => {
    const many = { ...result, results: Array.from({ length: 2000 }, () => result.results[1]!) };
    expect(renderValidationReport(many).length).toBeLessThan(4_000_000);
  });
});
