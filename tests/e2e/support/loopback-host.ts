import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from './paths.ts';

export interface LoopbackHost {
  /** With its token. */
  readonly url: string;
  readonly workspace: string;
  /** Ends the process at once, as a crash would; the workspace stays. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

export interface LoopbackHostOptions {
  /** Run the demo in the workspace first, so that every view has something to show. Default false. */
  readonly demo?: boolean;
}

const commandLine = join('core', 'hosts', 'cli', 'main.ts');

function assay(args: readonly string[], config: string) {
  const env = { ...process.env, ASSAY_CONFIG_DIR: config };
  return spawn(process.execPath, [commandLine, ...args], { cwd: projectRoot, env });
}

async function runDemo(folder: string, workspace: string, config: string): Promise<void> {
  const child = assay(['demo', '--json', '--workspace', workspace, '--out', folder], config);
  let stderr = '';
  child.stderr.on('data', (chunk) => (stderr += chunk));
  child.stdout.resume();
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`demo ended with ${code}: ${stderr}`);
}

/** `assay serve` on a new workspace, as a person would start it. */
export async function startLoopbackHost({
  demo = false,
}: LoopbackHostOptions = {}): Promise<LoopbackHost> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-e2e-'));
  const workspace = join(folder, 'workspace');
  const config = join(folder, 'config');
  if (demo) await runDemo(join(folder, 'demo'), workspace, config);
  const child = assay(['serve', '--workspace', workspace, '--json'], config);
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
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async close() {
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
