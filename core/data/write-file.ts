import { makeFolder } from '../storage/make-folder.ts';
import { randomUUID } from 'node:crypto';
import { open, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { writeFailure } from '../storage/file-errors.ts';
import { retryRename } from '../storage/retry-rename.ts';

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
    await using file = await open(temporary, 'wx');
    await produce({ write: (text) => file.appendFile(text) });
    await file.sync();
  } catch (error) {
    await rm(temporary, { force: true });
    throw writeFailure(error, path);
  }
  return publish(temporary, path);
}

/** Gives a finished temporary file its name. */
export async function publish(temporary: string, path: string): Promise<{ bytes: number }> {
  try {
    const { size } = await stat(temporary);
    await retryRename(temporary, path);
    return { bytes: size };
  } catch (error) {
    await rm(temporary, { force: true });
    throw writeFailure(error, path);
  }
}

/** A free name beside the target, on the same disk, so that a rename is atomic. */
export async function besidePath(path: string): Promise<string> {
  await makeFolder(dirname(path)).catch((error: unknown) => {
    throw writeFailure(error, path);
  });
  return join(dirname(path), `.${basename(path).slice(0, 100)}.${randomUUID()}.part`);
}
