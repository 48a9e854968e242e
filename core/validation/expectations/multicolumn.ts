import { z } from 'zod';
import {
  defineExpectation,
  type Bind,
  type MapPlan,
  type RuleAccess,
  type RuleColumn,
} from '../define-expectation.ts';
import { columnList } from '../kwargs.ts';
import { columnSql, requireNumeric } from '../value-sql.ts';
import { notIn } from './column-map.ts';

const listKwargs = {
  column_list: columnList.min(2),
  ignore_row_if: z
    .enum(['all_values_are_missing', 'any_value_is_missing', 'never'])
    .nullish()
    .meta({ title: 'Ignore a row if', description: 'default all_values_are_missing' }),
};

type Ignore = 'all_values_are_missing' | 'any_value_is_missing' | 'never';

function missingSql(columns: readonly RuleColumn[], ignore: Ignore): string | null {
  if (ignore === 'never') return null;
  const missing = columns.map((column) => `${columnSql(column)} IS NULL`);
  return `(${missing.join(ignore === 'all_values_are_missing' ? ' AND ' : ' OR ')})`;
}

function listPlan(
  columns: readonly RuleColumn[],
  rule: {
    readonly ignore: Ignore | null | undefined;
    readonly expected: (bind: Bind) => string;
    readonly heavy?: boolean;
  },
): MapPlan {
  return {
    kind: 'map',
    columns,
    shape: 'record',
    missing: missingSql(columns, rule.ignore ?? 'all_values_are_missing'),
    countsMissing: true,
    expected: rule.expected,
    ...(rule.heavy === undefined ? {} : { heavy: rule.heavy }),
  };
}

function findColumns(access: RuleAccess, names: readonly string[]): RuleColumn[] {
  return names.map((name) => access.column(name));
}

export const compoundColumnsToBeUnique = defineExpectation({
  type: 'expect_compound_columns_to_be_unique',
  title: 'Columns are unique together',
  group: 'multicolumn',
  kwargs: z.object(listKwargs),
  describe: ({ column_list }) => `${column_list.join(', ')} are unique together`,
  async plan({ column_list, ignore_row_if }, access) {
    const columns = findColumns(access, column_list);
    const names = columns.map(columnSql);
    const ignored = missingSql(columns, ignore_row_if ?? 'all_values_are_missing');
    const keys = access.temporaryName();
    const broken = access.temporaryName();
    // two missing values are equal here, as in a GROUP BY
    await access.run(
      (bind) =>
        `CREATE TEMP TABLE ${keys} AS SELECT ${names.map((name, at) => `${name} AS k${at}`).join(', ')}
         FROM ${access.from(bind)} WHERE ${ignored === null ? 'true' : `NOT ${ignored}`}
         GROUP BY ALL HAVING count(*) > 1`,
    );
    const same = names.map((name, at) => `r.${name} IS NOT DISTINCT FROM ${keys}.k${at}`);
    await access.run(
      (bind) =>
        `CREATE TEMP TABLE ${broken} AS SELECT ${access.rowNumber} AS number
         FROM ${access.from(bind)} AS r JOIN ${keys} ON ${same.join(' AND ')}`,
    );
    const [expected, { heavy }] = notIn(access.rowNumber, broken, await access.countOf(broken));
    return listPlan(columns, { ignore: ignore_row_if, expected, heavy });
  },
});

export const multicolumnSumToEqual = defineExpectation({
  type: 'expect_multicolumn_sum_to_equal',
  title: 'Columns sum to a value',
  group: 'multicolumn',
  kwargs: z.object({ ...listKwargs, sum_total: z.number().meta({ title: 'Sum' }) }),
  describe: ({ column_list, sum_total }) => `${column_list.join(' + ')} is ${sum_total}`,
  plan({ column_list, sum_total, ignore_row_if }, access) {
    const columns = findColumns(access, column_list);
    for (const column of columns) requireNumeric(column, 'a sum');
    const sum = columns.map((column) => `${columnSql(column)}::DOUBLE`).join(' + ');
    return listPlan(columns, {
      ignore: ignore_row_if,
      expected: (bind) => `(${sum}) = ${bind(sum_total)}::DOUBLE`,
    });
  },
});

/** Cells as texts that differ between types, so that 1 and "1" are two values. */
function comparableSql(columns: readonly RuleColumn[]): string[] {
  return columns.map((column) => {
    const name = columnSql(column);
    switch (column.type) {
      case 'number':
      case 'integer':
      case 'boolean':
        return `'n' || CAST(${name}::DOUBLE AS VARCHAR)`;
      case 'datetime':
        return `'d' || CAST(${name} AS VARCHAR)`;
      case 'category':
      case 'text':
        return `'t' || ${name}`;
    }
  });
}

export const selectColumnValuesToBeUniqueWithinRecord = defineExpectation({
  type: 'expect_select_column_values_to_be_unique_within_record',
  title: 'Values differ within each row',
  group: 'multicolumn',
  kwargs: z.object(listKwargs),
  describe: ({ column_list }) => `${column_list.join(', ')} differ within each row`,
  plan({ column_list, ignore_row_if }, access) {
    const columns = findColumns(access, column_list);
    // two missing values are the same value
    const texts = comparableSql(columns).map((text) => `coalesce(${text}, '')`);
    const expected = `len(list_distinct([${texts.join(', ')}])) = ${columns.length}`;
    return listPlan(columns, { ignore: ignore_row_if, expected: () => expected });
  },
});

export const multicolumnValuesToBeEqual = defineExpectation({
  type: 'expect_multicolumn_values_to_be_equal',
  title: 'Columns are equal',
  group: 'multicolumn',
  kwargs: z.object(listKwargs),
  describe: ({ column_list }) => `${column_list.join(', ')} are equal`,
  plan({ column_list, ignore_row_if }, access) {
    const columns = findColumns(access, column_list);
    const [first, ...rest] = comparableSql(columns);
    const expected = rest.map((text) => `(${text}) IS NOT DISTINCT FROM (${first})`).join(' AND ');
    return listPlan(columns, { ignore: ignore_row_if, expected: () => expected });
  },
});
