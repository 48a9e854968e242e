// npm run dev: the loopback host and Vite with hot reload in front of it.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ensureInstalled } from './lib/install.mjs';
import { ensureKernels } from './lib/kernels.mjs';
import { projectNode, root } from './lib/paths.mjs';
import { projectEnvironment, tool } from './lib/run.mjs';

await ensureInstalled();
await ensureKernels();
const cli = join(root, 'core', 'hosts', 'cli', 'main.ts');
const host = spawn(projectNode, [cli, 'serve', '--json', ...process.argv.slice(2)], {
  cwd: root,
  env: projectEnvironment(),
  stdio: ['ignore', 'pipe', 'inherit'],
});
host.on('close', (code) => process.exit(code ?? 0));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => host.kill(signal));

let text = '';
for await (const line of createInterface({ input: host.stdout })) {
  text += line;
  try {
    const { url } = JSON.parse(text);
    const env = projectEnvironment({ ASSAY_HOST_URL: url });
    spawn(projectNode, [tool('vite/bin/vite.js')], { cwd: root, env, stdio: 'inherit' });
    break;
  } catch {
    // the document is not complete yet
  }
}
