import { listValue, type DuckDBValue } from '@duckdb/node-api';
import { openDuckdb, sqlText, type Duck } from '../data/duckdb.ts';
import { taskSignal } from '../jobs/task-thread.ts';
import { AppError } from '../base/app-error.ts';
import type { Bind, RuleColumn } from './define-expectation.ts';

/** What a run looks at; everything in it can be sent to a worker. */
export interface RowsSource {
  readonly parquetPath: string;
  readonly columns: readonly RuleColumn[];
  /** Row numbers to keep, for a segment; null for all rows. */
  readonly rowNumbers: Uint32Array | null;
}

/** The rows of a version, or of one of its segments, ready to be asked. */
export interface VersionRows extends Disposable {
  readonly duck: Duck;
  readonly columns: readonly RuleColumn[];
  /** To stand after FROM: the version's columns and `rowNumber`. */
  readonly from: string;
  /** Column with the row's number in the file, from 0. */
  readonly rowNumber: string;
}

const rowsAtOnce = 50_000;

/** Opens the rows on an engine of their own. `signal` stops it besides the task's own. */
export async function openRows(
  source: RowsSource,
  options: { readonly signal?: AbortSignal } = {},
): Promise<VersionRows> {
  const duck = await openDuckdb({
    folders: [],
    files: [source.parquetPath],
    signal: options.signal ?? taskSignal(),
  });
  try {
    const all = allRows(source);
    const kept = await keepSegment(duck, source, all);
    return {
      duck,
      columns: source.columns,
      rowNumber: all.rowNumber,
      from: kept,
      [Symbol.dispose]: () => duck[Symbol.dispose](),
    };
  } catch (error) {
    duck[Symbol.dispose]();
    throw error;
  }
}

function allRows({ parquetPath, columns }: RowsSource): { from: string; rowNumber: string } {
  const path = sqlText(parquetPath);
  const taken = columns.some(({ name }) => name.toLowerCase() === 'file_row_number');
  if (!taken) {
    return {
      from: `read_parquet(${path}, file_row_number = true)`,
      rowNumber: 'file_row_number',
    };
  }
  const rowNumber = 'assay_row_number';
  return {
    from: `(SELECT *, row_number() OVER () - 1 AS ${rowNumber} FROM read_parquet(${path}))`,
    rowNumber,
  };
}

async function keepSegment(
  duck: Duck,
  source: RowsSource,
  all: { readonly from: string; readonly rowNumber: string },
): Promise<string> {
  const { rowNumbers } = source;
  if (!rowNumbers) return all.from;
  await duck.run('CREATE TEMP TABLE segment_rows (number BIGINT)');
  for (let at = 0; at < rowNumbers.length; at += rowsAtOnce) {
    const part = listValue([...rowNumbers.subarray(at, at + rowsAtOnce)]);
    await duck.run('INSERT INTO segment_rows SELECT unnest($1::BIGINT[])', [part]);
  }
  return `(SELECT * FROM ${all.from} WHERE ${all.rowNumber} IN (SELECT number FROM segment_rows))`;
}

/** A statement and the values it binds. */
export function bound(make: (bind: Bind) => string): { sql: string; values: DuckDBValue[] } {
  const values: DuckDBValue[] = [];
  const sql = make((value) => {
    values.push(value);
    return `$${values.length}`;
  });
  return { sql, values };
}

const sandboxMs = 60_000;

/** Rows on an engine of their own whose statements are stopped after a minute. */
export async function inSandbox<T>(
  source: RowsSource,
  work: (rows: VersionRows) => Promise<T>,
): Promise<T> {
  const outer = taskSignal();
  const limit = AbortSignal.timeout(sandboxMs);
  const signal = outer ? AbortSignal.any([outer, limit]) : limit;
  try {
    using rows = await openRows(source, { signal });
    return await work(rows);
  } catch (error) {
    if (!limit.aborted || outer?.aborted) throw error;
    throw new AppError('INVALID_INPUT', 'The query takes longer than a minute', {
      hint: 'Let it look at fewer rows',
      path: 'kwargs',
    });
  }
}
