import { makeFolder } from './make-folder.ts';
import { randomBytes } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeFailure } from './file-errors.ts';
import { retryRename } from './retry-rename.ts';

/**
 * Writes a file so that readers see the old content or the new one, never a part: aside, fsync, rename.
 * Missing folders are created. Throws WRITE_FAILED.
 */
export async function writeFileAtomic(
  path: string,
  content: string | Uint8Array,
  options: { readonly mode?: number } = {},
): Promise<{ bytes: number }> {
  const aside = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await makeFolder(dirname(path));
    const handle = await open(aside, 'wx', options.mode ?? 0o666);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await retryRename(aside, path);
  } catch (error) {
    // What went wrong with the writing is what matters, not that nothing can be cleaned up there.
    await rm(aside, { force: true }).catch(() => {});
    throw writeFailure(error, path);
  }
  return { bytes: typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength };
}
