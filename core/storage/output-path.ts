import { statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { AppError } from '../base/app-error.ts';
import type { Workspace } from './workspace.ts';

/** Is `path` the folder or inside it? */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way.split(/[\\/]/)[0] !== '..' && !isAbsolute(way));
}

// Characters that Windows, macOS or Linux refuse in names, and control characters.
// oxlint-disable-next-line no-control-regex -- they are what is to be removed
const refused = /[<>:"/\\|?*\u0000-\u001f\u007f]+/g;
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** A file name made of any text: separators and reserved names gone, at most 120 characters. */
export function safeFileName(text: string): string {
  const cleaned = text
    .replaceAll(refused, '-')
    .slice(0, 120)
    .replace(/^[.\s]+|[.\s]+$/g, '');
  if (cleaned === '') return 'unnamed';
  return reserved.test(cleaned) ? `_${cleaned}` : cleaned;
}

/**
 * Where an output goes: `out` made absolute (an existing folder gets `defaultName` in it), else the
 * exports folder. Refuses paths inside the workspace other than exports, so that no output can
 * overwrite what the workspace keeps, and devices and pipes, which a rename would replace.
 */
export function outputPath(
  workspace: Pick<Workspace, 'path' | 'exportsFolder'>,
  out: string | undefined,
  defaultName: string,
): string {
  const name = safeFileName(defaultName);
  if (out === undefined) return join(workspace.exportsFolder, name);
  const target = resolve(out);
  const path = kindOf(target) === 'folder' ? join(target, name) : target;
  if (isInside(workspace.path, path) && !isInside(workspace.exportsFolder, path)) {
    throw new AppError('INVALID_INPUT', `'${path}' lies inside the workspace itself`, {
      path: 'out',
      hint: `Write to ${workspace.exportsFolder} or outside of the workspace`,
    });
  }
  if (kindOf(path) === 'other') {
    throw new AppError('WRITE_FAILED', `'${path}' is a device or pipe, not a file`, {
      path: 'out',
      hint: 'Name a file, or one that does not exist yet',
    });
  }
  return path;
}

type Kind = 'none' | 'file' | 'folder' | 'other';

function kindOf(path: string): Kind {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (!found) return 'none';
    return found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other';
  } catch {
    // Below a file, or not to be looked at: writing will say why it cannot be.
    return 'none';
  }
}
