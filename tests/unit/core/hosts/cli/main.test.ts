import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openWorkspace } from '../../../../../core/storage/open-workspace.ts';

const main = join(import.meta.dirname, '../../../../../core/hosts/cli/main.ts');
let folder: string;
const children = new Set<ChildProcess>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-cli-'));
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function start(...words: string[]): ChildProcess {
  const env = { ...process.env, ASSAY_CONFIG_DIR: join(folder, 'config') };
  const child = spawn(process.execPath, [main, ...words], { cwd: folder, env });
  children.add(child);
  return child;
}

async function run(...words: string[]) {
  const child = start(...words);
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [out, err, code] = await Promise.all([text(child.stdout!), text(child.stderr!), ended]);
  return { out, err, code };
}

/** Starts `assay serve --json` and waits for the address it prints. */
async function serve(...words: string[]) {
  const child = start('serve', '--json', ...words);
  const line = await new Promise<string>((resolve, reject) => {
    let printed = '';
    child.stdout!.on('data', (chunk) => {
      printed += String(chunk);
      if (printed.includes('\n')) resolve(printed);
    });
    child.on('close', () => reject(new Error(`ended with ${printed}`)));
  });
  const address = JSON.parse(line) as { url: string; token: string; port: number };
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { child, ended, ...address };
}

describe('assay', () => {
  it('creates the workspace beside the caller and prints one JSON document', async () => {
    const { out, err, code } = await run('workspace', 'info', '--json');
    expect({ err, code }).toEqual({ err: '', code: 0 });
    expect(JSON.parse(out)).toMatchObject({ path: join(folder, 'assay-workspace') });
  });

  it('prints readable text without --json', async () => {
    const { out, code } = await run('audit', 'verify');
    expect(code).toBe(0);
    expect(out).toMatch(/^valid {3}yes\nevents {2}\d+\n$/);
  });

  it('ends with 1 and the error on standard output when an operation fails', async () => {
    const { out, code } = await run('jobs', 'get', 'none', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'NOT_FOUND' } });
    const plain = await run('jobs', 'get', 'none');
    expect(plain.out).toBe('');
    expect(plain.err).toMatch(/^error: /);
  });

  it('ends with 2 on wrong usage, in words and as JSON', async () => {
    const plain = await run('dta', 'list');
    expect({ out: plain.out, code: plain.code }).toEqual({ out: '', code: 2 });
    expect(plain.err).toContain('Did you mean data?');
    const json = await run('models', 'train', 'heart', '--json');
    expect(json.code).toBe(2);
    expect(JSON.parse(json.out)).toMatchObject({ error: { code: 'INVALID_INPUT' } });
    expect((await run()).code).toBe(2);
  });

  it('ends with 1 when a parameter file is missing or no mapping', async () => {
    const words = ['models', 'train', 'x', '--target', 'y', '--json', '--params'];
    const missing = await run(...words, 'none.yaml');
    expect(missing.code).toBe(1);
    expect(JSON.parse(missing.out)).toMatchObject({ error: { code: 'FILE_NOT_FOUND' } });
    await writeFile(join(folder, 'list.yaml'), '- 1\n');
    const list = await run(...words, 'list.yaml');
    expect(JSON.parse(list.out)).toMatchObject({ error: { code: 'PARSE_FAILED' } });
  });

  it('does not mind a reader that leaves early', async () => {
    const child = start('--help');
    child.stdout!.destroy();
    const err = text(child.stderr!);
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect([code, await err]).toEqual([0, '']);
  });
});

describe('a workspace that is in use', () => {
  it('is refused when its holder does not serve it', async () => {
    const path = join(folder, 'held');
    const workspace = await openWorkspace(path, { now: Date.now, actor: 'test' });
    try {
      const { out, code } = await run('data', 'list', '--json', '--workspace', 'held');
      expect(code).toBe(1);
      expect(JSON.parse(out)).toMatchObject({ error: { code: 'WORKSPACE_LOCKED' } });
    } finally {
      workspace.close();
    }
  });

  it('is reached through the host that serves it', async () => {
    const host = await serve('--workspace', 'served');
    const { out, code } = await run('workspace', 'info', '--json', '--workspace', 'served');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ path: join(folder, 'served') });
    const failed = await run('jobs', 'get', 'none', '--json', '--workspace', 'served');
    expect(failed.code).toBe(1);
    expect(JSON.parse(failed.out)).toMatchObject({ error: { code: 'NOT_FOUND' } });
    const second = await run('serve', '--json', '--workspace', 'served');
    expect(second.code).toBe(1);
    expect(JSON.parse(second.out)).toMatchObject({ error: { code: 'WORKSPACE_LOCKED' } });
    host.child.kill('SIGTERM');
    expect(await host.ended).toBe(0);
    expect(existsSync(join(folder, 'served', 'lock.json'))).toBe(false);
  });

  it('is opened here when its host was killed', async () => {
    const host = await serve('--workspace', 'killed');
    host.child.kill('SIGKILL');
    await host.ended;
    expect(existsSync(join(folder, 'killed', 'lock.json'))).toBe(true);
    const { code } = await run('audit', 'verify', '--json', '--workspace', 'killed');
    expect(code).toBe(0);
  });

  it('sends nothing to an address that its lock file made up', async () => {
    let asked = 0;
    const server = createServer((_, response) => {
      asked++;
      response.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.2', resolve));
    const { port } = server.address() as AddressInfo;
    const path = join(folder, 'downloaded');
    await mkdir(path);
    for (const url of [`http://127.0.0.2:${port}/`, 'file:///etc/passwd', 'nonsense']) {
      const holder = { pid: 1, host: 'h', since: 0, actor: 'http', url, token: 't' };
      await writeFile(join(path, 'lock.json'), JSON.stringify(holder));
      expect((await run('audit', 'verify', '--workspace', 'downloaded')).code).toBe(0);
    }
    server.close();
    expect(asked).toBe(0);
  });
});

describe('assay serve', () => {
  it('prints an address that lets a browser in, and ends cleanly when interrupted', async () => {
    const host = await serve('--workspace', 'window');
    expect(host.url).toBe(`http://127.0.0.1:${host.port}/?token=${host.token}`);
    const entry = await fetch(host.url, { redirect: 'manual' });
    expect(entry.status).toBe(303);
    expect(entry.headers.get('set-cookie')).toContain(host.token);
    const reply = await fetch(`http://127.0.0.1:${host.port}/api/workspace.info`, {
      method: 'POST',
      headers: { authorization: `Bearer ${host.token}` },
    });
    expect(await reply.json()).toMatchObject({ output: { name: 'window' } });
    host.child.kill('SIGINT');
    expect(await host.ended).toBe(0);
  });

  it('refuses a port that is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const port = String((server.address() as AddressInfo).port);
    const { out, code } = await run('serve', '--json', '--port', port, '--workspace', 'taken');
    server.close();
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'CONFLICT' } });
  });
});
