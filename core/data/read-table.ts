import { AppError } from '../base/app-error.ts';
import type { ColumnType } from '../contract/common.ts';
import { isCoded, isCodedType, type CodedColumn, type Column, type Table } from '../table/table.ts';
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
  /** Only these rows, ascending, instead of a window; meant for a few thousand of many. */
  readonly only?: readonly number[] | undefined;
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
  const window = Math.min(options.limit ?? Infinity, source.rows - offset);
  const rows = options.only?.length ?? window;
  const read = `FROM read_parquet(${sqlText(source.path)}, file_row_number = true)`;
  const from = `${read} ${condition(source, { offset, rows, only: options.only })}`;

  // Picking rows is a join, which promises no order.
  const order = options.only ? 'ORDER BY file_row_number' : '';

  const coders: Coder[] = [];
  for (const [index, column] of columns.entries()) {
    coders.push(await chooseCoder(duck, column, { index, rows, from }));
  }
  const filled = columns.map((column, index) => allocate(column, coders[index]!, rows));
  const direct = filled.flatMap((_, index) => (coders[index]!.kind === 'map' ? [index] : []));
  for (const index of direct)
    await fillByMap(duck, filled[index]! as Filled<CodedColumn>, `${from} ${order}`);

  const streamed = filled.flatMap((_, index) => (coders[index]!.kind === 'map' ? [] : [index]));
  if (streamed.length > 0 && rows > 0) {
    const select = streamed.map((index) => extraction(columns[index]!, index, coders[index]!));
    let at = 0;
    await duck.chunks(`SELECT ${select.join(', ')} ${from} ${order}`, (chunk) => {
      for (const [position, index] of streamed.entries()) {
        const column = filled[index]!;
        if (isCoded(column)) column.codes.set(chunk.int32(position), at);
        else column.values.set(chunk.float64(position), at);
      }
      at += chunk.rows;
    });
    if (at !== rows) throw new Error(`Expected ${rows} rows in ${source.path}, read ${at}`);
  }
  return { rows, columns: filled };
}

function condition(
  source: Source,
  wanted: { offset: number; rows: number; only: readonly number[] | undefined },
): string {
  const { offset, rows, only } = wanted;
  if (only)
    return only.length === 0 ? 'WHERE false' : `WHERE file_row_number IN (${only.join(', ')})`;
  if (rows === source.rows) return '';
  return `WHERE file_row_number >= ${offset} AND file_row_number < ${offset + rows}`;
}

/**
 * How a column of texts is coded: by an enumeration in the engine, which is quickest for few values
 * in many rows, or by a map here, which does not mind many values.
 */
type Coder =
  | { readonly kind: 'none' }
  | { readonly kind: 'enum'; readonly dictionary: readonly string[] }
  | { readonly kind: 'map' };

const fewRows = 50_000;
const manyValues = 20_000;

async function chooseCoder(
  duck: Duck,
  column: ColumnRef,
  made: { readonly index: number; readonly rows: number; readonly from: string },
): Promise<Coder> {
  if (!isCodedType(column.type)) return { kind: 'none' };
  if (made.rows <= fewRows) return { kind: 'map' };
  const [counted] = await duck.rows(
    `SELECT approx_count_distinct(${sqlName(column.name)}) AS values ${made.from}`,
  );
  if (Number(counted!['values']) > manyValues) return { kind: 'map' };
  const dictionary = await makeDictionary(duck, column.name, made.index, made.from);
  return { kind: 'enum', dictionary };
}

type Filled<C> = C & { dictionary: string[] };

async function fillByMap(duck: Duck, column: Filled<CodedColumn>, from: string): Promise<void> {
  const codes = new Map<string, number>();
  let at = 0;
  await duck.values(`SELECT ${sqlName(column.name)} ${from}`, (values) => {
    for (const value of values as (string | null)[]) {
      if (value === null) {
        column.codes[at++] = -1;
        continue;
      }
      let code = codes.get(value);
      if (code === undefined) {
        code = codes.size;
        codes.set(value, code);
        column.dictionary.push(value);
      }
      column.codes[at++] = code;
    }
  });
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
  const values: string[] = [];
  await duck.values(`SELECT value FROM ${first} ORDER BY first_row`, (block) => {
    for (const value of block as string[]) values.push(value);
  });
  if (values.length > 0) {
    await duck.run(
      `CREATE TYPE code_${index} AS ENUM (SELECT value FROM ${first} ORDER BY first_row)`,
    );
  }
  await duck.run(`DROP TABLE ${first}`);
  return values;
}

function extraction(column: ColumnRef, index: number, coder: Coder): string {
  const name = sqlName(column.name);
  if (coder.kind === 'enum') {
    return coder.dictionary.length === 0
      ? '(-1)::INTEGER'
      : `coalesce(enum_code(${name}::code_${index})::INTEGER, -1)`;
  }
  const value = column.type === 'datetime' ? `epoch_ms(${name})` : name;
  return `coalesce(${value}::DOUBLE, 'NaN'::DOUBLE)`;
}

function allocate(column: ColumnRef, coder: Coder, rows: number): Column {
  const { name, type } = column;
  if (!isCodedType(type)) return { name, type, values: new Float64Array(rows) };
  const dictionary = coder.kind === 'enum' ? coder.dictionary : [];
  return { name, type, codes: new Int32Array(rows), dictionary };
}
