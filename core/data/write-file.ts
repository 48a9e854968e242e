import { randomUUID } from 'node:crypto';
import { open, mkdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../base/app-error.ts';

export interface TextSink {
  write(text: string): Promise<void>;
}

/**
 * Writes a file as a whole or not at all: into a temporary file beside it, fsynced, then renamed.
 * Missing folders are made. Throws WRITE_FAILED (no permission, disk full, a folder in its place).
 */
export async function writeFileAtomic(
  path: string,
  produce: (sink: TextSink) => Promise<void>,
): Promise<{ bytes: number }> {
  const temporary = await besidePath(path);
  try {
    const file = await open(temporary, 'wx').catch((error) =>
      Promise.reject(asWriteFailure(error, path)),
    );
    try {
      await produce({
        write: (text) =>
          file.appendFile(text).catch((error) => Promise.reject(asWriteFailure(error, path))),
      });
      await file.sync();
    } finally {
      await file.close();
    }
    const { size } = await stat(temporary);
    await renameInto(temporary, path);
    return { bytes: size };
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** A free name beside the target, on the same disk, so that a rename is atomic. */
export async function besidePath(path: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true }).catch((error) =>
    Promise.reject(asWriteFailure(error, path)),
  );
  return join(dirname(path), `.${basename(path).slice(0, 100)}.${randomUUID()}.part`);
}

/** Renames; retries while a virus scanner holds the file (EBUSY, EPERM on Windows). */
export async function renameInto(from: string, to: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await rename(from, to);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      const held = code === 'EBUSY' || (code === 'EPERM' && process.platform === 'win32');
      if (!held || attempt >= 5) throw asWriteFailure(error, to);
      await new Promise((resolve) => setTimeout(resolve, 20 * 2 ** attempt));
    }
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'there is no permission to write there',
  EPERM: 'there is no permission to write there',
  EROFS: 'the disk is read-only',
  EISDIR: 'a folder has that name',
  ENOTDIR: 'a part of the path is a file',
  EEXIST: 'a file is where a folder should be',
  ENAMETOOLONG: 'the name is too long',
};

/** A file system error as WRITE_FAILED; anything else stays what it is. */
export function asWriteFailure(error: unknown, path: string): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const reason = Object.hasOwn(reasons, code) ? reasons[code] : undefined;
  if (reason === undefined) return error;
  return new AppError('WRITE_FAILED', `${path} cannot be written: ${reason}`, {
    hint: 'Choose another place',
    path,
  });
}
