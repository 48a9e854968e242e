import type { Database } from 'better-sqlite3';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { type FileHandle, mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../base/app-error.ts';
import type { ArtifactStore, StoredArtifact } from './artifact-store.ts';
import { writeFailure } from './file-errors.ts';
import { hashFile, readChunks, syncFile } from './hash-file.ts';
import { retryRename } from './retry-rename.ts';

interface StoreOptions {
  readonly db: Database;
  readonly folder: string;
  readonly temporaryFolder: string;
  readonly now: () => number;
}

/** The content-addressed store of a workspace. Errors: WRITE_FAILED, FILE_*, NOT_FOUND, CANCELLED. */
export function openArtifactStore(options: StoreOptions): ArtifactStore {
  const { db, folder, temporaryFolder, now } = options;
  const record = db.prepare(
    'INSERT INTO artifacts (sha256, bytes, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );

  function place(sha256: string): string {
    if (!/^[0-9a-f]{64}$/.test(sha256)) {
      throw new AppError('NOT_FOUND', `'${sha256}' is no artifact hash`);
    }
    return join(folder, sha256.slice(0, 2), sha256);
  }

  function path(sha256: string): string {
    const found = place(sha256);
    if (existsSync(found)) return found;
    throw new AppError('NOT_FOUND', `Artifact ${sha256.slice(0, 12)} is missing in ${folder}`, {
      hint: 'Restore the folder `artifacts` of the workspace from a backup',
    });
  }

  /** Moves a written and synced file to its place. A file of another size there is damage: replaced. */
  async function settle(aside: string, stored: StoredArtifact): Promise<StoredArtifact> {
    const target = place(stored.sha256);
    const present = await stat(target).catch(() => null);
    if (present?.size === stored.bytes) {
      await rm(aside, { force: true });
    } else {
      await mkdir(dirname(target), { recursive: true });
      await retryRename(aside, target);
      await syncFolder(dirname(target));
    }
    record.run(stored.sha256, stored.bytes, now());
    return stored;
  }

  /** Writes aside through `fill`, then settles; whatever goes wrong leaves nothing behind. */
  async function writeAside(
    fill: (handle: FileHandle) => Promise<StoredArtifact>,
  ): Promise<StoredArtifact> {
    const aside = join(temporaryFolder, `${randomBytes(12).toString('hex')}.artifact`);
    try {
      const handle = await open(aside, 'wx');
      let stored: StoredArtifact;
      try {
        stored = await fill(handle);
        await handle.sync();
      } finally {
        await handle.close();
      }
      return await settle(aside, stored);
    } catch (error) {
      await rm(aside, { force: true });
      throw writeFailure(error, aside);
    }
  }

  const storeAside: typeof writeAside = (fill) => counted(() => writeAside(fill));

  let storing = 0;
  async function counted<T>(work: () => Promise<T>): Promise<T> {
    storing++;
    try {
      return await work();
    } finally {
      storing--;
    }
  }

  function listFiles(): StoredArtifact[] {
    return readdirSync(folder).flatMap((part) => {
      if (!/^[0-9a-f]{2}$/.test(part)) return [];
      return readdirSync(join(folder, part))
        .filter((name) => /^[0-9a-f]{64}$/.test(name))
        .map((sha256) => ({ sha256, bytes: statSync(join(folder, part, sha256)).size }));
    });
  }

  function removeFiles(sha256s: readonly string[]): void {
    for (const sha256 of sha256s) {
      try {
        rmSync(place(sha256), { force: true });
      } catch (error) {
        // held by another program on Windows: the next time finds it again
        const { code } = error as NodeJS.ErrnoException;
        if (code !== 'EBUSY' && code !== 'EPERM' && code !== 'EACCES') throw error;
      }
    }
  }

  async function read(sha256: string): Promise<Uint8Array> {
    const bytes = await readFile(path(sha256));
    if (createHash('sha256').update(bytes).digest('hex') === sha256) return bytes;
    throw new AppError(
      'WORKSPACE_DAMAGED',
      `Artifact ${sha256.slice(0, 12)} was changed after it was written`,
      { hint: 'Restore the folder `artifacts` of the workspace from a backup' },
    );
  }

  async function adopt(from: string, known?: StoredArtifact): Promise<StoredArtifact> {
    const { size } = await stat(from);
    const stored = known?.bytes === size ? known : await hashFile(from);
    await syncFile(from);
    return settle(from, stored).catch((error: unknown) => {
      throw writeFailure(error, from);
    });
  }

  return {
    path,
    read,
    readText: async (sha256) => Buffer.from(await read(sha256)).toString('utf8'),
    put: (content) =>
      storeAside(async (handle) => {
        const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
        await handle.writeFile(bytes);
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        return { sha256, bytes: bytes.byteLength };
      }),
    copyIn: (from, { onBytes, signal } = {}) =>
      storeAside(async (handle) => {
        const hash = createHash('sha256');
        let bytes = 0;
        await readChunks(from, async (chunk, done, total) => {
          if (signal?.aborted)
            throw new AppError('CANCELLED', 'Cancelled while the file was copied');
          hash.update(chunk);
          await handle.write(chunk);
          bytes = done;
          onBytes?.(done, total);
        });
        return { sha256: hash.digest('hex'), bytes };
      }),
    isBusy: () => storing > 0,
    listFiles,
    removeFiles,
    adopt: (from, known) => counted(() => adopt(from, known)),
  };
}

/** Makes a rename durable. Windows cannot sync folders, and does not need to. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
