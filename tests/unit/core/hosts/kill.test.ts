import Database from 'better-sqlite3';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createClient, type Client } from '../../../../core/contract/client.ts';
import { createCore } from '../../../../core/hosts/core.ts';
import { startScript } from '../../../support/start-script.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

/** A table that takes a while: numbers from a simple congruential sequence, with a target. */
async function writeBigFile(path: string, rows: number): Promise<void> {
  const lines = ['a,b,c,d,e,label'];
  let seed = 1;
  const next = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647;
  for (let i = 0; i < rows; i++) {
    const cells = [next(), next(), next(), next(), next()].map((x) => x.toFixed(6));
    lines.push(`${cells.join(',')},${next() < 0.5 ? 'yes' : 'no'}`);
  }
  await writeFile(path, `${lines.join('\n')}\n`);
}

/** Starts a job in another process, kills that while the job runs, and opens the workspace here. */
async function killDuring(
  folder: string,
  job: {
    readonly operation: string;
    readonly input: object;
    /** What it says of itself before it is killed, and how long after that. */
    readonly when: RegExp;
    readonly afterMs: number;
  },
): Promise<Client & AsyncDisposable> {
  await using child = startScript('serve-core.ts', [
    folder,
    job.operation,
    JSON.stringify(job.input),
  ]);
  await child.line(job.when);
  await sleep(job.afterMs);
  await child.kill();
  const core = await createCore({
    workspacePath: join(folder, 'workspace'),
    configFolder: join(folder, 'config'),
    actor: 'test',
  });
  const client = createClient(core.transport);
  return { ...client, [Symbol.asyncDispose]: () => core.close() };
}

async function expectSound(client: Client, folder: string): Promise<void> {
  const { jobs } = await client.call('jobs.list', {});
  expect(jobs[0]).toMatchObject({ state: 'interrupted', error: { code: 'INTERRUPTED' } });
  expect(await client.call('audit.verify', {})).toMatchObject({ valid: true });
  const raw = new Database(join(folder, 'workspace', 'workspace.db'), { readonly: true });
  expect(raw.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(raw.pragma('foreign_key_check')).toEqual([]);
  raw.close();
}

describe('a process that is killed', () => {
  it.each([0, 150])('during an import leaves no version behind (after %s ms)', async (afterMs) => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'big.csv');
    await writeBigFile(file, 400_000);
    const input = { files: [file] };
    const job = { operation: 'data.import', input, when: /^running/, afterMs };
    await using client = await killDuring(folder.path, job);
    await expectSound(client, folder.path);
    expect((await client.call('data.list', {})).datasets).toEqual([]);
    const { version } = await client.run('data.import', { files: [file] });
    expect(version).toMatchObject({ number: 1, rows: 400_000 });
  });

  it('during a training leaves an interrupted run without a model', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'big.csv');
    await writeBigFile(file, 100_000);
    const configFolder = join(folder.path, 'config');
    const workspacePath = join(folder.path, 'workspace');
    const first = await createCore({ workspacePath, configFolder, actor: 'test' });
    const { version } = await createClient(first.transport).run('data.import', { files: [file] });
    await first.close();
    const input = {
      version: version.id,
      target: 'label',
      algorithm: 'gradient_boosting',
      params: { n_estimators: 2000, early_stopping: false },
      cv: 5,
    };
    // A machine that is busy takes long to the first tree.
    const job = { operation: 'models.train', input, when: /^running .* Training/, afterMs: 200 };
    await using client = await killDuring(folder.path, job);
    await expectSound(client, folder.path);
    const { runs } = await client.call('tracking.runs', {});
    expect(runs).toMatchObject([{ status: 'interrupted', modelId: null }]);
    expect((await client.call('data.list', {})).datasets).toHaveLength(1);
  });
});
