import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { ensureKernels } from './kernels.mjs';
import { cacheFolder, root } from './paths.mjs';
import { runNode, tool } from './run.mjs';

const sources = [
  'core',
  'electron',
  'renderer',
  'resources',
  'vite.config.ts',
  'package-lock.json',
];
const stampFile = join(cacheFolder, 'build-stamp');

function* filesUnder(path) {
  if (!existsSync(path)) return;
  if (statSync(path).isFile()) {
    yield path;
    return;
  }
  for (const name of readdirSync(path).sort()) yield* filesUnder(join(path, name));
}

/** A hash over every source the build reads. */
function sourceHash() {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of filesUnder(join(root, source))) {
      hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
    }
  }
  return hash.digest('hex');
}

/** Builds the window, the Electron entries, the worker and the command line into dist/. */
export async function build() {
  const kernels = await ensureKernels();
  if (kernels !== 0) return kernels;
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  const hash = sourceHash();
  const vite = tool('vite/bin/vite.js');
  for (const config of ['vite.config.ts', 'electron/vite.electron.ts']) {
    const { code } = await runNode([vite, 'build', '--config', config, '--logLevel', 'warn']);
    if (code !== 0) return code;
  }
  mkdirSync(cacheFolder, { recursive: true });
  writeFileSync(stampFile, hash);
  return 0;
}

/** Builds when sources changed since the last build. Exits when the build fails. */
export async function ensureBuilt() {
  if ((await ensureKernels()) !== 0) process.exit(1);
  const built = existsSync(join(root, 'dist', 'renderer', 'index.html')) && existsSync(stampFile);
  if (built && readFileSync(stampFile, 'utf8') === sourceHash()) return;
  console.error('Building ...');
  const code = await build();
  if (code !== 0) {
    console.error('The build failed; the messages above say where.');
    process.exit(code);
  }
}
