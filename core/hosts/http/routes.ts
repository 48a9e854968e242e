import type { HttpBindings } from '@hono/node-server';
import { Hono, type Context } from 'hono';
import { AppError, isAppError, toFailure } from '../../base/app-error.ts';
import type { Transport } from '../../contract/client.ts';
import type { Reply } from '../../contract/failure.ts';
import { admit, cookieName, sameToken, type Caller } from './access.ts';
import { failureResponse, failureStatus } from './failure-status.ts';
import { openApiDocument } from './openapi.ts';
import { parseJson, readText } from './read-json.ts';
import { pageHeaders } from './security-headers.ts';
import { serveExport, serveReport, serveStatic } from './served-files.ts';
import { signInPage } from './sign-in-page.ts';
import { saveUpload } from './uploads.ts';

/** What a door serves: a CoreHost. Its core is asked on every request, for it can be exchanged. */
export interface ServedHost extends Transport {
  readonly core: {
    readonly workspace: { readonly exportsFolder: string; readonly uploadsFolder: string };
  };
}

export interface RouteOptions {
  readonly host: ServedHost;
  readonly port: number;
  readonly token: string;
  readonly staticFolder: string;
  readonly appVersion: string;
  readonly uploadLimit: number;
  /** Hears of exceptions nobody expected; the caller gets INTERNAL. */
  readonly onError: (error: unknown) => void;
}

function callerOf(context: Context): Caller {
  const { req } = context;
  return { method: req.method, path: req.path, header: (name) => req.header(name) };
}

/** A path segment as it stands in the URL, still encoded: only containedPath may decode it. */
function rawRest(context: Context, prefix: string): string {
  return new URL(context.req.url).pathname.slice(prefix.length);
}

function refusal(
  options: RouteOptions,
  caller: Caller,
  why: 'host' | 'origin' | 'token',
): Response {
  if (why === 'token') {
    if (!caller.path.startsWith('/api')) return signInPage(options.port);
    return failureResponse({
      code: 'UNAUTHORIZED',
      message: 'No valid token came with the request',
      hint: 'Send Authorization: Bearer <token>, as `assay serve --json` prints it',
    });
  }
  const message =
    why === 'host'
      ? `Host ${JSON.stringify(caller.header('host') ?? '')} is not this machine's address`
      : 'The request comes from a page of another origin';
  const hint = `Use http://127.0.0.1:${options.port}`;
  return failureResponse({ code: 'UNAUTHORIZED', message, hint }, 403);
}

/** A browser sends a cookie on its own, so a change needs what a foreign form cannot send. */
function checkIntent(context: Context): void {
  const json = /^application\/json\b/i.test(context.req.header('content-type') ?? '');
  if (json || context.req.header('x-assay') === '1') return;
  throw new AppError('INVALID_INPUT', 'The request says no JSON content type', {
    hint: 'Send content-type: application/json, or the header x-assay: 1',
  });
}

function replyResponse(reply: Reply<unknown>, headers: Record<string, string>): Response {
  const status = 'error' in reply ? failureStatus(reply.error.code) : 200;
  return new Response(JSON.stringify(reply), { status, headers });
}

function signIn(options: RouteOptions, token: string): Response {
  if (!sameToken(token, options.token)) return signInPage(options.port);
  const cookie = `${cookieName(options.port)}=${options.token}; Path=/; HttpOnly; SameSite=Strict`;
  return new Response(null, {
    status: 303,
    headers: { location: '/', 'set-cookie': cookie, 'cache-control': 'no-store' },
  });
}

/** The HTTP door: access first, then the operations, files and the window. */
export function createRoutes(options: RouteOptions): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  const defaults = Object.entries(pageHeaders(options.port));
  const replyHeaders = {
    ...pageHeaders(options.port),
    'content-type': 'application/json',
    'cache-control': 'no-store',
  };

  app.use(async (context, next) => {
    const caller = callerOf(context);
    const admission = admit(caller, options);
    const given = context.req.method === 'GET' && caller.path === '/' && context.req.query('token');
    if ('refused' in admission && !(admission.refused === 'token' && given)) {
      context.res = refusal(options, caller, admission.refused);
    } else if (given) {
      context.res = signIn(options, given);
    } else {
      if ('by' in admission && admission.by === 'cookie' && caller.method === 'POST') {
        checkIntent(context);
      }
      await next();
    }
    const { headers } = context.res;
    if (headers.has('content-security-policy')) return;
    for (const [name, value] of defaults) headers.set(name, value);
  });

  app.get('/api/openapi.json', () => Response.json(openApiDocument(options.appVersion)));
  app.get('/api/exports/*', (context) =>
    serveExport(options.host.core.workspace.exportsFolder, {
      method: context.req.method,
      name: rawRest(context, '/api/exports/'),
    }),
  );
  app.get('/api/reports/:id', (context) => serveReport(options.host, context.req.param('id')));
  app.post('/api/uploads', async (context) => {
    const upload = await saveUpload(context.req.raw.body, {
      folder: options.host.core.workspace.uploadsFolder,
      name: context.req.query('name') ?? '',
      limit: options.uploadLimit,
    });
    return Response.json(upload, { headers: { 'cache-control': 'no-store' } });
  });
  app.post('/api/:operation', async (context) => {
    const input = parseJson(await readText(context.env.incoming));
    const reply = await options.host.request(context.req.param('operation'), input);
    return replyResponse(reply, replyHeaders);
  });
  app.all('/api/*', () =>
    failureResponse({
      code: 'UNKNOWN_OPERATION',
      message: 'Nothing answers at this address with this method',
      hint: 'Operations are POST /api/<capability.verb>; see /api/openapi.json',
    }),
  );
  app.get('*', (context) => {
    const { pathname } = new URL(context.req.url);
    return serveStatic(options.staticFolder, { method: context.req.method, pathname });
  });
  app.all('*', () => new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } }));

  app.onError((error) => {
    if (isAppError(error)) return failureResponse(toFailure(error));
    options.onError(error);
    return failureResponse({
      code: 'INTERNAL',
      message: 'An unexpected error happened; the log has its details',
    });
  });
  return app;
}
