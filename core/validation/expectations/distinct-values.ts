import { z } from 'zod';
import type { Cell } from '../../contract/common.ts';
import { defineExpectation, type RuleAccess, type RuleColumn } from '../define-expectation.ts';
import { columnName, listText, valueSet, type CellValue } from '../kwargs.ts';
import { columnSql, parseMoment, readCell, selectSql } from '../value-sql.ts';
import { memberSql } from './values-in-set.ts';

/** Values a result lists at most, as Great Expectations. */
const mostListed = 20;

interface Difference {
  readonly unexpectedCount: number;
  readonly unexpected: Cell[];
  readonly missing: CellValue[];
}

/** Distinct values outside of the set, in order, and members of the set that do not occur. */
async function compareWithSet(
  access: RuleAccess,
  column: RuleColumn,
  set: readonly (CellValue | null)[],
): Promise<Difference> {
  const name = columnSql(column);
  const distinct = (bind: Parameters<RuleAccess['from']>[0]) =>
    `(SELECT DISTINCT ${name} FROM ${access.from(bind)} WHERE ${name} IS NOT NULL)`;
  const outside = await access.rows(
    (bind) =>
      `SELECT ${selectSql(column)} AS value, count(*) OVER () AS total FROM ${distinct(bind)}
       WHERE NOT (${memberSql(column, set, bind)}) ORDER BY ${name} LIMIT ${mostListed}`,
  );
  const inside = await access.rows(
    (bind) =>
      `SELECT ${selectSql(column)} AS value FROM ${distinct(bind)} WHERE ${memberSql(column, set, bind)}`,
  );
  const present = new Set(
    inside.map((row) => keyOf(column, readCell(column, row['value']) as CellValue)),
  );
  const wanted = set.filter((value): value is CellValue => value !== null);
  const seen = new Set<unknown>();
  const missing = wanted.filter((value) => {
    const key = keyOf(column, value);
    if (present.has(key) || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  return {
    unexpectedCount: Number(outside[0]?.['total'] ?? 0),
    unexpected: outside.map((row) => readCell(column, row['value'])),
    missing,
  };
}

/** Equal cells have equal keys: dates by their moment, true as 1 where the column holds numbers. */
function keyOf(column: RuleColumn, value: CellValue): unknown {
  if (column.type === 'datetime') return parseMoment(String(value)) ?? value;
  if (column.type === 'text' || column.type === 'category') return value;
  return typeof value === 'string' ? value : Number(value);
}

const kwargs = z.object({ column: columnName, value_set: valueSet.min(1) });

export const distinctValuesToBeInSet = defineExpectation({
  type: 'expect_column_distinct_values_to_be_in_set',
  title: 'Distinct values are in a set',
  group: 'column_aggregate',
  kwargs,
  describe: ({ column, value_set }) =>
    `distinct values of ${column} are among ${listText(value_set)}`,
  async plan({ column, value_set }, access) {
    const difference = await compareWithSet(access, access.column(column), value_set);
    return {
      kind: 'judged',
      success: difference.unexpectedCount === 0,
      result: {
        observed_value: null,
        unexpected_count: difference.unexpectedCount,
        partial_unexpected_list: difference.unexpected,
      },
    };
  },
});

export const distinctValuesToContainSet = defineExpectation({
  type: 'expect_column_distinct_values_to_contain_set',
  title: 'Distinct values contain a set',
  group: 'column_aggregate',
  kwargs,
  describe: ({ column, value_set }) => `${column} has all of ${listText(value_set)}`,
  async plan({ column, value_set }, access) {
    const { missing } = await compareWithSet(access, access.column(column), value_set);
    return {
      kind: 'judged',
      success: missing.length === 0,
      result: {
        observed_value: null,
        missing_count: missing.length,
        partial_missing_list: missing.slice(0, mostListed),
      },
    };
  },
});

export const distinctValuesToEqualSet = defineExpectation({
  type: 'expect_column_distinct_values_to_equal_set',
  title: 'Distinct values equal a set',
  group: 'column_aggregate',
  kwargs,
  describe: ({ column, value_set }) =>
    `distinct values of ${column} are exactly ${listText(value_set)}`,
  async plan({ column, value_set }, access) {
    const difference = await compareWithSet(access, access.column(column), value_set);
    const { unexpectedCount, unexpected, missing } = difference;
    return {
      kind: 'judged',
      success: unexpectedCount === 0 && missing.length === 0,
      result: {
        observed_value: null,
        unexpected_count: unexpectedCount,
        missing_count: missing.length,
        partial_unexpected_list: unexpected,
        partial_missing_list: missing.slice(0, mostListed),
      },
    };
  },
});

export const mostCommonValueToBeInSet = defineExpectation({
  type: 'expect_column_most_common_value_to_be_in_set',
  title: 'Most common value is in a set',
  group: 'column_aggregate',
  kwargs: z.object({
    column: columnName,
    value_set: valueSet.min(1),
    ties_okay: z
      .boolean()
      .nullish()
      .meta({ title: 'Ties are fine', description: 'one of several most common values is enough' }),
  }),
  describe: ({ column, value_set }) =>
    `the most common value of ${column} is one of ${listText(value_set)}`,
  async plan({ column, value_set, ties_okay }, access) {
    const found = access.column(column);
    const name = columnSql(found);
    const rows = await access.rows(
      (bind) =>
        `SELECT ${selectSql(found)} AS value FROM (
           SELECT ${name}, count(*) AS n, max(count(*)) OVER () AS most
           FROM ${access.from(bind)} WHERE ${name} IS NOT NULL GROUP BY 1
         ) WHERE n = most ORDER BY ${name} LIMIT ${mostModes}`,
    );
    const modes = rows.map((row) => readCell(found, row['value']));
    const wanted = new Set(
      value_set.flatMap((value) => (value === null ? [] : [keyOf(found, value)])),
    );
    const common = modes.filter((mode) => wanted.has(keyOf(found, mode as CellValue))).length;
    return {
      kind: 'judged',
      success: ties_okay ? common > 0 : modes.length === 1 && common === 1,
      result: { observed_value: modes },
    };
  },
});

/** A column where everything is equally common must not fill the result. */
const mostModes = 1000;
