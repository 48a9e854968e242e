import { execFile, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The folder of PostgreSQL's server programs on this machine, the newest, or null. */
export function findPostgres(): string | null {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return null;
  const versions = readdirSync(root).sort((a, b) => Number(b) - Number(a));
  const bins = versions.map((version) => join(root, version, 'bin'));
  return bins.find((bin) => existsSync(join(bin, 'initdb'))) ?? null;
}

export interface TemporaryPostgres extends AsyncDisposable {
  readonly url: string;
  readonly password: string;
}

/** A server on a free loopback port with a cluster of its own, as a user without rights. */
export async function startPostgres(bin: string): Promise<TemporaryPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-postgres-'));
  const password = 'p4ss w0rd@/:';
  const passwordFile = join(folder, 'password');

  await writeFile(passwordFile, password);
  const who = await unprivileged(folder, passwordFile);
  const data = join(folder, 'data');
  const common = { ...who, env: { ...process.env, LC_ALL: 'C.UTF-8' } };
  await run(
    join(bin, 'initdb'),
    [
      '-D',
      data,
      '-U',
      'assay',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--no-sync',
      '-E',
      'UTF8',
    ],
    common,
  );
  const port = await freePort();
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', '', '-F'],
    { ...common, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    let log = '';
    server.stderr.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      if (log.includes('ready to accept connections')) resolve();
    });
    server.once('exit', () => reject(new Error(log)));
  });
  return {
    url: `postgres://assay:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`,
    password,
    async [Symbol.asyncDispose]() {
      server.kill('SIGINT');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The server refuses to run as root: then as `nobody`, to whom the folder is given. */
async function unprivileged(...paths: readonly string[]): Promise<{ uid?: number; gid?: number }> {
  if (userInfo().uid !== 0) return {};
  const nobody = 65_534;
  for (const path of paths) {
    await chown(path, nobody, nobody);
    await chmod(path, 0o700);
  }
  return { uid: nobody, gid: nobody };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
