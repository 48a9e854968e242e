import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What scripts remember between runs; safe to delete. */
export const cacheFolder = join(root, '.cache');

/** The Node of the lock file (the line Electron embeds), whatever Node runs this script. */
export const projectNode = join(
  root,
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);
