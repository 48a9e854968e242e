import { subTick, type Tick } from '../base/tick.ts';
import type { Expectation } from '../contract/validation.ts';
import type { RuleColumn } from './define-expectation.ts';
import { runRules } from './run-rules.ts';
import { suggestPattern } from './suggest-pattern.ts';
import { columnSql, readCell, selectSql } from './value-sql.ts';
import { openRows, type RowsSource, type VersionRows } from './version-rows.ts';

/** Share of a range that is added at its ends, since the next version will reach a little further. */
const margin = 0.1;
/** Columns of at most this many texts are categories. */
const mostCategories = 50;
/** Whole numbers of at most this many values without a gap, in enough rows, are codes. */
const mostCodes = 10;
/** Below this, that all values differ tells little. */
const fewestForKey = 20;

function rule(type: string, kwargs: Record<string, unknown>): Expectation {
  return { type, kwargs, meta: { suggested: true } };
}

/**
 * Rules that the version itself keeps, as wide as the next version will need: columns and types,
 * missing share, ranges, sets of categories, keys, lengths and patterns of texts, dates. Each is
 * checked before it is suggested.
 */
export async function suggestRules(
  source: RowsSource,
  options: { readonly thisYear: number; readonly tick: Tick },
): Promise<Expectation[]> {
  const rules: Expectation[] = [];
  {
    using rows = await openRows(source);
    const [counted] = await rows.duck.rows(`SELECT count(*) AS n FROM ${rows.from}`);
    const n = Number(counted!['n']);
    rules.push(...tableRules(source, n));
    const tick = subTick(options.tick, 0, 0.6, 'Looking at columns');
    for (const [index, column] of source.columns.entries()) {
      tick(index / source.columns.length);
      rules.push(...(await columnRules(rows, column, n)));
    }
  }
  const outcomes = await runRules(source, rules, {
    format: 'BOOLEAN_ONLY',
    rowsOf: () => null,
    thisYear: options.thisYear,
    tick: subTick(options.tick, 0.6, 1),
  });
  return rules.filter((_, index) => outcomes[index]!.result.success);
}

function tableRules({ columns }: RowsSource, n: number): Expectation[] {
  const column_set = columns.map(({ name }) => name);
  return [
    rule('expect_table_columns_to_match_set', { column_set, exact_match: false }),
    ...(n === 0
      ? []
      : [
          rule('expect_table_row_count_to_be_between', {
            min_value: Math.max(1, Math.floor(n / 2)),
          }),
        ]),
  ];
}

interface Facts {
  readonly rows: number;
  readonly present: number;
  readonly distinct: number;
}

async function columnRules(
  rows: VersionRows,
  column: RuleColumn,
  n: number,
): Promise<Expectation[]> {
  const name = columnSql(column);
  const [found] = await rows.duck.rows(
    `SELECT count(${name}) AS present, count(DISTINCT ${name}) AS distinct_values FROM ${rows.from}`,
  );
  const facts: Facts = {
    rows: n,
    present: Number(found!['present']),
    distinct: Number(found!['distinct_values']),
  };
  const rules = [
    rule('expect_column_values_to_be_of_type', { column: column.name, type_: column.type }),
    ...missingRules(column, facts),
  ];
  if (facts.present === 0) return rules;
  rules.push(...keyRules(column, facts));
  switch (column.type) {
    case 'number':
    case 'integer':
      rules.push(...(await numberRules(rows, column, facts)));
      break;
    case 'datetime':
      rules.push(...(await dateRules(rows, column)));
      break;
    case 'category':
    case 'text':
      rules.push(...(await textRules(rows, column, facts)));
      break;
    case 'boolean':
      break;
  }
  return rules;
}

function missingRules(column: RuleColumn, { rows, present }: Facts): Expectation[] {
  if (rows === 0 || present === 0) return [];
  const share = present / rows;
  if (share === 1) return [rule('expect_column_values_to_not_be_null', { column: column.name })];
  // a little more may be missing next time; a column that is mostly empty promises nothing
  const mostly = Math.floor((share - (1 - share) * margin) * 100) / 100;
  if (mostly < 0.5) return [];
  return [rule('expect_column_values_to_not_be_null', { column: column.name, mostly })];
}

function keyRules(column: RuleColumn, { present, distinct }: Facts): Expectation[] {
  const canBeKey =
    column.type === 'integer' || column.type === 'text' || column.type === 'category';
  if (!canBeKey || distinct !== present || present < fewestForKey) return [];
  return [rule('expect_column_values_to_be_unique', { column: column.name })];
}

async function valuesOf(rows: VersionRows, column: RuleColumn, limit: number) {
  const name = columnSql(column);
  const found = await rows.duck.rows(
    `SELECT ${selectSql(column)} AS value FROM (SELECT DISTINCT ${name} FROM ${rows.from}
     WHERE ${name} IS NOT NULL) ORDER BY ${name} LIMIT ${limit}`,
  );
  return found.map((row) => readCell(column, row['value']));
}

async function numberRules(
  rows: VersionRows,
  column: RuleColumn,
  { present, distinct }: Facts,
): Promise<Expectation[]> {
  if (column.type === 'integer' && distinct <= mostCodes && present >= 5 * distinct) {
    const value_set = await valuesOf(rows, column, mostCodes);
    // a count leaves gaps, which the next version may fill
    if (Number(value_set.at(-1)) - Number(value_set[0]) === distinct - 1) {
      return [rule('expect_column_values_to_be_in_set', { column: column.name, value_set })];
    }
  }
  const name = columnSql(column);
  const [found] = await rows.duck.rows(
    `SELECT min(${name})::DOUBLE AS low, max(${name})::DOUBLE AS high FROM ${rows.from}`,
  );
  const low = Number(found!['low']);
  const high = Number(found!['high']);
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [];
  const reach = (high - low) * margin;
  const whole = column.type === 'integer';
  const min_value =
    low >= 0
      ? Math.max(0, roundOut(low - reach, 'down', whole))
      : roundOut(low - reach, 'down', whole);
  const max_value =
    high <= 0
      ? Math.min(0, roundOut(high + reach, 'up', whole))
      : roundOut(high + reach, 'up', whole);
  return [
    rule('expect_column_values_to_be_between', { column: column.name, min_value, max_value }),
  ];
}

/** Three significant digits, away from the range. */
function roundOut(value: number, way: 'up' | 'down', whole: boolean): number {
  if (value === 0) return 0;
  const round = way === 'up' ? Math.ceil : Math.floor;
  if (whole) return round(value);
  const digits = 2 - Math.floor(Math.log10(Math.abs(value)));
  // a power of ten beyond the doubles rounds nothing
  if (Math.abs(digits) > 300) return value;
  const scale = 10 ** Math.abs(digits);
  const rounded = digits >= 0 ? round(value * scale) / scale : round(value / scale) * scale;
  return (way === 'up' ? rounded >= value : rounded <= value) ? rounded : value;
}

async function dateRules(rows: VersionRows, column: RuleColumn): Promise<Expectation[]> {
  const name = columnSql(column);
  const [found] = await rows.duck.rows(
    `SELECT epoch_ms(min(${name}))::DOUBLE AS low, epoch_ms(max(${name}))::DOUBLE AS high FROM ${rows.from}`,
  );
  const low = Number(found!['low']);
  const high = Number(found!['high']);
  const day = 86_400_000;
  const from = Math.floor((low - (high - low) * margin) / day) * day;
  // later versions go on where this one ends
  const to = Math.ceil((high + Math.max(high - low, 365 * day)) / day) * day;
  const [min_value, max_value] = [from, to].map((at) => new Date(at).toISOString().slice(0, 10));
  return [
    rule('expect_column_values_to_be_between', { column: column.name, min_value, max_value }),
  ];
}

async function textRules(
  rows: VersionRows,
  column: RuleColumn,
  { rows: count, present, distinct }: Facts,
): Promise<Expectation[]> {
  if (distinct <= mostCategories && present >= 3 * distinct) {
    const value_set = await valuesOf(rows, column, mostCategories);
    return [rule('expect_column_values_to_be_in_set', { column: column.name, value_set })];
  }
  const regex = await suggestPattern(rows, column, count);
  if (regex !== null) {
    // found from a sample
    const [found] = await rows.duck.rows(
      `SELECT count(*) FILTER (WHERE NOT regexp_matches(${columnSql(column)}, $1)) AS broken FROM ${rows.from}`,
      [regex],
    );
    if (Number(found!['broken']) === 0) {
      return [rule('expect_column_values_to_match_regex', { column: column.name, regex })];
    }
  }
  const name = columnSql(column);
  const [found] = await rows.duck.rows(
    `SELECT min(length(${name})) AS low, max(length(${name})) AS high FROM ${rows.from}`,
  );
  const kwargs = {
    column: column.name,
    min_value: Math.max(0, Math.floor(Number(found!['low']) / 2)),
    max_value: Number(found!['high']) * 2,
  };
  return [rule('expect_column_value_lengths_to_be_between', kwargs)];
}
