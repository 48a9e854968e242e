import { rename } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const busy = new Set(['EBUSY', 'EPERM', 'EACCES']);

/** Renames, and tries again for up to two seconds while a virus scanner or indexer holds the file. */
export async function retryRename(from: string, to: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? '';
      if (!busy.has(code) || attempt >= 7) throw error;
      await sleep(Math.min(10 * 2 ** attempt, 640));
    }
  }
}
