import type { OutputOf } from '../../../core/contract/contract.ts';
import type { ColumnType } from '../../../core/contract/common.ts';

export type CatalogueRule = OutputOf<'validation.expectations'>['expectations'][number];

export interface RuleGroup {
  readonly title: string;
  readonly rules: readonly CatalogueRule[];
}

const numbers: readonly ColumnType[] = ['number', 'integer'];
const ordered: readonly ColumnType[] = ['number', 'integer', 'datetime'];
const words: readonly ColumnType[] = ['category', 'text'];

/** Rules that say something about some types only; all others fit every column. */
const fits: readonly (readonly [RegExp, readonly ColumnType[]])[] = [
  [/_values_to_be_between$/, ordered],
  [/_to_be_(in|de)creasing$/, ordered],
  [/_column_(min|max)_/, ordered],
  [/_z_scores_|_column_(mean|median|stdev|sum)_|_quantile_/, numbers],
  [/_regex|_like_pattern|_lengths_|_strftime_|_dateutil_|_json/, words],
];

/** Those most people want first, the most useful one at the front. */
const common: readonly (readonly [string, readonly ColumnType[] | null])[] = [
  ['expect_column_values_to_not_be_null', null],
  ['expect_column_values_to_be_between', ordered],
  ['expect_column_values_to_be_in_set', ['category', 'boolean', 'integer', 'text']],
  ['expect_column_values_to_be_unique', ['integer', 'category', 'text', 'datetime']],
  ['expect_column_values_to_match_regex', words],
  ['expect_column_values_to_be_of_type', null],
];

function suits(rule: CatalogueRule, type: ColumnType): boolean {
  const limit = fits.find(([pattern]) => pattern.test(rule.type));
  return limit === undefined || limit[1].includes(type);
}

const hasColumn = ({ kwargs }: CatalogueRule): boolean =>
  typeof kwargs === 'object' &&
  kwargs !== null &&
  'column' in ((kwargs as { properties?: object }).properties ?? {});

/** The rules that make sense for a column of a type, in groups; empty groups are left out. */
export function fittingRules(catalogue: readonly CatalogueRule[], type: ColumnType): RuleGroup[] {
  const front = common.flatMap(([name, types]) =>
    types === null || types.includes(type) ? catalogue.filter((rule) => rule.type === name) : [],
  );
  const of = (...groups: readonly CatalogueRule['group'][]): CatalogueRule[] =>
    catalogue.filter(
      (rule) => groups.includes(rule.group) && !front.includes(rule) && suits(rule, type),
    );
  return [
    { title: 'Most used', rules: front },
    { title: 'Each value', rules: of('column_map') },
    { title: 'The column as a whole', rules: of('column_aggregate') },
    { title: 'With other columns', rules: of('pair', 'multicolumn') },
    { title: 'Layout', rules: of('table').filter(hasColumn) },
  ].filter(({ rules }) => rules.length > 0);
}

/** The rules about the whole table and about several columns. */
export function tableRules(catalogue: readonly CatalogueRule[]): RuleGroup[] {
  return [
    { title: 'Whole table', rules: catalogue.filter(({ group }) => group === 'table') },
    {
      title: 'Several columns',
      rules: catalogue.filter(({ group }) => group === 'pair' || group === 'multicolumn'),
    },
  ].filter(({ rules }) => rules.length > 0);
}
