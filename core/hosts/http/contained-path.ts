import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';

function isInside(folder: string, path: string): boolean {
  const steps = relative(folder, path);
  return steps !== '' && steps !== '..' && !steps.startsWith(`..${sep}`) && !isAbsolute(steps);
}

/**
 * The real path of a file under `folder` that a URL names, or null when the name is malformed,
 * leaves the folder (also through a symbolic link), or does not exist. `name` is still URL-encoded.
 */
export async function containedPath(folder: string, name: string): Promise<string | null> {
  let decoded: string;
  try {
    decoded = decodeURIComponent(name);
  } catch {
    return null;
  }
  if (decoded.includes('\0') || decoded.includes('\\')) return null;
  const root = resolve(folder);
  const path = resolve(root, decoded);
  if (!isInside(root, path)) return null;
  try {
    const real = await realpath(path);
    return isInside(await realpath(root), real) ? real : null;
  } catch {
    return null;
  }
}
