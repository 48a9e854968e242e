import type { ColumnType } from '../../../core/contract/common.ts';
import type { Version } from '../../../core/contract/data.ts';

/** What is known of a column; the later ones only once its profile was read. */
export interface ColumnFacts {
  readonly name: string;
  readonly type: ColumnType;
  /** Values, without the missing ones. */
  readonly count: number;
  readonly missing: number;
  readonly distinct: number;
  /** Dates in UTC milliseconds. */
  readonly min: number | null;
  readonly max: number | null;
  readonly top: readonly { readonly value: string }[];
  readonly mean?: number | null;
  readonly std?: number | null;
  readonly sum?: number | null;
  readonly quantiles?: Readonly<Record<string, number | null>>;
  readonly length?: { readonly min: number; readonly max: number } | null;
}

type Kwargs = Record<string, unknown>;
type Table = Pick<Version, 'rows' | 'datasetName' | 'number'> & {
  readonly columns: readonly { readonly name: string }[];
};

/** Rules whose first guess needs more than the small summary of a column. */
export function needsProfile(type: string, facts: Pick<ColumnFacts, 'top' | 'distinct'>): boolean {
  if (type.endsWith('_set')) return facts.top.length < facts.distinct;
  return /_column_(mean|median|stdev|sum)_|_quantile_|_lengths_/.test(type);
}

const day = 86_400_000;

function iso(at: number, side: 'low' | 'high'): string {
  if (at % day !== 0) return new Date(at).toISOString().slice(0, side === 'low' ? 19 : 23);
  return new Date(at).toISOString().slice(0, 10);
}

function bounds({ type, min, max }: ColumnFacts): Kwargs {
  if (min === null || max === null) return {};
  if (type === 'datetime') return { min_value: iso(min, 'low'), max_value: iso(max, 'high') };
  return { min_value: min, max_value: max };
}

/** Three significant digits. */
function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

/** A tenth of `spread` to both sides of a statistic, in round numbers. */
function around(value: number | null | undefined, spread: number | null | undefined): Kwargs {
  if (typeof value !== 'number') return {};
  const reach = Math.abs(spread ?? value) / 10 || 1;
  return { min_value: rounded(value - reach), max_value: rounded(value + reach) };
}

function typed(value: string, type: ColumnType): unknown {
  if (type === 'boolean') return value === 'true';
  if (type !== 'number' && type !== 'integer') return value;
  const number = Number(value);
  return Number.isFinite(number) ? number : value;
}

function values({ top, type }: ColumnFacts): unknown[] {
  const found = top.map(({ value }) => typed(value, type));
  return found.toSorted((a, b) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : 1,
  );
}

function share({ count, missing }: ColumnFacts): number {
  const rows = count + missing;
  return rows === 0 ? 1 : Math.floor((count / rows) * 100) / 100;
}

function ofColumn(type: string, facts: ColumnFacts): Kwargs {
  const { quantiles = {} } = facts;
  switch (type) {
    case 'expect_column_values_to_not_be_null':
      return facts.missing > 0 && facts.count > 0 ? { mostly: share(facts) } : {};
    case 'expect_column_values_to_be_between':
      return bounds(facts);
    case 'expect_column_min_to_be_between':
    case 'expect_column_max_to_be_between':
      return bounds(facts);
    case 'expect_column_mean_to_be_between':
      return around(facts.mean, facts.std);
    case 'expect_column_median_to_be_between':
      return around(quantiles['0.5'], facts.std);
    case 'expect_column_stdev_to_be_between':
      return around(facts.std, facts.std);
    case 'expect_column_sum_to_be_between':
      return around(facts.sum, facts.sum);
    case 'expect_column_unique_value_count_to_be_between':
      return { min_value: facts.distinct, max_value: facts.distinct };
    case 'expect_column_proportion_of_unique_values_to_be_between':
      return { min_value: facts.count === 0 ? 0 : rounded((facts.distinct / facts.count) * 0.9) };
    case 'expect_column_proportion_of_non_null_values_to_be_between':
      return { min_value: share(facts) };
    case 'expect_column_values_to_be_of_type':
      return { type_: facts.type };
    case 'expect_column_values_to_be_in_type_list':
      return { type_list: [facts.type] };
    case 'expect_column_value_lengths_to_be_between':
      return facts.length ? { min_value: facts.length.min, max_value: facts.length.max } : {};
    case 'expect_column_value_lengths_to_equal':
      return facts.length ? { value: facts.length.max } : {};
    case 'expect_column_value_z_scores_to_be_less_than':
      return { threshold: 3, double_sided: true };
    case 'expect_column_values_to_not_be_in_set':
      return { value_set: [] };
    case 'expect_column_most_common_value_to_be_in_set':
      return { value_set: facts.top.slice(0, 1).map(({ value }) => typed(value, facts.type)) };
    case 'expect_column_quantile_values_to_be_between': {
      const wanted = ['0.25', '0.5', '0.75'].filter((q) => typeof quantiles[q] === 'number');
      return {
        quantile_ranges: {
          quantiles: wanted.map(Number),
          value_ranges: wanted.map((q) => {
            const { min_value, max_value } = around(quantiles[q], facts.std);
            return [min_value, max_value];
          }),
        },
      };
    }
    default:
      return type.endsWith('_set') ? { value_set: values(facts) } : {};
  }
}

function ofTable(type: string, version: Table): Kwargs {
  const names = version.columns.map(({ name }) => name);
  switch (type) {
    case 'expect_table_row_count_to_be_between':
      return { min_value: Math.floor(version.rows / 2) };
    case 'expect_table_row_count_to_equal':
      return { value: version.rows };
    case 'expect_table_row_count_to_equal_other_table':
      return { other_table_name: `${version.datasetName}@${version.number}` };
    case 'expect_table_column_count_to_be_between':
      return { min_value: names.length, max_value: names.length };
    case 'expect_table_column_count_to_equal':
      return { value: names.length };
    case 'expect_table_columns_to_match_ordered_list':
      return { column_list: names };
    case 'expect_table_columns_to_match_set':
      return { column_set: names };
    case 'expect_column_to_exist':
      return { column: names[0] };
    case 'unexpected_rows_expectation':
      return { unexpected_rows_query: 'SELECT * FROM {batch} WHERE false' };
    default:
      return {};
  }
}

/**
 * First values of a rule's parameters, taken from what is there now: a rule that the version keeps,
 * ready to be tightened or loosened.
 */
export function prefillRule(
  type: string,
  group: string,
  about: { readonly version: Table; readonly facts: ColumnFacts | null },
): Kwargs {
  const { version, facts } = about;
  const names = version.columns.map(({ name }) => name);
  const first = facts?.name ?? names[0];
  const other = names.find((name) => name !== first) ?? first;
  if (group === 'pair') {
    const pairs = type.endsWith('_in_set') ? { value_pairs_set: [] } : {};
    return { column_A: first, column_B: other, ...pairs };
  }
  if (group === 'multicolumn') {
    const sum = type.includes('_sum_') ? { sum_total: 0 } : {};
    return { column_list: first === undefined ? [] : [first, other], ...sum };
  }
  if (facts === null) return ofTable(type, version);
  return { column: facts.name, ...ofColumn(type, facts) };
}
