import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OutputOf } from '../../../core/contract/contract.ts';
import { projectRoot } from './paths.ts';

export interface DemoRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Where the reports were asked to go. */
  readonly out: string;
  remove(): Promise<void>;
}

export type DemoOutput = OutputOf<'demo.run'>;

/** `assay demo --json --out DIR`, as a person would run it. */
export async function runDemo(): Promise<DemoRun> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-e2e-'));
  const out = join(folder, 'out');
  const args = ['demo', '--json', '--out', out, '--workspace', join(folder, 'workspace')];
  const env = { ...process.env, ASSAY_CONFIG_DIR: join(folder, 'config') };
  const child = spawn(process.execPath, [join('scripts', 'assay.mjs'), ...args], {
    cwd: projectRoot,
    env,
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += chunk));
  child.stderr.on('data', (chunk) => (stderr += chunk));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    code,
    stdout,
    stderr,
    out,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
