import type { Database } from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../base/app-error.ts';
import { initial } from './migrations/0001-initial.ts';
import { dataAndRules } from './migrations/0002-data-and-rules.ts';
import { studiesAndAnalyses } from './migrations/0003-studies-and-analyses.ts';
import { scenarios } from './migrations/0004-scenarios.ts';
import { explanationMethods } from './migrations/0005-explanation-methods.ts';

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

/** In order and without gaps; a released migration never changes. */
export const migrations: readonly Migration[] = [
  initial,
  dataAndRules,
  studiesAndAnalyses,
  scenarios,
  explanationMethods,
];

interface AppliedRow {
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
}

function checksum(migration: Migration): string {
  return createHash('sha256').update(migration.sql).digest('hex');
}

function tableNames(db: Database): string[] {
  const rows = db.prepare<[], { name: string }>(
    "SELECT name FROM sqlite_master WHERE type = 'table'",
  );
  return rows.all().map((row) => row.name);
}

function readApplied(db: Database, path: string): AppliedRow[] {
  const tables = tableNames(db);
  if (tables.includes('migrations')) {
    return db
      .prepare<[], AppliedRow>('SELECT number, name, checksum FROM migrations ORDER BY number')
      .all();
  }
  if (tables.length === 0) return [];
  throw new AppError('WORKSPACE_DAMAGED', `${path} is a SQLite file, but no Assay workspace`, {
    hint: 'Choose another folder',
  });
}

function checkApplied(
  applied: readonly AppliedRow[],
  known: readonly Migration[],
  path: string,
): void {
  const newest = applied.at(-1);
  if (newest && newest.number > known.length) {
    throw new AppError(
      'WORKSPACE_NEWER',
      `${path} was written by a later Assay (format ${newest.number}, this one knows ${known.length})`,
      { hint: 'Install the current version of Assay; the workspace was not changed' },
    );
  }
  for (const [i, row] of applied.entries()) {
    const migration = known[i]!;
    if (row.number === migration.number && row.checksum === checksum(migration)) continue;
    throw new AppError(
      'WORKSPACE_DAMAGED',
      `${path} says it has the format '${row.name}' (${row.number}), but its checksum is not that of '${migration.name}'`,
      { hint: 'Restore the workspace from a backup; copies are in its folder `backups`' },
    );
  }
}

function backUp(db: Database, folder: string, next: number): void {
  mkdirSync(folder, { recursive: true });
  const copy = join(folder, `workspace-before-${String(next).padStart(4, '0')}.db`);
  // Left by an earlier attempt that did not get to its end.
  rmSync(copy, { force: true });
  db.prepare('VACUUM INTO ?').run(copy);
}

/**
 * Brings a database to the current format. Each migration runs in a transaction with its record; an
 * existing database is copied to `backupFolder` first. Throws WORKSPACE_NEWER, WORKSPACE_DAMAGED.
 */
export function migrate(
  db: Database,
  options: {
    readonly path: string;
    readonly backupFolder: string;
    readonly now: () => number;
    readonly known?: readonly Migration[];
  },
): void {
  const known = options.known ?? migrations;
  const applied = readApplied(db, options.path);
  checkApplied(applied, known, options.path);
  const pending = known.slice(applied.length);
  if (pending.length === 0) return;
  if (applied.length > 0) backUp(db, options.backupFolder, pending[0]!.number);
  for (const migration of pending) {
    db.transaction(() => {
      db.exec(
        `CREATE TABLE IF NOT EXISTS migrations (
           number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL
         ) STRICT`,
      );
      db.exec(migration.sql);
      db.prepare('INSERT INTO migrations VALUES (?, ?, ?, ?)').run(
        migration.number,
        migration.name,
        checksum(migration),
        options.now(),
      );
    }).exclusive();
  }
}
