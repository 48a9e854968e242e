import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectNode, root } from './paths.mjs';
import { run } from './run.mjs';

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}

/** True when node_modules holds what the lock file says. */
export function isInstalled() {
  const wanted = readPackages(join(root, 'package-lock.json'));
  const present = readPackages(join(root, 'node_modules', '.package-lock.json'));
  if (!wanted || !present || !existsSync(projectNode)) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.optional || entry.devOptional || entry.link) return true;
    return present[path]?.version === entry.version;
  });
}

/** Installs what the lock file says, when needed. Exits when that fails. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  console.error('Installing packages (once) ...');
  const { code } = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    env: process.env,
  });
  if (code !== 0 || !isInstalled()) {
    console.error(
      'npm ci did not succeed. Check the network and the npm registry, then try again.',
    );
    process.exit(code || 1);
  }
}
