import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api';
import bindings from '@duckdb/node-bindings';
import { AppError } from '../base/app-error.ts';
import { holdThread, taskSignal } from '../jobs/task-thread.ts';

export interface DuckOptions {
  /** Folders the engine may read and write; every other file, and the network, is refused. */
  readonly folders: readonly string[];
  /** Single files it may read besides. */
  readonly files?: readonly string[];
  readonly signal?: AbortSignal | undefined;
  /** Most memory the engine takes before it writes earlier or spills; default: most of the machine's. */
  readonly memoryBytes?: number | undefined;
  /** For statements that nobody of us wrote; default: none but the engine's own. */
  readonly limits?: EngineLimits | undefined;
}

export interface EngineLimits {
  readonly memoryBytes: number;
  /** Of what does not fit in memory. */
  readonly spillBytes: number;
  readonly threads: number;
  /** How deep expressions may nest. */
  readonly depth: number;
}

/** A row as JavaScript values: integers as numbers where they are exact, missing as null. */
export type DuckRow = Record<string, unknown>;

/** One part of a result. Vectors hold plain 64- or 32-bit values without missing marks. */
export interface DuckChunk {
  readonly rows: number;
  float64(column: number): Float64Array;
  int32(column: number): Int32Array;
}

/** One in-memory engine with one connection, shut off from everything but the given paths. */
export interface Duck {
  run(sql: string, values?: readonly DuckDBValue[]): Promise<void>;
  rows(sql: string, values?: readonly DuckDBValue[]): Promise<DuckRow[]>;
  /** Streams the first column of a result in order, as JavaScript values; for texts. */
  values(sql: string, onBlock: (values: readonly unknown[]) => void): Promise<void>;
  /** Streams a result in row order in constant memory. The query must leave no NULL. */
  chunks(sql: string, onChunk: (chunk: DuckChunk) => void | Promise<void>): Promise<void>;
  [Symbol.dispose](): void;
}

/**
 * Opens an engine. Extensions never load by themselves, the configuration is locked, and times are
 * UTC. Failures of the machine become AppErrors (WRITE_FAILED, OUT_OF_MEMORY, FILE_UNREADABLE);
 * an abort of `signal` (default: of the task that runs on this thread) stops the running statement
 * and throws CANCELLED.
 */
export async function openDuckdb(options: DuckOptions): Promise<Duck> {
  const signal = options.signal ?? taskSignal();
  if (signal?.aborted) throw cancelled();
  const { instance, connection } = await holdThread(() => connect(options));
  const onAbort = () => connection.interrupt();
  signal?.addEventListener('abort', onAbort);

  async function guarded<T>(work: () => Promise<T>): Promise<T> {
    if (signal?.aborted) throw cancelled();
    try {
      return await holdThread(work);
    } catch (error) {
      if (signal?.aborted) throw cancelled();
      throw asFailure(error);
    }
  }

  return {
    run: (sql, values) => guarded(async () => void (await connection.run(sql, bound(values)))),
    rows: (sql, values) =>
      guarded(async () => {
        const reader = await connection.runAndReadAll(sql, bound(values));
        return reader.getRowObjectsJS().map(plainRow);
      }),
    values: (sql, onBlock) =>
      guarded(async () => {
        const result = await connection.stream(sql);
        for (;;) {
          const chunk = await result.fetchChunk();
          if (!chunk || chunk.rowCount === 0) return;
          onBlock(chunk.getColumnValues(0));
        }
      }),
    chunks: (sql, onChunk) =>
      guarded(async () => {
        const result = await connection.stream(sql);
        for (;;) {
          const chunk = await result.fetchChunk();
          if (!chunk || chunk.rowCount === 0) return;
          const bytes = (column: number, width: number) =>
            aligned(
              bindings.vector_get_data(
                bindings.data_chunk_get_vector(chunk.chunk, column),
                chunk.rowCount * width,
              ),
              width,
            );
          await onChunk({
            rows: chunk.rowCount,
            float64: (column) => {
              const data = bytes(column, 8);
              return new Float64Array(data.buffer, data.byteOffset, chunk.rowCount);
            },
            int32: (column) => {
              const data = bytes(column, 4);
              return new Int32Array(data.buffer, data.byteOffset, chunk.rowCount);
            },
          });
        }
      }),
    [Symbol.dispose]() {
      signal?.removeEventListener('abort', onAbort);
      connection.closeSync();
      instance.closeSync();
    },
  };
}

function bound(values: readonly DuckDBValue[] | undefined): DuckDBValue[] | undefined {
  return values === undefined ? undefined : [...values];
}

async function connect(options: DuckOptions) {
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
  });
  const connection = await instance.connect();
  await harden(connection, options);
  return { instance, connection };
}

async function harden(connection: DuckDBConnection, options: DuckOptions): Promise<void> {
  // of its own: two engines that share one would overwrite each other's files
  const spillFolder = join(tmpdir(), `assay-spill-${randomUUID()}`);
  const folders = [...options.folders, spillFolder];
  await connection.run(`SET TimeZone = 'UTC'`);
  await connection.run(`SET temp_directory = ${sqlText(spillFolder)}`);
  await connection.run(`SET allowed_directories = [${folders.map(sqlText).join(', ')}]`);
  await connection.run(`SET allowed_paths = [${(options.files ?? []).map(sqlText).join(', ')}]`);
  await connection.run('SET parquet_metadata_cache = true');
  if (options.memoryBytes !== undefined) {
    await connection.run(`SET memory_limit = '${options.memoryBytes} B'`);
  }
  if (options.limits) await limit(connection, options.limits);
  await connection.run('SET enable_external_access = false');
  await connection.run('SET lock_configuration = true');
}

async function limit(connection: DuckDBConnection, limits: EngineLimits): Promise<void> {
  await connection.run(`SET memory_limit = '${limits.memoryBytes} B'`);
  await connection.run(`SET max_temp_directory_size = '${limits.spillBytes} B'`);
  await connection.run(`SET threads = ${limits.threads}`);
  await connection.run(`SET max_expression_depth = ${limits.depth}`);
}

/** A string as an SQL literal. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name as an SQL identifier; nothing in it can end the quoting. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function aligned(data: Uint8Array, width: number): Uint8Array {
  return data.byteOffset % width === 0 ? data : data.slice();
}

function plainRow(row: Record<string, unknown>): DuckRow {
  for (const key of Object.keys(row)) {
    const value = row[key];
    if (typeof value === 'bigint') row[key] = Number(value);
  }
  return row;
}

function cancelled(): AppError {
  return new AppError('CANCELLED', 'Cancelled');
}

/** The engine's message decides the code; what it does not name is a defect and passes through. */
function asFailure(error: unknown): unknown {
  const message = error instanceof Error ? error.message : '';
  if (/No space left|Disk quota|failed to write|read-only file system/i.test(message)) {
    return new AppError('WRITE_FAILED', firstLine(message), {
      hint: 'Free some disk space, or choose another folder',
    });
  }
  if (/^Out of Memory/i.test(message)) {
    return new AppError('OUT_OF_MEMORY', firstLine(message), {
      hint: 'Close other programs, or work on fewer columns or rows',
    });
  }
  return error;
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0]!.slice(0, 300);
}
