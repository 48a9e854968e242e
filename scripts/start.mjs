#!/usr/bin/env node
// Starts Assay from a fresh clone: installs and builds what is missing, then opens the window.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { ensureElectron, whyNoWindow } from './lib/electron-runtime.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { projectNode, root } from './lib/paths.mjs';
import { projectEnvironment } from './lib/run.mjs';

const shell = process.env.ASSAY_SHELL ?? '';
if (!['', 'electron', 'browser', 'none'].includes(shell)) {
  console.error(`ASSAY_SHELL is '${shell}'; it may be electron, browser or none.`);
  process.exit(2);
}

await ensureInstalled();
await ensureBuilt();

/** Runs in the foreground; signals reach the child, its exit code becomes ours. */
function become(program, args) {
  const child = spawn(program, args, { cwd: root, stdio: 'inherit', env: projectEnvironment() });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('close', (code, signal) => process.exit(code ?? (signal ? 0 : 1)));
}

async function electron() {
  if (shell === 'browser' || shell === 'none') return null;
  const why = whyNoWindow();
  if (why && shell !== 'electron') return { reason: why };
  return ensureElectron({ again: shell === 'electron' });
}

const runtime = await electron();
if (runtime?.program) {
  become(runtime.program, [root, ...process.argv.slice(2)]);
} else if (shell === 'electron') {
  console.error(`Electron cannot start here: ${runtime?.reason}.`);
  process.exit(1);
} else {
  if (runtime) console.error(`No Electron window: ${runtime.reason}. Starting the loopback host.`);
  const open = shell === 'none' ? [] : ['--open'];
  const cli = join(root, 'core', 'hosts', 'cli', 'main.ts');
  become(projectNode, [cli, 'serve', ...open, ...process.argv.slice(2)]);
}
