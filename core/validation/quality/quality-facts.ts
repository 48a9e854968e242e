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
      const found = await readTextValidity(rows, column);
      checked += found.checked;
      kept += found.kept;
    }
  }
  return { checked, kept };
}

/** Texts that are looked at before a scan of all of them. */
const sampleSize = 1000;

async function readTextValidity(rows: VersionRows, column: RuleColumn): Promise<Share> {
  const name = columnSql(column);
  const isNumber = 'TRY_CAST(value AS DOUBLE) IS NOT NULL';
  const isDate = 'TRY_CAST(value AS TIMESTAMP) IS NOT NULL';
  const values = `SELECT ${name} AS value FROM ${rows.from} WHERE ${name} IS NOT NULL`;
  const [sample] = await rows.duck.rows(
    `SELECT count(*) AS n, count(*) FILTER (WHERE ${isNumber}) AS numbers, count(*) FILTER (WHERE ${isDate}) AS dates
     FROM (${values} LIMIT ${sampleSize})`,
  );
  const half = Number(sample!['n']) / 2;
  const typed =
    Number(sample!['numbers']) > half
      ? isNumber
      : Number(sample!['dates']) > half
        ? isDate
        : 'false';
  const [found] = await rows.duck.rows(
    `SELECT count(*) AS n, count(*) FILTER (WHERE NOT damaged) AS clean,
       count(*) FILTER (WHERE NOT damaged AND typed) AS typed
     FROM (SELECT ${typed} AS typed,
             contains(value, '\u{fffd}') OR regexp_matches(value, '[\\x00-\\x08\\x0e-\\x1f\\x7f]') AS damaged
           FROM (${values}))`,
  );
  const n = Number(found!['n']);
  const fitting = Number(found!['typed']);
  const kept = n > 0 && fitting / n >= almostAll ? fitting : Number(found!['clean']);
  return { checked: n, kept };
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
    const [about] = await rows.duck.rows(
      `SELECT approx_count_distinct(${name}) AS spellings, count(${name}) AS n FROM ${rows.from}`,
    );
    const n = Number(about!['n']);
    checked += n;
    kept += n;
    const dates = n === 0 ? null : await countOddDates(rows, column, n);
    if (dates !== null && dates > 0) {
      kept -= dates;
      messages.push(`${column.name} writes ${dates} of ${n} dates unlike the others`);
      continue;
    }
    if (n === 0 || Number(about!['spellings']) > mostSpellings) continue;
    const odd = await countOddSpellings(rows, column);
    if (odd === 0) continue;
    kept -= odd;
    messages.push(
      `${column.name} has ${odd} values that differ from a more frequent one by letter case or blanks only`,
    );
  }
  return { checked, kept, messages };
}

/** Dates kept as texts that are written unlike most; null where the column holds no dates. */
async function countOddDates(
  rows: VersionRows,
  column: RuleColumn,
  n: number,
): Promise<number | null> {
  const name = columnSql(column);
  const shape = dateShapes
    .map(([label, regex]) => `WHEN regexp_full_match(value, '${regex}') THEN '${label}'`)
    .join(' ');
  const count = (limit: string) =>
    rows.duck.rows(
      `SELECT CASE ${shape} END AS shape, count(*) AS n
       FROM (SELECT ${name} AS value FROM ${rows.from} WHERE ${name} IS NOT NULL ${limit})
       GROUP BY 1 ORDER BY 2 DESC`,
    );
  const total = (shapes: readonly Record<string, unknown>[]) =>
    shapes.reduce((sum, row) => sum + (row['shape'] === null ? 0 : Number(row['n'])), 0);
  const sample = await count(`LIMIT ${sampleSize}`);
  if (total(sample) < Math.min(n, sampleSize) / 2) return null;
  const shapes = await count('');
  const dated = shapes.filter((row) => row['shape'] !== null);
  if (total(shapes) / n < almostAll) return null;
  return dated.length > 1 ? n - Number(dated[0]!['n']) : 0;
}

async function countOddSpellings(rows: VersionRows, column: RuleColumn): Promise<number> {
  const name = columnSql(column);
  const [variants] = await rows.duck.rows(
    `SELECT coalesce(sum(n - top), 0) AS odd FROM (
       SELECT sum(n) AS n, max(n) AS top FROM (
         SELECT ${name} AS value, count(*) AS n FROM ${rows.from} WHERE ${name} IS NOT NULL GROUP BY 1
       ) GROUP BY lower(trim(regexp_replace(value, '\\s+', ' ', 'g'))))`,
  );
  return Number(variants!['odd']);
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
      `SELECT max(moment) AS newest, median(moment - before) AS step FROM (
         SELECT moment, lag(moment) OVER (ORDER BY moment) AS before FROM (
           SELECT DISTINCT epoch_ms(${name})::DOUBLE AS moment FROM ${rows.from} WHERE ${name} IS NOT NULL))`,
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
