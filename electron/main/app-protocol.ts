import { failureResponse } from '../../core/hosts/http/failure-status.ts';
import { pageHeaders } from '../../core/hosts/http/security-headers.ts';
import { serveExport, serveReport, serveStatic } from '../../core/hosts/http/served-files.ts';
import type { ServedHost } from '../../core/hosts/http/routes.ts';
import { isAppUrl } from './app-url.ts';

export interface AppProtocolOptions {
  readonly host: ServedHost;
  /** The built window. */
  readonly staticFolder: string;
}

const exportsPath = '/api/exports/';
const reportsPath = '/api/reports/';

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

async function answer(request: Request, options: AppProtocolOptions): Promise<Response> {
  const { method } = request;
  const { pathname } = new URL(request.url);
  if (!isAppUrl(request.url) || (method !== 'GET' && method !== 'HEAD')) {
    return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } });
  }
  if (pathname.startsWith(exportsPath)) {
    const name = pathname.slice(exportsPath.length);
    return serveExport(options.host.core.workspace.exportsFolder, { method, name });
  }
  if (pathname.startsWith(reportsPath)) {
    return serveReport(options.host, decode(pathname.slice(reportsPath.length)));
  }
  return serveStatic(options.staticFolder, { method, pathname });
}

/** Serves app:// : the window, downloads and reports, under the headers of the loopback host. */
export async function handleAppRequest(
  request: Request,
  options: AppProtocolOptions,
): Promise<Response> {
  let response: Response;
  try {
    response = await answer(request, options);
  } catch {
    response = failureResponse({ code: 'INTERNAL', message: 'The file could not be served' });
  }
  for (const [name, value] of Object.entries(pageHeaders(null))) {
    if (!response.headers.has(name)) response.headers.set(name, value);
  }
  return response;
}
