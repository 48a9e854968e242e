#!/usr/bin/env node
// The `assay` command: runs the command line on the project's own Node, whatever Node was called.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureKernels } from './lib/kernels.mjs';
import { projectNode, root } from './lib/paths.mjs';
import { projectEnvironment } from './lib/run.mjs';

if (!existsSync(projectNode)) {
  console.error('Assay is not set up yet. Run `npm ci` (or `npm start`) in its folder first.');
  process.exit(1);
}
await ensureKernels();
const entry = join(root, 'core', 'hosts', 'cli', 'main.ts');
const child = spawn(projectNode, [entry, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: projectEnvironment(),
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('close', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
