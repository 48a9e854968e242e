import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { AppError } from '../base/app-error.ts';
import type { StoredArtifact } from './artifact-store.ts';
import { readFailure } from './file-errors.ts';

const chunkBytes = 1 << 20;

/** Opens a file to read, refusing folders and pipes. */
export async function openRegular(path: string): Promise<{ handle: FileHandle; bytes: number }> {
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
  take: (chunk: Uint8Array, done: number, total: number) => Promise<void>,
): Promise<void> {
  const { handle, bytes } = await openRegular(path);
  try {
    let [buffer, other] = [Buffer.allocUnsafe(chunkBytes), Buffer.allocUnsafe(chunkBytes)];
    let { bytesRead } = await handle.read(buffer, 0, chunkBytes, null);
    for (let done = 0; bytesRead > 0;) {
      done += bytesRead;
      // the next chunk is read while this one is taken; nothing may be closed before both are done
      const [next, taken] = await Promise.allSettled([
        handle.read(other, 0, chunkBytes, null),
        take(buffer.subarray(0, bytesRead), done, Math.max(bytes, done)),
      ]);
      if (taken.status === 'rejected') throw taken.reason;
      if (next.status === 'rejected') throw next.reason;
      ({ bytesRead } = next.value);
      [buffer, other] = [other, buffer];
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
  await readChunks(path, async (chunk, done) => {
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
