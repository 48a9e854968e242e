import type { Expectation } from '../../../core/contract/validation.ts';
import { formatPercent } from '../../components/format.ts';

type Kwargs = Readonly<Record<string, unknown>>;

/** Columns that a rule names, in its order; none: it is about the whole table. */
export function columnsOf({ kwargs }: Pick<Expectation, 'kwargs'>): string[] {
  const named = [kwargs['column'], kwargs['column_A'], kwargs['column_B']];
  const list = Array.isArray(kwargs['column_list']) ? kwargs['column_list'] : [];
  return [...named, ...list].filter((name) => typeof name === 'string');
}

/** Rules about all columns at once belong to the table, though they list columns. */
function isAboutTable({ type }: Pick<Expectation, 'type'>): boolean {
  return type.startsWith('expect_table_') || type === 'unexpected_rows_expectation';
}

/** Does a rule stand under a column? '' is the table, with what is about several columns; null: all. */
export function standsUnder(expectation: Expectation, column: string | null): boolean {
  if (column === null) return true;
  const columns = isAboutTable(expectation) ? [] : columnsOf(expectation);
  return column === '' ? columns.length !== 1 : columns.includes(column);
}

const mostShown = 4;

function listText(values: readonly unknown[]): string {
  const texts = values.slice(0, mostShown).map((value) => String(value ?? 'missing'));
  const more = values.length - mostShown;
  return more > 0 ? `${texts.join(', ')} and ${more} more` : texts.join(', ');
}

const given = (value: unknown): boolean => value !== null && value !== undefined && value !== '';

function limitsText(kwargs: Kwargs): string | null {
  const { min_value: low, max_value: high, strict_min, strict_max } = kwargs;
  const above = `${strict_min === true ? 'above' : 'at least'} ${String(low)}`;
  const below = `${strict_max === true ? 'below' : 'at most'} ${String(high)}`;
  if (given(low) && given(high))
    return strict_min === true || strict_max === true
      ? `${above} and ${below}`
      : `between ${String(low)} and ${String(high)}`;
  if (given(low)) return above;
  return given(high) ? below : null;
}

const lists = ['value_set', 'type_list', 'regex_list', 'like_pattern_list', 'column_set'];
const singles = [
  'type_',
  'regex',
  'like_pattern',
  'strftime_format',
  'value',
  'threshold',
  'sum_total',
  'other_table_name',
  'unexpected_rows_query',
];

function argument(type: string, kwargs: Kwargs): string | null {
  const list = lists.map((name) => kwargs[name]).find((value) => Array.isArray(value));
  if (list) return listText(list as unknown[]);
  if (type.startsWith('expect_table_') && Array.isArray(kwargs['column_list']))
    return listText(kwargs['column_list']);
  const single = singles.map((name) => kwargs[name]).find(given);
  return single === undefined ? null : String(single);
}

/** "25% between 62 and 81": a few of the quantiles with their ranges; null: not written yet. */
function quantilesText(ranges: unknown): string | null {
  const { quantiles, value_ranges: values } = (ranges ?? {}) as Record<string, unknown>;
  if (!Array.isArray(quantiles) || !Array.isArray(values)) return null;
  const texts = quantiles.map((quantile: unknown, at) => {
    const [low, high] = Array.isArray(values[at]) ? (values[at] as unknown[]) : [];
    const limits = limitsText({ min_value: low, max_value: high }) ?? 'anything';
    return `${formatPercent(Number(quantile))} ${limits}`;
  });
  return texts.length === 0 ? null : listText(texts);
}

/** The rule without its columns: "Values are between 1 and 60". `title` is that of the catalogue. */
export function ruleText({ type, kwargs }: Expectation, title: string): string {
  const quantiles = quantilesText(kwargs['quantile_ranges']);
  if (quantiles !== null) return `Quantiles are ${quantiles}`;
  if (title.endsWith(' between')) {
    const limits = limitsText(kwargs);
    return limits === null ? `${title} …` : `${title.slice(0, -' between'.length)} ${limits}`;
  }
  const found = argument(type, kwargs);
  return found === null ? title : `${title}: ${found}`;
}

/** What the rule is about, for its heading. */
export function subjectOf(expectation: Expectation): string {
  const columns = columnsOf(expectation);
  return columns.length === 0 || expectation.type.startsWith('expect_table_')
    ? 'Whole table'
    : listText(columns);
}

/** "at least 90% of rows · where sex = "female"": what softens or narrows a rule; empty: nothing. */
export function ruleScope({ kwargs }: Pick<Expectation, 'kwargs'>): string {
  const { mostly, row_condition: condition } = kwargs;
  return [
    typeof mostly === 'number' && mostly < 1 ? `at least ${formatPercent(mostly)} of rows` : '',
    typeof condition === 'string' && condition.trim() !== '' ? `where ${condition.trim()}` : '',
    typeof condition === 'object' && condition !== null ? 'for some rows' : '',
  ]
    .filter(Boolean)
    .join(' · ');
}
