import type { ColumnPlan } from './column-plan.ts';
import { sqlText } from './duckdb.ts';
import { groupedSource } from './sniff/cell-kind.ts';
import { unitPatterns } from './sniff/units.ts';

/** What a strict expression raises for a cell that does not fit, so that it is told from other errors. */
export const castFailure = 'assay: a cell does not fit its type';

/** Largest integer a double holds exactly. */
const safe = '9007199254740991';

/**
 * SQL that turns the text `column` (an SQL expression) into the value of the plan; missing words and
 * empty texts become NULL. What fits the type no other way is an error when `strict`, else NULL.
 */
export function castExpression(plan: ColumnPlan, column: string, strict: boolean): string {
  const otherwise = strict ? `error(${sqlText(castFailure)})` : 'NULL';
  switch (plan.type) {
    case 'category':
    case 'text': {
      if (plan.missingWords.length === 0) return column;
      return `CASE WHEN ${isOneOf(plan.missingWords, column)} THEN NULL ELSE ${column} END`;
    }
    case 'integer':
      return integerCast(plan, withoutUnit(plan, column), otherwise);
    case 'number':
      return numberCast(plan, withoutUnit(plan, column), otherwise);
    case 'boolean':
      return `CASE ${usualSpellings(plan, column)}
        WHEN ${isOneOf(plan.trueWords, plainText(column))} THEN true
        WHEN ${isOneOf(plan.falseWords, plainText(column))} THEN false
        ELSE ${missingOr(plan, column, otherwise)} END`;
    case 'datetime':
      return `coalesce(${dateCast(plan, column)}, ${missingOr(plan, column, otherwise)})`;
  }
}

/** Comparing whole texts costs a fifth of trimming them and changing their case, which is left to the rest. */
function usualSpellings({ trueWords, falseWords }: ColumnPlan, column: string): string {
  const pairs = [
    [trueWords[0], 'true'],
    [falseWords[0], 'false'],
  ] as const;
  const spell = [
    (word: string) => word,
    (word: string) => word.toUpperCase(),
    (word: string) => word.charAt(0).toUpperCase() + word.slice(1),
  ];
  return spell
    .flatMap((write) =>
      pairs.map(([word, value]) =>
        word === undefined ? '' : `WHEN ${column} = ${sqlText(write(word))} THEN ${value}`,
      ),
    )
    .join('\n');
}

/** SQL that is true where the cell is neither missing nor of the plan's type. */
export function misfits(plan: ColumnPlan, column: string): string {
  return `(${castExpression(plan, column, false)}) IS NULL AND NOT (${isMissing(plan, column)})`;
}

function isMissing(plan: ColumnPlan, column: string): string {
  return `(${column} IS NULL OR ${isOneOf([...plan.missingWords, ''], plainText(column))})`;
}

function plainText(column: string): string {
  return `lower(trim(${column}))`;
}

/** Not `IN`: the engine makes a join of each longer list, which takes seconds with many columns. */
function isOneOf(words: readonly string[], text: string): string {
  if (words.length === 0) return 'false';
  const longest = Math.max(...words.map((word) => Buffer.byteLength(word)));
  return `(strlen(${text}) <= ${longest} AND list_contains([${list(words)}], ${text}))`;
}

function missingOr(plan: ColumnPlan, column: string, otherwise: string): string {
  return `CASE WHEN ${isMissing(plan, column)} THEN NULL ELSE ${otherwise} END`;
}

function list(words: readonly string[]): string {
  return words.map(sqlText).join(', ');
}

/** The column without the signs of money or percent around its numbers. */
function withoutUnit({ unit }: ColumnPlan, column: string): string {
  if (unit === null) return column;
  const { before, after } = unitPatterns;
  const bare = `regexp_replace(trim(${column}), ${sqlText(before)}, '\\1')`;
  return `regexp_replace(${bare}, ${sqlText(after)}, '\\1')`;
}

/** The engine rounds '1.5' and drops leading zeros, so only texts that print back the same pass at once. */
function integerCast(plan: ColumnPlan, column: string, otherwise: string): string {
  const value = `TRY_CAST(${column} AS BIGINT)`;
  const plain = `trim(${column})`;
  const ungrouped =
    plan.thousands === null ? plain : `replace(${plain}, ${sqlText(plan.thousands)}, '')`;
  const slow = `TRY_CAST(${ungrouped} AS BIGINT)`;
  const shape =
    plan.thousands === null
      ? `regexp_matches(${plain}, '^[+-]?(0|[1-9][0-9]*)$')`
      : `(regexp_matches(${plain}, '^[+-]?(0|[1-9][0-9]*)$') OR regexp_matches(${plain}, ${sqlText(groupedSource(plan.decimal, plan.thousands))}))`;
  return `CASE WHEN CAST(${value} AS VARCHAR) = ${column} AND ${value} BETWEEN -${safe} AND ${safe} THEN ${value}
    WHEN ${shape} AND ${slow} BETWEEN -${safe} AND ${safe} THEN ${slow}
    ELSE ${missingOr(plan, column, otherwise)} END`;
}

function numberCast(plan: ColumnPlan, column: string, otherwise: string): string {
  const rest = missingOr(plan, column, otherwise);
  if (plan.decimal === '.' && plan.thousands === null) {
    const value = `TRY_CAST(${column} AS DOUBLE)`;
    // The engine would take an underscore for a digit separator; NaN is greater than all numbers to it.
    return `CASE WHEN ${value} <= 'Infinity'::DOUBLE AND NOT contains(${column}, '_') THEN ${value}
      ELSE ${rest} END`;
  }
  const plain = `trim(${column})`;
  const point = `replace(${plain}, ',', '.')`;
  const single =
    plan.decimal === ','
      ? `CASE WHEN regexp_matches(${plain}, '^[+-]?([0-9]+,?[0-9]*|,[0-9]+)([eE][+-]?[0-9]+)?$') THEN TRY_CAST(${point} AS DOUBLE) END`
      : `CASE WHEN NOT contains(${column}, '_') THEN nullif(TRY_CAST(${column} AS DOUBLE), 'NaN'::DOUBLE) END`;
  if (plan.thousands === null) return `coalesce(${single}, ${rest})`;
  const ungrouped = `replace(${plain}, ${sqlText(plan.thousands)}, '')`;
  const grouped = `CASE WHEN regexp_matches(${plain}, ${sqlText(groupedSource(plan.decimal, plan.thousands))})
    THEN TRY_CAST(replace(${ungrouped}, ',', '.') AS DOUBLE) END`;
  return `coalesce(${single}, ${grouped}, ${rest})`;
}

function dateCast(plan: ColumnPlan, column: string): string {
  const patterns = plan.dateFormats.filter((format) => format !== 'iso');
  const tries = patterns.length === 0 ? [] : [`try_strptime(trim(${column}), [${list(patterns)}])`];
  if (plan.dateFormats.includes('iso')) {
    // plain forms take the fast cast, which would ignore an offset; the session's zone is UTC
    tries.push(`CASE
      WHEN strlen(${column}) = 10 OR ${column} LIKE '________________:__'
        THEN TRY_CAST(${column} AS TIMESTAMP)
      WHEN regexp_matches(${column}, '^\\s*[0-9]{4}[-/]')
        THEN timezone('UTC', TRY_CAST(${column} AS TIMESTAMPTZ)) END`);
  }
  return tries.length === 0 ? 'NULL::TIMESTAMP' : `coalesce(${tries.join(', ')})`;
}

/** The column type of the Parquet file. */
export function physicalType(plan: ColumnPlan): string {
  switch (plan.type) {
    case 'number':
      return 'DOUBLE';
    case 'integer':
      return 'BIGINT';
    case 'boolean':
      return 'BOOLEAN';
    case 'datetime':
      return 'TIMESTAMP';
    case 'category':
    case 'text':
      return 'VARCHAR';
  }
}
