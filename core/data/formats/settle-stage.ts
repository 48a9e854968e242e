import type { ColumnType, Warning } from '../../contract/common.ts';
import type { VersionColumn } from '../../contract/data.ts';
import { castExpression, physicalType } from '../cast-sql.ts';
import { askFacts, inGroups, mostTogether } from '../column-facts.ts';
import type { ColumnPlan } from '../column-plan.ts';
import { sqlName, sqlText, type Duck } from '../duckdb.ts';
import { settleCategories } from '../settle-categories.ts';
import { planColumn } from '../sniff/column-type.ts';
import { forcedMisfits } from '../widen-types.ts';
import type { ColumnTally } from './column-tally.ts';

/** A column of a relation and how it becomes a column of a version. */
export interface SettledColumn {
  readonly plan: ColumnPlan;
  /** SQL of the value over the relation's columns c0, c1 .... */
  readonly value: string;
}

export interface FormatReadOptions {
  readonly types?: Readonly<Record<string, ColumnType>> | undefined;
  readonly decimal?: '.' | ',' | undefined;
  readonly thousands?: string | undefined;
}

/** The plan of a column whose type is settled and whose values need no parsing. */
export function plainPlan(name: string, type: ColumnType, forced = false): ColumnPlan {
  const style = { decimal: '.', thousands: null, confidence: 1 } as const;
  const { plan } = planColumn(name, [], { style, dayFirst: false, forced: type });
  return { ...plan, missingWords: [], forced };
}

/** The plan by which texts become values of the type a caller asked for. */
export function forcedPlan(
  name: string,
  sample: readonly string[],
  options: FormatReadOptions & { readonly type: ColumnType },
): ColumnPlan {
  const style = {
    decimal: options.decimal ?? '.',
    thousands:
      options.thousands === undefined || options.thousands === '' ? null : options.thousands,
    confidence: 1,
  };
  const { plan } = planColumn(name, sample, { style, dayFirst: false, forced: options.type });
  const texts = options.type === 'text' || options.type === 'category';
  return texts ? { ...plan, missingWords: [] } : plan;
}

/** The type asked for a column, or undefined. */
export function askedType(options: FormatReadOptions, name: string): ColumnType | undefined {
  return options.types && Object.hasOwn(options.types, name) ? options.types[name] : undefined;
}

/** How a tallied column of canonical texts becomes values. */
export function settleTallied(
  name: string,
  tally: ColumnTally,
  made: { readonly index: number; readonly options: FormatReadOptions },
): SettledColumn & { readonly warnings: Warning[] } {
  const column = `c${made.index}`;
  const type = askedType(made.options, name);
  if (type !== undefined) {
    const plan = forcedPlan(name, tally.sample, { ...made.options, type });
    return { plan, value: castExpression(plan, column, false), warnings: [] };
  }
  const verdict = tally.verdict(name);
  const plan = plainPlan(name, verdict.type);
  return { plan, value: canonicalCast(plan, column), warnings: verdict.warnings };
}

/** Texts were written by a tally, so that the engine's own casts are exact; what they refuse is missing. */
function canonicalCast(plan: ColumnPlan, column: string): string {
  switch (plan.type) {
    case 'integer':
    case 'number':
      return `TRY_CAST(${column} AS ${physicalType(plan)})`;
    case 'boolean':
      return `CASE ${column} WHEN 'true' THEN true WHEN 'false' THEN false END`;
    case 'datetime':
      return castExpression({ ...plan, dateFormats: ['iso'] }, column, false);
    case 'category':
    case 'text':
      return column;
  }
}

/** Warnings for types that were asked for columns that are not there. */
export function unknownTypes(names: readonly string[], options: FormatReadOptions): Warning[] {
  const known = new Set(names);
  return Object.keys(options.types ?? {})
    .filter((name) => !known.has(name))
    .map((name) => ({
      kind: 'unknown_column',
      message: `A type was given for "${name}", but there is no such column`,
      column: name,
    }));
}

export interface Settled {
  readonly rows: number;
  readonly columns: VersionColumn[];
  readonly warnings: Warning[];
}

/**
 * Writes a relation with columns c0, c1 ... to a Parquet file as a version holds it, and tells category
 * from text on all rows.
 */
export async function writeSettled(
  duck: Duck,
  relation: string,
  made: { readonly columns: readonly SettledColumn[]; readonly target: string },
): Promise<Settled> {
  const select = made.columns.map(
    ({ plan, value }) => `CAST(${value} AS ${physicalType(plan)}) AS ${sqlName(plan.name)}`,
  );
  const from =
    select.length <= mostTogether
      ? `SELECT ${select.join(',\n')} FROM ${relation}`
      : await castInGroups(duck, select, relation);
  await duck.run(`COPY (${from}) TO ${sqlText(made.target)} (FORMAT parquet)`);
  return settleWritten(duck, relation, made);
}

async function castInGroups(
  duck: Duck,
  select: readonly string[],
  relation: string,
): Promise<string> {
  const names: string[] = [];
  for (const [index, group] of inGroups(select).entries()) {
    names.push(`casts_${index}`);
    await duck.run(`CREATE TABLE casts_${index} AS SELECT ${group.join(',\n')} FROM ${relation}`);
  }
  return `SELECT * FROM ${names.join(' POSITIONAL JOIN ')}`;
}

async function settleWritten(
  duck: Duck,
  relation: string,
  made: { readonly columns: readonly SettledColumn[]; readonly target: string },
): Promise<Settled> {
  const plans = made.columns.map((column) => column.plan);
  const written = `read_parquet(${sqlText(made.target)})`;
  const [count] = await duck.rows(`SELECT count(*) AS rows FROM ${written}`);
  const rows = Number(count!['rows']);
  const present = await askFacts(duck, written, {
    columns: plans.map((_, index) => index),
    select: (index) => [`count(${sqlName(plans[index]!.name)}) AS n${index}`],
  });
  const missing = plans.map((_, index) => rows - Number(present[`n${index}`]));
  const settled = await settleCategories(duck, made.target, { plans, rows, missing });
  return {
    rows,
    columns: settled.map((plan, index) => ({
      name: plan.name,
      type: plan.type,
      missing: missing[index]!,
    })),
    warnings: await forcedMisfits(duck, relation, plans),
  };
}
