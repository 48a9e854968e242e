import { readFileSync, realpathSync } from 'node:fs';

/** File systems that live on another machine or, as 9p, behind a virtual one. */
const remoteTypes = /^(nfs4?|cifs|smb3?|smbfs|afpfs|ncpfs|9p|fuse\.(sshfs|rclone|s3fs|davfs2?))$/;

/** A path of the mount table, which writes blanks and the like as octal escapes. */
function unescaped(text: string): string {
  return text.replaceAll(/\\([0-7]{3})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 8)),
  );
}

function contains(mount: string, path: string): boolean {
  return mount === '/' || path === mount || path.startsWith(`${mount}/`);
}

/**
 * The type of the network file system that a path lies on, by a mount table in the form of
 * /proc/mounts; null for a local disk. The longest mount point counts, of equals the last.
 */
export function networkTypeOf(path: string, mounts: string): string | null {
  let found = { length: -1, type: '' };
  for (const line of mounts.split('\n')) {
    const [, mount, type] = line.split(' ');
    if (mount === undefined || type === undefined) continue;
    const point = unescaped(mount);
    if (contains(point, path) && point.length >= found.length) {
      found = { length: point.length, type };
    }
  }
  return remoteTypes.test(found.type) ? found.type : null;
}

/** Is it a path of another machine, as Windows writes them (`\\server\share`)? */
export function isUncPath(path: string): boolean {
  return /^[\\/]{2}(?![.?][\\/])[^\\/]+[\\/]/.test(path) || /^[\\/]{2}\?[\\/]UNC[\\/]/i.test(path);
}

function networkType(path: string, platform: NodeJS.Platform): string | null {
  if (platform === 'win32') return isUncPath(path) ? 'a network share' : null;
  if (platform !== 'linux') return null;
  try {
    return networkTypeOf(realpathSync(path), readFileSync('/proc/mounts', 'utf8'));
  } catch {
    // Without a mount table there is nothing to go by, and the warning is a courtesy.
    return null;
  }
}

/** What a person should know about the place of a workspace: SQLite's log is unsafe over a network. */
export function placeWarnings(path: string, platform: NodeJS.Platform): string[] {
  const type = networkType(path, platform);
  if (type === null) return [];
  return [
    `This workspace is on a network drive (${type}). Databases on such drives can be damaged when the connection breaks; move the folder to a local disk.`,
  ];
}
