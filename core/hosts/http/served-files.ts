import { basename } from 'node:path';
import type { Transport } from '../../contract/client.ts';
import type { Failure } from '../../contract/failure.ts';
import { containedPath } from './contained-path.ts';
import { failureResponse } from './failure-status.ts';
import { fileResponse } from './file-response.ts';
import { reportHeaders } from './security-headers.ts';

const hashed = /-[\w-]{8,}\.\w+$/;

function notFound(message: string, hint: string): Response {
  return failureResponse({ code: 'NOT_FOUND', message, hint });
}

/** A file of the built window; `pathname` as it stands in the URL. GET and HEAD. */
export async function serveStatic(
  folder: string,
  request: { readonly method: string; readonly pathname: string },
): Promise<Response> {
  const name = request.pathname === '/' ? 'index.html' : request.pathname.slice(1);
  const path = await containedPath(folder, name);
  const immutable = name.startsWith('assets/') && hashed.test(name);
  const cache = immutable ? 'public, max-age=31536000, immutable' : 'no-cache';
  const options = { method: request.method, headers: { 'cache-control': cache } };
  const response = path === null ? null : await fileResponse(path, options);
  if (response) return response;
  if (name === 'index.html') {
    return notFound('The window has not been built', 'Run `npm run build`, then start again');
  }
  return notFound('No such page', 'Open / to get to the window');
}

function attachment(name: string): string {
  const plain = name.replaceAll(/[^\w. ()-]/g, '_');
  const encoded = encodeURIComponent(name).replaceAll("'", '%27');
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** Downloads a file of the exports folder, and of nowhere else. `name` as it stands in the URL. */
export async function serveExport(
  folder: string,
  request: { readonly method: string; readonly name: string },
): Promise<Response> {
  const path = await containedPath(folder, request.name);
  const response =
    path === null
      ? null
      : await fileResponse(path, {
          method: request.method,
          headers: {
            'content-disposition': attachment(basename(path)),
            'cache-control': 'no-store',
          },
        });
  return response ?? notFound('No such export', 'Export again; downloads come from exports only');
}

/** A report's HTML for a sandboxed frame. */
export async function serveReport(transport: Transport, id: string): Promise<Response> {
  const reply = await transport.request('reporting.show', { id });
  if ('error' in reply) return failureResponse(reply.error satisfies Failure);
  const { html } = reply.output as { html: string };
  return new Response(html, {
    headers: { 'content-type': 'text/html; charset=utf-8', ...reportHeaders() },
  });
}
