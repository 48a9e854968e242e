import { AppError } from '../base/app-error.ts';
import type { Cell, ColumnType } from '../contract/common.ts';
import type { OutputOf, ParsedInputOf } from '../contract/contract.ts';
import type { Version } from '../contract/data.ts';
import { parseFilter } from '../table/filter-expression.ts';
import { isoTime } from './cells.ts';
import { openDuckdb, sqlName, sqlText, type DuckRow } from './duckdb.ts';
import { filterSql, type FilterSql } from './filter-sql.ts';
import type { VersionRecord } from './versions.ts';

type PreviewInput = ParsedInputOf<'data.preview'>;
type PreviewOutput = OutputOf<'data.preview'>;

/**
 * One page of a version, read by the engine from the Parquet file: a page in file order touches only
 * the row groups it lies in. Sorting is stable, with missing values last either way.
 */
export async function previewVersion(
  { version, parquetPath }: VersionRecord,
  input: PreviewInput,
): Promise<PreviewOutput> {
  const filter =
    input.filter === undefined || input.filter.trim() === ''
      ? null
      : filterSql(parseFilter(input.filter), version.columns);
  const order = input.sort === undefined ? null : parseSort(input.sort, version);
  using duck = await openDuckdb({ folders: [], files: [parquetPath] });
  const from = `FROM read_parquet(${sqlText(parquetPath)}, file_row_number = true)`;

  let matching = version.rows;
  if (filter) {
    const [count] = await duck.rows(
      `SELECT count(*) AS rows ${from} WHERE ${filter.where}`,
      filter.values,
    );
    matching = Number(count!['rows']);
  }
  const rows =
    input.offset >= matching
      ? []
      : await duck.rows(pageSql(version, from, { ...input, filter, order }), filter?.values ?? []);
  return {
    columns: version.columns.map(({ name, type }) => ({ name, type })),
    offset: input.offset,
    total: version.rows,
    matching,
    rows: rows.map((row) =>
      version.columns.map((column, index) => toCell(row[`v${index}`], column.type)),
    ),
  };
}

function pageSql(
  version: Version,
  from: string,
  page: {
    readonly offset: number;
    readonly limit: number;
    readonly filter: FilterSql | null;
    readonly order: string | null;
  },
): string {
  const select = version.columns.map(({ name, type }, index) => {
    const value = type === 'datetime' ? `epoch_ms(${sqlName(name)})` : sqlName(name);
    return `${value} AS v${index}`;
  });
  const columns = select.length === 0 ? '1' : select.join(', ');
  if (!page.filter && !page.order) {
    const end = page.offset + page.limit;
    return `SELECT ${columns} ${from}
      WHERE file_row_number >= ${page.offset} AND file_row_number < ${end} ORDER BY file_row_number`;
  }
  const order = page.order === null ? 'file_row_number' : `${page.order}, file_row_number`;
  const where = page.filter ? `WHERE ${page.filter.where}` : '';
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

function toCell(value: DuckRow[string], type: ColumnType): Cell {
  if (value === null || value === undefined) return null;
  if (type === 'datetime') return isoTime(Number(value));
  if (type === 'number' && !Number.isFinite(value)) return null;
  return value as Cell;
}
