import SqliteDatabase from 'better-sqlite3';
import { AppError } from '../base/app-error.ts';

export type SqliteCell = string | number | bigint | Uint8Array | null;

export interface SqliteColumn {
  readonly name: string;
  /** The type it was declared with, lower case; SQLite does not hold values to it. */
  readonly declared: string;
}

/** A database file of someone else, opened for reading only. */
export interface SqliteFile {
  /** Tables with rows of their own: no views, which could compute forever, and no virtual tables. */
  readonly tables: readonly string[];
  columns(table: string): SqliteColumn[];
  count(table: string): number;
  /** All rows, one by one in constant memory; integers are bigint. */
  rows(table: string): IterableIterator<SqliteCell[]>;
  [Symbol.dispose](): void;
}

/**
 * Opens a SQLite file that may be hostile: read-only, its schema is not trusted to call functions,
 * cells are checked, memory maps are off. Throws PARSE_FAILED for damaged files.
 */
export function openSqliteFile(path: string): SqliteFile {
  return guarded(() => {
    const db = new SqliteDatabase(path, { readonly: true, fileMustExist: true });
    try {
      return openTables(db);
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

function openTables(db: SqliteDatabase.Database): SqliteFile {
  for (const setting of [
    'query_only = ON',
    'trusted_schema = OFF',
    'cell_size_check = ON',
    'mmap_size = 0',
  ]) {
    db.pragma(setting);
  }
  const listed = db
    .prepare<[], { name: string }>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
         AND upper(ltrim(sql)) NOT LIKE 'CREATE VIRTUAL%' ORDER BY rowid`,
    )
    .all();
  return {
    tables: listed.map((row) => row.name),
    columns: (table) =>
      guarded(() =>
        db
          .prepare<[string], { name: string; type: string }>(
            'SELECT name, lower(type) AS type FROM pragma_table_xinfo(?) WHERE hidden <> 1 ORDER BY cid',
          )
          .all(table)
          .map(({ name, type }) => ({ name, declared: type })),
      ),
    count: (table) =>
      guarded(
        () => db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${quoted(table)}`).get()!.n,
      ),
    rows: (table) => {
      const rows = guarded(() =>
        db
          .prepare(`SELECT * FROM ${quoted(table)}`)
          .raw(true)
          .safeIntegers(true)
          .iterate(),
      );
      return guardedRows(rows as IterableIterator<SqliteCell[]>);
    },
    [Symbol.dispose]: () => void db.close(),
  };
}

function* guardedRows(rows: IterableIterator<SqliteCell[]>): Generator<SqliteCell[]> {
  try {
    for (;;) {
      const { done, value } = guarded(() => rows.next());
      if (done) return;
      yield value;
    }
  } finally {
    rows.return?.();
  }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** SQLite's own complaints about a file are about its bytes. */
function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof SqliteDatabase.SqliteError)) throw error;
    throw new AppError('PARSE_FAILED', `The SQLite file cannot be read: ${error.message}`, {
      hint: 'Check it with "PRAGMA integrity_check", or copy it again while no program writes to it',
    });
  }
}
