import { AppError } from '../base/app-error.ts';
import type { ColumnType } from '../contract/common.ts';
import { isCodedType, type Column, type Table } from '../table/table.ts';
import { openDuckdb, sqlName, sqlText, type Duck } from './duckdb.ts';

export interface ColumnRef {
  readonly name: string;
  readonly type: ColumnType;
}

export interface ReadTableOptions {
  /** Only the first rows; default all. */
  readonly limit?: number;
  /** Rows to leave out before the first; default 0. */
  readonly offset?: number;
  readonly signal?: AbortSignal;
}

/**
 * The named columns of a version's Parquet file in memory, rows in their order. Dictionaries hold the
 * values that occur, in order of first appearance. Memory: 8 bytes a row for each column of numbers,
 * 4 for category and text, plus the dictionaries. Throws SCHEMA_MISMATCH for a column that is absent.
 */
export async function readTable(
  parquetPath: string,
  columns: readonly ColumnRef[],
  options: ReadTableOptions = {},
): Promise<Table> {
  using duck = await openDuckdb({
    folders: [],
    files: [parquetPath],
    signal: options.signal,
  });
  const source = await openSource(duck, parquetPath, columns);
  // awaited here: the engine closes when this scope ends
  return await readSource(duck, source, columns, options);
}

interface Source {
  readonly path: string;
  readonly rows: number;
}

async function openSource(
  duck: Duck,
  path: string,
  columns: readonly ColumnRef[],
): Promise<Source> {
  const described = await duck.rows(`DESCRIBE SELECT * FROM read_parquet(${sqlText(path)})`);
  const present = new Set(described.map((row) => row['column_name']));
  const absent = columns.filter((column) => !present.has(column.name)).map((c) => c.name);
  if (absent.length > 0) {
    throw new AppError('SCHEMA_MISMATCH', `The version has no column ${absent.join(', ')}`, {
      hint: 'Choose columns of this version',
    });
  }
  const [count] = await duck.rows(`SELECT count(*) AS rows FROM read_parquet(${sqlText(path)})`);
  return { path, rows: Number(count!['rows']) };
}

async function readSource(
  duck: Duck,
  source: Source,
  columns: readonly ColumnRef[],
  options: ReadTableOptions,
): Promise<Table> {
  const offset = Math.min(options.offset ?? 0, source.rows);
  const rows = Math.min(options.limit ?? Infinity, source.rows - offset);
  const window =
    rows === source.rows
      ? ''
      : `WHERE file_row_number >= ${offset} AND file_row_number < ${offset + rows}`;
  const from = `FROM read_parquet(${sqlText(source.path)}, file_row_number = true) ${window}`;

  const dictionaries: (readonly string[] | null)[] = [];
  for (const [index, column] of columns.entries()) {
    dictionaries.push(
      isCodedType(column.type) ? await makeDictionary(duck, column.name, index, from) : null,
    );
  }
  const filled = allocate(columns, dictionaries, rows);
  if (columns.length > 0 && rows > 0) {
    const select = columns.map((column, index) => extraction(column, index, dictionaries[index]!));
    let at = 0;
    await duck.chunks(`SELECT ${select.join(', ')} ${from}`, (chunk) => {
      for (const [index, column] of filled.entries()) {
        if ('codes' in column) column.codes.set(chunk.int32(index), at);
        else column.values.set(chunk.float64(index), at);
      }
      at += chunk.rows;
    });
    if (at !== rows) throw new Error(`Expected ${rows} rows in ${source.path}, read ${at}`);
  }
  return { rows, columns: filled };
}

/** Distinct values by first row, and the engine's type that codes them in that order. */
async function makeDictionary(
  duck: Duck,
  name: string,
  index: number,
  from: string,
): Promise<readonly string[]> {
  const first = `dictionary_${index}`;
  await duck.run(
    `CREATE TEMP TABLE ${first} AS SELECT value, first_row FROM (
       SELECT ${sqlName(name)} AS value, min(file_row_number) AS first_row ${from} GROUP BY 1
     ) WHERE value IS NOT NULL ORDER BY first_row`,
  );
  const values = await duck.values(`SELECT value FROM ${first} ORDER BY first_row`);
  if (values.length > 0) {
    await duck.run(
      `CREATE TYPE code_${index} AS ENUM (SELECT value FROM ${first} ORDER BY first_row)`,
    );
  }
  await duck.run(`DROP TABLE ${first}`);
  return values as string[];
}

function extraction(
  column: ColumnRef,
  index: number,
  dictionary: readonly string[] | null,
): string {
  const name = sqlName(column.name);
  if (dictionary !== null) {
    return dictionary.length === 0
      ? '(-1)::INTEGER'
      : `coalesce(enum_code(${name}::code_${index})::INTEGER, -1)`;
  }
  const value = column.type === 'datetime' ? `epoch_ms(${name})` : name;
  return `coalesce(${value}::DOUBLE, 'NaN'::DOUBLE)`;
}

function allocate(
  columns: readonly ColumnRef[],
  dictionaries: readonly (readonly string[] | null)[],
  rows: number,
): Column[] {
  return columns.map((column, index): Column => {
    const { name, type } = column;
    return isCodedType(type)
      ? { name, type, codes: new Int32Array(rows), dictionary: dictionaries[index]! }
      : { name, type, values: new Float64Array(rows) };
  });
}
