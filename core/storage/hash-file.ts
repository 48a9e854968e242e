import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { AppError } from '../base/app-error.ts';
import type { StoredArtifact } from './artifact-store.ts';
import { readFailure } from './file-errors.ts';

const chunkBytes = 1 << 20;

/** Opens a file to read, refusing folders and pipes. */
async function openRegular(path: string): Promise<{ handle: FileHandle; bytes: number }> {
  const handle = await open(path, 'r').catch((error: unknown) => {
    throw readFailure(error, path);
  });
  const info = await handle.stat();
  if (info.isFile()) return { handle, bytes: info.size };
  await handle.close();
  throw new AppError('FILE_UNREADABLE', `'${path}' is no regular file`);
}

/** Hands each chunk of a file on, in order. */
export async function readChunks(
  path: string,
  take: (chunk: Uint8Array, done: number, total: number) => Promise<void> | void,
): Promise<void> {
  const { handle, bytes } = await openRegular(path);
  try {
    const buffer = Buffer.allocUnsafe(chunkBytes);
    for (let done = 0; ;) {
      const { bytesRead } = await handle.read(buffer, 0, chunkBytes, null);
      if (bytesRead === 0) return;
      done += bytesRead;
      await take(buffer.subarray(0, bytesRead), done, Math.max(bytes, done));
    }
  } catch (error) {
    throw readFailure(error, path);
  } finally {
    await handle.close();
  }
}

/** The SHA-256 and size of a file. Errors: FILE_*. */
export async function hashFile(path: string): Promise<StoredArtifact> {
  const hash = createHash('sha256');
  let bytes = 0;
  await readChunks(path, (chunk, done) => {
    hash.update(chunk);
    bytes = done;
  });
  return { sha256: hash.digest('hex'), bytes };
}

/** Brings what was written to a file down to the disk. Errors: of the system. */
export async function syncFile(path: string): Promise<void> {
  // Windows flushes only what may be written to
  const handle = await open(path, 'r+');
  await handle.sync().finally(() => handle.close());
}
