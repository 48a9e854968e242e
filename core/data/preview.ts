import { DuckDBBitValue } from '@duckdb/node-api';
import { AppError } from '../base/app-error.ts';
import type { Cell, ColumnType } from '../contract/common.ts';
import type { OutputOf, ParsedInputOf } from '../contract/contract.ts';
import type { Version } from '../contract/data.ts';
import { parseFilter } from '../table/filter-expression.ts';
import { isoTime } from './cells.ts';
import { segmentRows, toBits, type SegmentContext } from '../eda/segments/segment-rows.ts';
import { openDuckdb, sqlName, sqlText, type Duck, type DuckRow } from './duckdb.ts';
import { filterSql } from './filter-sql.ts';
import type { VersionRecord } from './versions.ts';

type PreviewInput = ParsedInputOf<'data.preview'>;
type PreviewOutput = OutputOf<'data.preview'>;

/**
 * One page of a version, read by the engine from the Parquet file: a page in file order touches only
 * the row groups it lies in. Sorting is stable, with missing values last either way. `only` narrows
 * the page to some rows of the file, by number from 0. Throws INVALID_INPUT for a row that is not there.
 */
export async function previewVersion(
  { version, parquetPath }: VersionRecord,
  input: PreviewInput,
  only: ArrayLike<number> | null = null,
): Promise<PreviewOutput> {
  const filter =
    input.filter === undefined || input.filter.trim() === ''
      ? null
      : filterSql(parseFilter(input.filter), version.columns);
  const order = input.sort === undefined ? null : parseSort(input.sort, version);
  using duck = await openDuckdb({ folders: [], files: [parquetPath] });
  const conditions = filter ? [filter.where] : [];
  if (only && version.rows > 0) conditions.push(await listRows(duck, only, version.rows));
  const where = conditions.length === 0 ? null : conditions.join(' AND ');
  const from = `FROM read_parquet(${sqlText(parquetPath)}, file_row_number = true)`;

  let matching = version.rows;
  if (where !== null) {
    const [count] = await duck.rows(
      `SELECT count(*) AS rows ${from} WHERE ${where}`,
      filter?.values,
    );
    matching = Number(count!['rows']);
  }
  const rows =
    input.offset >= matching
      ? []
      : await duck.rows(pageSql(version, from, { ...input, where, order }), filter?.values);
  return {
    columns: version.columns.map(({ name, type }) => ({ name, type })),
    offset: input.offset,
    total: version.rows,
    matching,
    rows: rows.map((row) =>
      version.columns.map((column, index) => toCell(row[`v${index}`], column.type)),
    ),
    rowNumbers: rows.map((row) => Number(row['row_number'])),
  };
}

/** The rows of a page's `segment` and `rows`, ascending; null when neither narrows it. */
export async function previewRows(
  context: SegmentContext,
  input: Pick<PreviewInput, 'segment' | 'rows'>,
  record: VersionRecord,
): Promise<Float64Array | Uint32Array | null> {
  const segment = await segmentRows(context, input.segment, record);
  if (input.rows === undefined) return segment;
  const rows = Float64Array.from(new Set(input.rows)).sort();
  const { version } = record;
  if (rows.length > 0 && rows.at(-1)! >= version.rows) {
    throw new AppError(
      'INVALID_INPUT',
      `There is no row ${rows.at(-1)!} in ${version.datasetName}@${version.number}`,
      { hint: `Its ${version.rows} rows are numbered from 0`, path: 'rows' },
    );
  }
  if (!segment) return rows;
  const inSegment = new Set(segment);
  return rows.filter((row) => inSegment.has(row));
}

/** Puts row numbers into the engine, a bit for each row of the file; the condition that holds for them. */
async function listRows(duck: Duck, rows: ArrayLike<number>, all: number): Promise<string> {
  await duck.run('CREATE TEMP TABLE wanted AS SELECT $1::BIT AS bits', [
    new DuckDBBitValue(toBits(rows, all)),
  ]);
  return '(get_bit((SELECT bits FROM wanted), file_row_number::INTEGER) = 1)';
}

function pageSql(
  version: Version,
  from: string,
  page: {
    readonly offset: number;
    readonly limit: number;
    readonly where: string | null;
    readonly order: string | null;
  },
): string {
  const values = version.columns.map(({ name, type }, index) => {
    const value = type === 'datetime' ? `epoch_ms(${sqlName(name)})` : sqlName(name);
    return `${value} AS v${index}`;
  });
  const columns = [...values, 'file_row_number AS row_number'].join(', ');
  if (page.where === null && page.order === null) {
    const end = page.offset + page.limit;
    return `SELECT ${columns} ${from}
      WHERE file_row_number >= ${page.offset} AND file_row_number < ${end} ORDER BY file_row_number`;
  }
  const order = page.order === null ? 'file_row_number' : `${page.order}, file_row_number`;
  const where = page.where === null ? '' : `WHERE ${page.where}`;
  return `SELECT ${columns} ${from} ${where} ORDER BY ${order} LIMIT ${page.limit} OFFSET ${page.offset}`;
}

/** `column`, `column:asc` or `column:desc`; a column whose own name ends so wins. */
function parseSort(sort: string, version: Version): string {
  const named = (name: string) => version.columns.find((column) => column.name === name);
  const whole = named(sort);
  if (whole) return `${sqlName(whole.name)} ASC NULLS LAST`;
  const match = /^(.*):(asc|desc)$/is.exec(sort);
  const column = match ? named(match[1]!) : undefined;
  if (!column) {
    throw new AppError('INVALID_INPUT', `There is no column to sort by "${sort}"`, {
      hint: 'Write column, column:asc or column:desc',
      path: 'sort',
    });
  }
  return `${sqlName(column.name)} ${match![2]!.toUpperCase()} NULLS LAST`;
}

/** A value of the engine, datetimes as UTC milliseconds, as JSON carries it. */
export function toCell(value: DuckRow[string], type: ColumnType): Cell {
  if (value === null || value === undefined) return null;
  if (type === 'datetime') return isoTime(Number(value));
  if (type === 'number' && !Number.isFinite(value)) return null;
  return value as Cell;
}
