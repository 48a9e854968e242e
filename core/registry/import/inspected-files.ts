import { stat } from 'node:fs/promises';
import type { Workspace } from '../../storage/workspace.ts';
import type { InspectedFile, InspectTaskInput } from './tasks.ts';

/** Files that were read last, the last one last: each change in a dialog asks for the same again. */
const mostFiles = 4;
const caches = new WeakMap<Workspace, Map<string, InspectedFile>>();

/** Changes with the file: a copy over it has another time, size or inode. */
async function keyOf({ file, format }: InspectTaskInput): Promise<string | null> {
  const found = await stat(file, { bigint: true }).catch(() => null);
  if (!found) return null;
  return [file, format, found.size, found.mtimeNs, found.ino].join('\n');
}

/** What a model file holds, read only where it was not read lately. */
export async function inspectOnce(
  workspace: Workspace,
  asked: InspectTaskInput,
  read: () => Promise<InspectedFile>,
): Promise<InspectedFile> {
  const cache = caches.get(workspace) ?? new Map<string, InspectedFile>();
  caches.set(workspace, cache);
  const key = await keyOf(asked);
  const known = key === null ? undefined : cache.get(key);
  const found = known ?? (await read());
  if (key === null) return found;
  cache.delete(key);
  cache.set(key, found);
  for (const old of cache.keys()) {
    if (cache.size <= mostFiles) break;
    cache.delete(old);
  }
  return found;
}
