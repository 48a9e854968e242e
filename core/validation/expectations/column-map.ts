import { sqlName } from '../../data/duckdb.ts';
import type { Bind, MapPlan, RuleAccess, RuleColumn } from '../define-expectation.ts';

/** A rule about the cells of one column, missing ones left out. */
export function columnMap(
  column: RuleColumn,
  expected: (bind: Bind) => string,
  more: { readonly heavy?: boolean } = {},
): MapPlan {
  return {
    kind: 'map',
    columns: [column],
    shape: 'value',
    missing: `${sqlName(column.name)} IS NULL`,
    countsMissing: true,
    expected,
    ...more,
  };
}

/**
 * A rule whose broken rows were found by a query of their own: `find` selects their numbers. The
 * numbers wait in a temporary table, so that counting is one scan together with other rules.
 */
export async function brokenRows(
  access: RuleAccess,
  column: RuleColumn,
  find: (bind: Bind) => string,
): Promise<MapPlan> {
  const table = access.temporaryName();
  await access.run((bind) => `CREATE TEMP TABLE ${table} AS ${find(bind)}`);
  return columnMap(column, ...notIn(access.rowNumber, table, await access.countOf(table)));
}

/** `value` is not among the values of a table; a table without any is not looked up. */
export function notIn(
  value: string,
  table: string,
  count: number,
): [expected: () => string, more: { heavy: boolean }] {
  if (count === 0) return [() => 'true', { heavy: false }];
  return [() => `${value} NOT IN (SELECT * FROM ${table})`, { heavy: true }];
}
