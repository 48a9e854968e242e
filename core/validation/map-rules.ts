import type { Bind, MapPlan, RuleColumn } from './define-expectation.ts';
import type { BrokenRows, MapCounts } from './map-result.ts';
import type { ParsedRule } from './parse-rule.ts';
import { conditionSql } from './row-condition.ts';
import { readCell, selectSql } from './value-sql.ts';
import { bound, type VersionRows } from './version-rows.ts';

/** A rule about rows and how it is checked. */
export interface MapRule {
  readonly rule: ParsedRule;
  readonly plan: MapPlan;
}

/** The rule's condition on rows, which a missing value does not hold; null for all rows. */
export function conditionOf(rows: VersionRows, rule: ParsedRule, bind: Bind): string | null {
  if (rule.condition === null) return null;
  return `coalesce(${conditionSql(rule.condition, rows.columns, bind)}, false)`;
}

export interface Broken extends MapCounts {
  /** Numbers of the first rows that break the rule, ascending. */
  readonly first: readonly number[];
}

/** Counts rows that rules are about and that break them, and finds the `first` of these, in one scan. */
export async function countBroken(
  rows: VersionRows,
  part: readonly MapRule[],
  first: number,
): Promise<Broken[]> {
  const statement = bound((bind) => {
    const inner = part.flatMap(({ rule, plan }, at) => [
      `${conditionOf(rows, rule, bind) ?? 'true'} AS c${at}`,
      `${plan.missing ?? 'false'} AS m${at}`,
      `coalesce(${plan.expected(bind)}, false) AS x${at}`,
    ]);
    const outer = part.flatMap((_, at) => [
      `count(*) FILTER (WHERE c${at}) AS e${at}`,
      `count(*) FILTER (WHERE c${at} AND NOT m${at}) AS p${at}`,
      `count(*) FILTER (WHERE c${at} AND NOT m${at} AND NOT x${at}) AS u${at}`,
      ...(first === 0
        ? []
        : [`min(number, ${first}) FILTER (WHERE c${at} AND NOT m${at} AND NOT x${at}) AS f${at}`]),
    ]);
    return `SELECT ${outer.join(', ')} FROM (SELECT ${rows.rowNumber} AS number, ${inner.join(', ')} FROM ${rows.from})`;
  });
  const [found] = await rows.duck.rows(statement.sql, statement.values);
  return part.map((_, at) => ({
    elements: Number(found![`e${at}`]),
    present: Number(found![`p${at}`]),
    unexpected: Number(found![`u${at}`]),
    first: ((found![`f${at}`] ?? []) as (number | bigint)[]).map(Number),
  }));
}

/** The rows that break a rule, in the order of the rows. */
export async function readBroken(
  rows: VersionRows,
  { rule, plan }: MapRule,
  limit: number,
): Promise<BrokenRows> {
  const statement = bound((bind) => {
    const values = plan.columns.map((column, at) => `${selectSql(column)} AS v${at}`);
    const condition = conditionOf(rows, rule, bind);
    const tests = [
      ...(condition === null ? [] : [condition]),
      ...(plan.missing === null ? [] : [`NOT ${plan.missing}`]),
      `NOT coalesce(${plan.expected(bind)}, false)`,
    ];
    return `SELECT ${rows.rowNumber} AS number, ${values.join(', ')} FROM ${rows.from}
      WHERE ${tests.map((test) => `(${test})`).join(' AND ')} ORDER BY ${rows.rowNumber} LIMIT ${limit}`;
  });
  const found = await rows.duck.rows(statement.sql, statement.values);
  return {
    rowNumbers: found.map((row) => Number(row['number'])),
    values: found.map((row) =>
      listed(
        plan,
        plan.columns.map((column, at) => readCell(column, row[`v${at}`])),
      ),
    ),
  };
}

type Cells = readonly ReturnType<typeof readCell>[];

/** The cells of one row as its rule lists them. */
function listed(plan: MapPlan, cells: Cells): unknown {
  if (plan.shape === 'value') return cells[0];
  if (plan.shape === 'pair') return cells;
  return Object.fromEntries(plan.columns.map(({ name }, at) => [name, cells[at]]));
}

/** The cells of the first rows that break each rule, of all rules in one scan. */
export async function readFirst(
  rows: VersionRows,
  part: readonly MapRule[],
  broken: readonly Broken[],
): Promise<BrokenRows[]> {
  const numbers = [...new Set(broken.flatMap(({ first }) => first))];
  const columns = new Map<string, RuleColumn>();
  for (const [at, { plan }] of part.entries()) {
    if (broken[at]!.first.length === 0) continue;
    for (const column of plan.columns) columns.set(column.name, column);
  }
  const places = [...columns.values()];
  const found =
    numbers.length === 0
      ? []
      : await rows.duck.rows(
          `SELECT ${rows.rowNumber} AS number, ${places.map((column, at) => `${selectSql(column)} AS v${at}`).join(', ')}
           FROM ${rows.from} WHERE ${rows.rowNumber} IN (${numbers.join(', ')})`,
        );
  const byNumber = new Map(found.map((row) => [Number(row['number']), row]));
  return part.map(({ plan }, index) => {
    const { first } = broken[index]!;
    const at = plan.columns.map((column) => places.indexOf(columns.get(column.name)!));
    return {
      rowNumbers: first,
      values: first.map((number) => {
        const row = byNumber.get(number)!;
        return listed(
          plan,
          plan.columns.map((column, place) => readCell(column, row[`v${at[place]}`])),
        );
      }),
    };
  });
}
