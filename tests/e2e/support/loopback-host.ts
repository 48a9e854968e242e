import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface LoopbackHost {
  readonly url: string;
  readonly workspace: string;
  close(): Promise<void>;
}

const root = join(import.meta.dirname, '..', '..', '..');

/** `assay serve` on a new workspace, as a person would start it. */
export async function startLoopbackHost(): Promise<LoopbackHost> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-e2e-'));
  const workspace = join(folder, 'workspace');
  const args = ['core/hosts/cli/main.ts', 'serve', '--workspace', workspace, '--json'];
  const env = { ...process.env, ASSAY_CONFIG_DIR: join(folder, 'config') };
  const child = spawn(process.execPath, args, { cwd: root, env });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let stderr = '';
  child.stderr.on('data', (chunk) => (stderr += chunk));
  const url = await new Promise<string>((resolve, reject) => {
    let stdout = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
      try {
        resolve((JSON.parse(stdout) as { url: string }).url);
      } catch {
        // the document is not complete yet
      }
    });
    child.once('close', (code) => reject(new Error(`serve ended with ${code}: ${stderr}`)));
  });
  return {
    url,
    workspace,
    async close() {
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
