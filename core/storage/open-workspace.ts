import Database from 'better-sqlite3';
import { randomBytes } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { access, constants, readdir, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { AppError } from '../base/app-error.ts';
import { writeFailure } from './file-errors.ts';
import { type Migration, migrate } from './migrate.ts';
import { openArtifactStore } from './open-artifact-store.ts';
import { openAuditLog } from './open-audit-log.ts';
import { makeFolder } from './make-folder.ts';
import { lockWorkspace, type WorkspaceLock } from './workspace-lock.ts';
import type { Workspace } from './workspace.ts';

export interface OpenWorkspaceOptions {
  readonly now: () => number;
  /** Who opens it, for the lock and the audit log; default `core`. */
  readonly actor?: string;
  /** The formats this Assay knows; default: all. Tests give their own. */
  readonly migrations?: readonly Migration[];
}

export interface OpenWorkspace extends Workspace {
  /** Tells other doors where the workspace is served. */
  announce(address: { readonly url: string; readonly token?: string }): Promise<void>;
  close(): void;
}

interface WorkspaceRow {
  readonly id: string;
  readonly name: string;
  readonly created_at: number;
}

const folders = ['artifacts', 'tmp', 'exports', 'uploads', 'logs'] as const;

async function prepareFolder(path: string): Promise<void> {
  try {
    if (existsSync(path) && !statSync(path).isDirectory()) {
      throw new AppError('WRITE_FAILED', `'${path}' is a file, not a folder`, {
        hint: 'A workspace is a folder: name a folder, or one that does not exist yet',
      });
    }
    await makeFolder(path);
    await access(path, constants.W_OK);
  } catch (error) {
    throw writeFailure(error, path);
  }
}

async function prepareContents(path: string): Promise<void> {
  try {
    await rm(join(path, 'tmp'), { recursive: true, force: true });
    for (const folder of folders) await makeFolder(join(path, folder));
  } catch (error) {
    throw writeFailure(error, path);
  }
}

async function refuseLostDatabase(path: string, file: string): Promise<void> {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0) return;
  const kept = await readdir(join(path, 'artifacts')).catch(() => []);
  if (kept.length === 0) return;
  throw new AppError('WORKSPACE_DAMAGED', `${path} holds artifacts, but its workspace.db is gone`, {
    hint: 'Put workspace.db back from a backup, or choose another folder',
  });
}

/** better-sqlite3 opens lazily: a foreign or damaged file shows at the first statement. */
function openDatabase(file: string): Database.Database {
  const db = new Database(file, { timeout: 5000 });
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');
    db.pragma('foreign_keys = ON');
    const check = db.pragma('quick_check(1)', { simple: true });
    if (check !== 'ok') throw damaged(file, String(check));
    return db;
  } catch (error) {
    db.close();
    throw asDamaged(error, file);
  }
}

function damaged(file: string, reason: string): AppError {
  return new AppError('WORKSPACE_DAMAGED', `${file} is damaged: ${reason}`, {
    hint: 'Restore the workspace from a backup; nothing was changed',
  });
}

function asDamaged(error: unknown, file: string): unknown {
  const { code, message } = error as { code?: string; message?: string };
  return code === 'SQLITE_NOTADB' || code?.startsWith('SQLITE_CORRUPT')
    ? damaged(file, message ?? code)
    : error;
}

function readIdentity(
  db: Database.Database,
  create: () => WorkspaceRow,
): { row: WorkspaceRow; isNew: boolean } {
  const found = db.prepare<[], WorkspaceRow>('SELECT * FROM workspace').get();
  if (found) return { row: found, isNew: false };
  const row = create();
  db.prepare('INSERT INTO workspace (id, name, created_at) VALUES (@id, @name, @created_at)').run(
    row,
  );
  return { row, isNew: true };
}

/**
 * Opens the workspace in a folder, which is created when missing, and locks it. Errors: WRITE_FAILED,
 * WORKSPACE_LOCKED, WORKSPACE_NEWER, WORKSPACE_DAMAGED; then nothing stays open or locked.
 */
export async function openWorkspace(
  folder: string,
  options: OpenWorkspaceOptions,
): Promise<OpenWorkspace> {
  const path = resolve(folder);
  const actor = options.actor ?? 'core';
  await prepareFolder(path);
  const lock = await lockWorkspace(path, { now: options.now(), actor });
  try {
    return await openLocked(path, { ...options, actor, lock });
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function openLocked(
  path: string,
  options: OpenWorkspaceOptions & { readonly actor: string; readonly lock: WorkspaceLock },
): Promise<OpenWorkspace> {
  const { now, actor, lock } = options;
  const file = join(path, 'workspace.db');
  await refuseLostDatabase(path, file);
  const db = openDatabase(file);
  try {
    const known = options.migrations === undefined ? {} : { known: options.migrations };
    migrate(db, { path: file, backupFolder: join(path, 'backups'), now, ...known });
    await prepareContents(path);
    const audit = openAuditLog(db);
    const identity = db.transaction(() => {
      const id = `ws_${randomBytes(8).toString('hex')}`;
      const found = readIdentity(db, () => ({ id, name: basename(path), created_at: now() }));
      if (found.isNew) {
        const { name } = found.row;
        audit.append({
          actor,
          operation: 'workspace.create',
          subject: id,
          detail: { name },
          at: now(),
        });
      }
      return found.row;
    })();
    const temporaryFolder = join(path, 'tmp');
    const lastEvent = db.prepare<[], { at: number }>(
      'SELECT at FROM audit_events ORDER BY sequence DESC LIMIT 1',
    );
    return {
      id: identity.id,
      // The folder may have been renamed since.
      name: basename(path),
      path,
      createdAt: identity.created_at,
      db,
      artifacts: openArtifactStore({ db, folder: join(path, 'artifacts'), temporaryFolder, now }),
      audit,
      temporaryFolder,
      exportsFolder: join(path, 'exports'),
      uploadsFolder: join(path, 'uploads'),
      lastSavedAt: () => lastEvent.get()?.at ?? null,
      announce: (address) => lock.announce(address),
      close() {
        if (db.open) db.close();
        lock.release();
      },
    };
  } catch (error) {
    db.close();
    throw asDamaged(error, file);
  }
}
