import type { RuleColumn } from '../define-expectation.ts';
import type { MapCounts } from '../map-result.ts';
import { columnSql } from '../value-sql.ts';
import type { VersionRows } from '../version-rows.ts';

/** Cells or rows that were looked at, and those among them that are as they should be. */
export interface Share {
  readonly checked: number;
  readonly kept: number;
}

export interface CellFacts {
  readonly rows: number;
  /** Cells that are not missing, by column. */
  readonly present: readonly number[];
  /** Rows that differ from every row before them. */
  readonly distinctRows: number;
}

/** Columns that one scan looks at. */
const together = 32;

const isText = (column: RuleColumn) => column.type === 'text' || column.type === 'category';

export async function readCellFacts(rows: VersionRows): Promise<CellFacts> {
  const present: number[] = [];
  let count = 0;
  for (let at = 0; at < rows.columns.length || at === 0; at += together) {
    const part = rows.columns.slice(at, at + together);
    const select = part.map((column, index) => `count(${columnSql(column)}) AS p${index}`);
    const [found] = await rows.duck.rows(
      `SELECT ${['count(*) AS n', ...select].join(', ')} FROM ${rows.from}`,
    );
    count = Number(found!['n']);
    present.push(...part.map((_, index) => Number(found![`p${index}`])));
  }
  if (rows.columns.length === 0) return { rows: count, present, distinctRows: count };
  // two rows with the same 64 bits are the same row but for once in a million tables of ten million rows
  const [distinct] = await rows.duck.rows(
    `SELECT count(DISTINCT hash(${rows.columns.map(columnSql).join(', ')})) AS n FROM ${rows.from}`,
  );
  return { rows: count, present, distinctRows: Number(distinct!['n']) };
}

/** Columns that look like keys by name, and the share of their values that are distinct. */
export async function readKeyShares(
  rows: VersionRows,
): Promise<{ readonly name: string; readonly share: number }[]> {
  const keys = rows.columns.filter(
    ({ name, type }) =>
      /(^|_|\s)(id|uuid|guid|key)$/i.test(name) && type !== 'boolean' && type !== 'datetime',
  );
  if (keys.length === 0) return [];
  const select = keys.map(
    (column, at) =>
      `count(DISTINCT ${columnSql(column)}) AS d${at}, count(${columnSql(column)}) AS p${at}`,
  );
  const [found] = await rows.duck.rows(`SELECT ${select.join(', ')} FROM ${rows.from}`);
  return keys.flatMap(({ name }, at) => {
    const share = Number(found![`d${at}`]) / Number(found![`p${at}`]);
    // a column that repeats a lot refers to a key of another table
    return share >= 0.9 ? [{ name, share }] : [];
  });
}

/** Almost all of a column must read as a type before the rest counts as wrong. */
const almostAll = 0.9;

/**
 * Without rules, what is surely wrong in a cell: infinite numbers, damaged or unprintable text, and
 * texts that are no number or date in a column where at least 90 % are.
 */
export async function readPlainValidity(rows: VersionRows): Promise<Share> {
  let checked = 0;
  let kept = 0;
  for (const column of rows.columns) {
    const name = columnSql(column);
    if (column.type === 'number') {
      const [found] = await rows.duck.rows(
        `SELECT count(${name}) AS n, count(*) FILTER (WHERE isfinite(${name})) AS ok FROM ${rows.from}`,
      );
      checked += Number(found!['n']);
      kept += Number(found!['ok']);
    } else if (isText(column)) {
      const [found] = await rows.duck.rows(
        `SELECT count(*) AS n,
           count(*) FILTER (WHERE NOT damaged) AS clean,
           count(*) FILTER (WHERE NOT damaged AND TRY_CAST(value AS DOUBLE) IS NOT NULL) AS numbers,
           count(*) FILTER (WHERE NOT damaged AND TRY_CAST(value AS TIMESTAMP) IS NOT NULL) AS dates
         FROM (SELECT ${name} AS value,
                 contains(${name}, '\u{fffd}') OR regexp_matches(${name}, '[\\x00-\\x08\\x0e-\\x1f\\x7f]') AS damaged
               FROM ${rows.from} WHERE ${name} IS NOT NULL)`,
      );
      const n = Number(found!['n']);
      const typed = Math.max(Number(found!['numbers']), Number(found!['dates']));
      checked += n;
      kept += n > 0 && typed / n >= almostAll ? typed : Number(found!['clean']);
    }
  }
  return { checked, kept };
}

export interface Consistency extends Share {
  readonly messages: readonly string[];
}

/** Columns with more distinct texts hold no categories whose spelling could vary. */
const mostSpellings = 50_000;

const dateShapes = [
  ['year-month-day', '\\d{4}-\\d{1,2}-\\d{1,2}.*'],
  ['year/month/day', '\\d{4}/\\d{1,2}/\\d{1,2}.*'],
  ['day.month.year', '\\d{1,2}\\.\\d{1,2}\\.\\d{2,4}.*'],
  ['n/n/year', '\\d{1,2}/\\d{1,2}/\\d{2,4}.*'],
  ['n-n-year', '\\d{1,2}-\\d{1,2}-\\d{4}.*'],
  ['month by name', '(?i).*\\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\b.*\\d.*'],
] as const;

/**
 * Texts that differ from a more frequent one by letter case or blanks only, and dates kept as texts
 * that are written unlike most of the column.
 */
export async function readSpelling(rows: VersionRows): Promise<Consistency> {
  const messages: string[] = [];
  let checked = 0;
  let kept = 0;
  for (const column of rows.columns.filter(isText)) {
    const name = columnSql(column);
    const shape = dateShapes
      .map(([label, regex]) => `WHEN regexp_full_match(value, '${regex}') THEN '${label}'`)
      .join(' ');
    const [about] = await rows.duck.rows(
      `SELECT approx_count_distinct(${name}) AS spellings, count(${name}) AS n FROM ${rows.from}`,
    );
    const n = Number(about!['n']);
    checked += n;
    kept += n;
    if (n === 0) continue;
    const shapes = await rows.duck.rows(
      `SELECT CASE ${shape} END AS shape, count(*) AS n
       FROM (SELECT ${name} AS value FROM ${rows.from} WHERE ${name} IS NOT NULL) GROUP BY 1 ORDER BY 2 DESC`,
    );
    const dated = shapes.filter((row) => row['shape'] !== null);
    const dates = dated.reduce((sum, row) => sum + Number(row['n']), 0);
    if (dated.length > 1 && dates / n >= almostAll) {
      const odd = n - Number(dated[0]!['n']);
      kept -= odd;
      messages.push(`${column.name} writes ${odd} of ${n} dates unlike the others`);
      continue;
    }
    if (Number(about!['spellings']) > mostSpellings) continue;
    const [variants] = await rows.duck.rows(
      `SELECT coalesce(sum(n - top), 0) AS odd FROM (
         SELECT sum(n) AS n, max(n) AS top FROM (
           SELECT ${name} AS value, count(*) AS n FROM ${rows.from} WHERE ${name} IS NOT NULL GROUP BY 1
         ) GROUP BY lower(trim(regexp_replace(value, '\\s+', ' ', 'g'))))`,
    );
    const odd = Number(variants!['odd']);
    if (odd === 0) continue;
    kept -= odd;
    messages.push(
      `${column.name} has ${odd} values that differ from a more frequent one by letter case or blanks only`,
    );
  }
  return { checked, kept, messages };
}

export interface Newest {
  readonly name: string;
  /** UTC milliseconds. */
  readonly at: number;
  /** Usual distance of neighbouring dates in milliseconds. */
  readonly step: number;
}

/** The column of dates that reaches furthest, with the median distance of its distinct dates. */
export async function readNewest(rows: VersionRows, now: number): Promise<Newest | null> {
  let newest: Newest | null = null;
  for (const column of rows.columns.filter(({ type }) => type === 'datetime')) {
    const name = columnSql(column);
    const [found] = await rows.duck.rows(
      `SELECT max(at) AS newest, median(at - before) AS step FROM (
         SELECT at, lag(at) OVER (ORDER BY at) AS before FROM (
           SELECT DISTINCT epoch_ms(${name})::DOUBLE AS at FROM ${rows.from} WHERE ${name} IS NOT NULL))`,
    );
    const at = found!['newest'];
    const step = found!['step'];
    if (typeof at !== 'number' || typeof step !== 'number' || !(step > 0)) continue;
    // dates in the future are plans or mistakes, they do not make data fresh
    const capped = Math.min(at, now);
    if (newest === null || capped > newest.at) newest = { name: column.name, at: capped, step };
  }
  return newest;
}

/** Rows kept and looked at over several rules. */
export function sumShares(counts: readonly MapCounts[]): Share {
  let checked = 0;
  let kept = 0;
  for (const { present, unexpected } of counts) {
    checked += present;
    kept += present - unexpected;
  }
  return { checked, kept };
}
