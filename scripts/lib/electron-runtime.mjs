import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, root } from './paths.mjs';
import { runNode, tool } from './run.mjs';

const attemptFile = join(cacheFolder, 'electron-attempt.json');
const attemptMs = 60_000;

/** Path of the Electron program, or null when its runtime is not there. */
function electronProgram() {
  const folder = join(root, 'node_modules', 'electron');
  try {
    const program = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim());
    return existsSync(program) ? program : null;
  } catch {
    return null;
  }
}

function electronVersion() {
  return JSON.parse(readFileSync(tool('electron/package.json'), 'utf8')).version;
}

function alreadyTried(version) {
  try {
    return JSON.parse(readFileSync(attemptFile, 'utf8')).version === version;
  } catch {
    return false;
  }
}

/** Why a window of Electron cannot be shown here, or null. */
export function whyNoWindow() {
  if (process.platform !== 'linux') return null;
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'there is no display';
  if (process.getuid?.() === 0) return 'Electron does not run as root';
  return null;
}

/**
 * The Electron program, fetched when it is not there: one attempt of at most 60 seconds for each
 * version, remembered; `again` tries even so. Answers { program } or { reason }.
 */
export async function ensureElectron({ again = false } = {}) {
  const present = electronProgram();
  if (present) return { program: present };
  const version = electronVersion();
  if (alreadyTried(version) && !again) {
    return {
      reason: 'its runtime could not be fetched earlier (ASSAY_SHELL=electron tries again)',
    };
  }
  console.error(`Fetching the Electron ${version} runtime (once, at most 60 s) ...`);
  mkdirSync(cacheFolder, { recursive: true });
  writeFileSync(attemptFile, JSON.stringify({ version }));
  await runNode([tool('electron/install.js')], { quiet: true, timeoutMs: attemptMs });
  const program = electronProgram();
  return program ? { program } : { reason: 'its runtime could not be fetched' };
}
