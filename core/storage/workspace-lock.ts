import Database from 'better-sqlite3';
import { readFileSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../base/app-error.ts';
import { writeFileAtomic } from './write-file-atomic.ts';

const holderSchema = z.object({
  pid: z.number(),
  host: z.string(),
  since: z.number(),
  actor: z.string(),
  /** Address and token of the HTTP host that serves the workspace, where there is one. */
  url: z.string().optional(),
  token: z.string().optional(),
});
export type LockHolder = z.infer<typeof holderSchema>;

export interface WorkspaceLock {
  /** Tells other doors where the workspace is served. */
  announce(address: { readonly url: string; readonly token?: string }): Promise<void>;
  release(): void;
}

const infoFile = 'lock.json';

/** Who says to hold the workspace; null when nobody does or the file cannot be read. */
export function readLockHolder(workspacePath: string): LockHolder | null {
  try {
    const text = readFileSync(join(workspacePath, infoFile), 'utf8');
    return holderSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function lockedError(workspacePath: string): AppError {
  const holder = readLockHolder(workspacePath);
  const who = holder
    ? `process ${holder.pid} (${holder.actor}) on ${holder.host} since ${new Date(holder.since).toISOString()}` +
      (holder.url === undefined ? '' : `, which serves it at ${holder.url}`)
    : 'another process';
  return new AppError('WORKSPACE_LOCKED', `The workspace ${workspacePath} is in use by ${who}`, {
    hint: holder?.url
      ? `Open ${holder.url}, or close Assay there first`
      : 'Close the other Assay first, or choose another workspace',
  });
}

/**
 * Takes the one writer's lock. The lock proper is the operating system's lock on `lock.db`, which a
 * dead process cannot keep, so that neither a crash nor a reused process id locks anybody out;
 * `lock.json` (mode 0600) only tells who holds it. Throws WORKSPACE_LOCKED.
 */
export async function lockWorkspace(
  workspacePath: string,
  options: { readonly now: number; readonly actor: string },
): Promise<WorkspaceLock> {
  const db = new Database(join(workspacePath, 'lock.db'), { timeout: 0 });
  try {
    db.pragma('journal_mode = MEMORY');
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    const code = (error as { code?: string }).code ?? '';
    throw code.startsWith('SQLITE_BUSY') ? lockedError(workspacePath) : error;
  }
  const info = join(workspacePath, infoFile);
  const holder = { pid: process.pid, host: hostname(), since: options.now, actor: options.actor };
  const tell = async (more: object): Promise<void> => {
    await writeFileAtomic(info, JSON.stringify({ ...holder, ...more }), { mode: 0o600 });
  };
  await tell({}).catch((error: unknown) => {
    db.close();
    throw error;
  });
  return {
    announce: tell,
    release() {
      if (!db.open) return;
      rmSync(info, { force: true });
      db.close();
    },
  };
}
