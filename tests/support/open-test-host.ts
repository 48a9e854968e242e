import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CoreHost, createCoreHost } from '../../core/hosts/core-host.ts';
import { type HttpHost, startHttpHost } from '../../core/hosts/http/http-host.ts';

export interface TestHost {
  readonly folder: string;
  readonly host: CoreHost;
  readonly door: HttpHost;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A real core on a temporary workspace behind a real loopback door with a small window. */
export async function openTestHost(options: { uploadLimit?: number } = {}): Promise<TestHost> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-http-'));
  const staticFolder = join(folder, 'renderer');
  await mkdir(join(staticFolder, 'assets'), { recursive: true });
  await writeFile(join(staticFolder, 'index.html'), '<!doctype html><title>Assay</title>');
  await writeFile(join(staticFolder, 'assets', 'app-a1b2c3d4.js'), 'export {};');
  await writeFile(join(staticFolder, 'plain.js'), 'export {};');
  await writeFile(join(folder, 'secret.txt'), 'secret');
  const host = await createCoreHost({
    workspacePath: join(folder, 'workspace'),
    actor: 'http',
    configFolder: join(folder, 'config'),
  });
  const door = await startHttpHost({ host, staticFolder, appVersion: '0.0.0-test', ...options });
  return {
    folder,
    host,
    door,
    async [Symbol.asyncDispose]() {
      await door.close();
      await host.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export interface RawResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A request as it is written, without the URL being tidied first; also with a forged Host. */
export function rawRequest(
  door: HttpHost,
  options: {
    readonly path: string;
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string | Uint8Array;
  },
): Promise<RawResponse> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        host: '127.0.0.1',
        agent: false,
        port: door.port,
        path: options.path,
        method: options.method ?? 'GET',
        headers: { ...options.headers },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    request.on('error', reject);
    request.end(options.body);
  });
}
