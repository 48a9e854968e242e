import { describe, expect, it } from 'vitest';
import { expectations } from '../../../../core/validation/catalogue.ts';

const values = `be_between be_in_set not_be_in_set be_null not_be_null be_unique be_of_type be_in_type_list
  match_regex not_match_regex match_regex_list not_match_regex_list match_like_pattern not_match_like_pattern
  match_like_pattern_list not_match_like_pattern_list match_strftime_format be_dateutil_parseable
  be_json_parseable match_json_schema be_increasing be_decreasing`;
const column = `value_lengths_to_be_between value_lengths_to_equal value_z_scores_to_be_less_than min_to_be_between
  max_to_be_between mean_to_be_between median_to_be_between stdev_to_be_between sum_to_be_between
  proportion_of_unique_values_to_be_between unique_value_count_to_be_between quantile_values_to_be_between
  most_common_value_to_be_in_set distinct_values_to_be_in_set distinct_values_to_contain_set
  distinct_values_to_equal_set kl_divergence_to_be_less_than pair_values_to_be_equal
  pair_values_a_to_be_greater_than_b pair_values_to_be_in_set to_exist`;
const others = `compound_columns_to_be_unique select_column_values_to_be_unique_within_record multicolumn_sum_to_equal
  table_row_count_to_be_between table_row_count_to_equal table_row_count_to_equal_other_table
  table_column_count_to_be_between table_column_count_to_equal table_columns_to_match_ordered_list
  table_columns_to_match_set`;

const prefixed = (prefix: string, names: string) =>
  names.split(/\s+/).map((name) => `${prefix}${name}`);

describe('the catalogue of expectations', () => {
  it.each([
    ...prefixed('expect_column_values_to_', values),
    ...prefixed('expect_column_', column),
    ...prefixed('expect_', others),
    'unexpected_rows_expectation',
  ])('has %s', (type) => {
    expect(expectations.get(type)?.type).toBe(type);
  });

  it('takes mostly for rules about rows only, and refuses what it does not know', () => {
    for (const { type, group, kwargs } of expectations.values()) {
      const rowWise = group === 'column_map' || group === 'pair' || group === 'multicolumn';
      expect(Object.hasOwn(kwargs.shape, 'mostly'), type).toBe(rowWise);
      const unknown = kwargs.safeParse({ colour: 1 });
      expect(
        unknown.error?.issues.some(({ code }) => code === 'unrecognized_keys'),
        type,
      ).toBe(true);
    }
  });
});
