import { randomBytes } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { AppError } from '../../base/app-error.ts';
import { admit, type Caller } from './access.ts';
import { serveEvents } from './event-socket.ts';
import { createRoutes, type ServedHost } from './routes.ts';

export interface HttpHostOptions {
  readonly host: ServedHost;
  /** The built window. */
  readonly staticFolder: string;
  readonly appVersion: string;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** Default: 32 random bytes. */
  readonly token?: string;
  /** Most bytes of one upload; default 16 GiB. */
  readonly uploadLimit?: number;
  readonly onError?: (error: unknown) => void;
}

export interface HttpAddress {
  /** `http://127.0.0.1:PORT`, without the token. */
  readonly url: string;
  readonly token: string;
  readonly port: number;
}

export interface HttpHost extends HttpAddress {
  close(): Promise<void>;
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE' || error.code === 'EACCES';
      if (!taken) return reject(error);
      reject(
        new AppError('CONFLICT', `Port ${port} cannot be used (${error.code})`, {
          hint: 'Choose another --port, or leave it out to take a free one',
        }),
      );
    });
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function callerOf(request: IncomingMessage): Caller {
  return {
    method: request.method ?? 'GET',
    path: (request.url ?? '').split('?')[0] ?? '',
    header: (name) => {
      const value = request.headers[name];
      return Array.isArray(value) ? value.join(', ') : value;
    },
  };
}

/** Opens the loopback door on 127.0.0.1. CONFLICT when the port is taken. */
export async function startHttpHost(options: HttpHostOptions): Promise<HttpHost> {
  const { host } = options;
  const token = options.token ?? randomBytes(32).toString('base64url');
  let handle: (request: Request, env: HttpBindings) => Response | Promise<Response> = () =>
    new Response(null, { status: 503, headers: { 'retry-after': '1' } });
  const server = createAdaptorServer({
    fetch: (request, env) => handle(request, env as HttpBindings),
    overrideGlobalObjects: false,
    // Large uploads may take long; only the headers are hurried.
    serverOptions: { requestTimeout: 0, headersTimeout: 20_000 },
  }) as Server;
  const port = await listen(server, options.port ?? 0);
  const routes = createRoutes({
    host,
    port,
    token,
    staticFolder: options.staticFolder,
    appVersion: options.appVersion,
    uploadLimit: options.uploadLimit ?? 16 * 1024 ** 3,
    onError: options.onError ?? (() => {}),
  });
  handle = (request, env) => routes.fetch(request, env);
  const endEvents = serveEvents(server, {
    transport: host,
    admit: (request) => {
      const admission = admit(callerOf(request), { port, token });
      if ('by' in admission) return null;
      return admission.refused === 'token' ? 401 : 403;
    },
  });
  return {
    url: `http://127.0.0.1:${port}`,
    token,
    port,
    async close() {
      endEvents();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
