import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { operations } from '../../../../../core/contract/contract.ts';
import { openTestHost, rawRequest, type TestHost } from '../../../../support/open-test-host.ts';

let test: TestHost;
let bearer: Record<string, string>;
let cookie: Record<string, string>;

beforeAll(async () => {
  test = await openTestHost({ uploadLimit: 1000 });
  bearer = { authorization: `Bearer ${test.door.token}` };
  cookie = { cookie: `assay_${test.door.port}=${test.door.token}` };
});
afterAll(() => test[Symbol.asyncDispose]());

const json = { 'content-type': 'application/json' };
const post = (path: string, headers: Record<string, string>, body: string | Uint8Array = '{}') =>
  rawRequest(test.door, { method: 'POST', path, headers, body });
const errorCode = (body: string): string =>
  (JSON.parse(body) as { error: { code: string } }).error.code;

describe('the way in', () => {
  it('exchanges the token in the address for a cookie and redirects to /', async () => {
    const reply = await rawRequest(test.door, { path: `/?token=${test.door.token}` });
    expect(reply.status).toBe(303);
    expect(reply.headers['location']).toBe('/');
    const given = String(reply.headers['set-cookie']);
    expect(given).toMatch(/HttpOnly/);
    expect(given).toMatch(/SameSite=Strict/);
    const page = await rawRequest(test.door, {
      path: '/',
      headers: { cookie: given.split(';')[0]! },
    });
    expect(page.status).toBe(200);
    expect(page.body).toContain('<title>Assay</title>');
  });

  it('shows a page that tells the way to a browser without the token', async () => {
    for (const path of ['/', '/?token=wrong', '/plain.js']) {
      const reply = await rawRequest(test.door, { path });
      expect(reply.status).toBe(401);
      expect(reply.headers['content-type']).toMatch(/html/);
      expect(reply.body).toContain('assay serve');
      expect(reply.headers['set-cookie']).toBeUndefined();
    }
  });

  it.each(['/api/jobs.list', '/api/openapi.json', '/api/exports/x.csv', '/api/uploads?name=x'])(
    'answers %s without a token with UNAUTHORIZED as JSON',
    async (path) => {
      const method = path.includes('.list') || path.includes('uploads') ? 'POST' : 'GET';
      const reply = await rawRequest(test.door, { path, method, headers: json });
      expect(reply.status).toBe(401);
      expect(errorCode(reply.body)).toBe('UNAUTHORIZED');
    },
  );

  it('refuses a wrong bearer even beside the right cookie', async () => {
    const reply = await post('/api/jobs.list', {
      ...json,
      ...cookie,
      authorization: `Bearer ${test.door.token.slice(0, -1)}x`,
    });
    expect(reply.status).toBe(401);
  });

  it('listens on 127.0.0.1 only', async () => {
    const reached = await new Promise<boolean>((resolve) => {
      const socket = connect({ host: '127.0.0.2', port: test.door.port });
      socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
    });
    expect(reached).toBe(false);
  });
});

describe('pages of elsewhere', () => {
  it.each(['evil.example', 'evil.example:80', '127.0.0.1', '127.0.0.1:1', '[::1]:80'])(
    'refuses the rebound Host %j',
    async (host) => {
      const reply = await post('/api/jobs.list', { ...bearer, ...json, host });
      expect([400, 403]).toContain(reply.status);
      expect(reply.body).not.toContain('jobs":');
    },
  );

  it.each(['', 'Host:\r\n', 'Host: evil.example\r\nHost: 127.0.0.1\r\n'])(
    'refuses the raw header %j',
    async (host) => {
      const reply = await new Promise<string>((resolve) => {
        let text = '';
        const socket = connect({ host: '127.0.0.1', port: test.door.port }, () => {
          socket.write(
            `GET /plain.js HTTP/1.1\r\n${host}Authorization: Bearer ${test.door.token}\r\nConnection: close\r\n\r\n`,
          );
        });
        socket.on('data', (chunk) => (text += String(chunk))).on('close', () => resolve(text));
      });
      expect(reply).toMatch(/^HTTP\/1\.1 (400|403) /);
    },
  );

  it.each(['http://evil.example', 'null', 'http://127.0.0.1:1', 'https://127.0.0.1'])(
    'refuses the Origin %s, and sends no CORS headers',
    async (origin) => {
      for (const headers of [bearer, cookie]) {
        const reply = await post('/api/jobs.list', { ...headers, ...json, origin });
        expect(reply.status).toBe(403);
        expect(Object.keys(reply.headers).filter((name) => name.includes('allow'))).toEqual([]);
      }
    },
  );

  it('takes its own origin, under both names', async () => {
    for (const name of ['127.0.0.1', 'localhost']) {
      const host = `${name}:${test.door.port}`;
      const headers = { ...cookie, ...json, host, origin: `http://${host}` };
      expect((await post('/api/jobs.list', headers)).status).toBe(200);
    }
  });

  it('answers no preflight', async () => {
    const reply = await rawRequest(test.door, {
      method: 'OPTIONS',
      path: '/api/jobs.list',
      headers: { origin: 'http://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(reply.status).toBe(403);
    expect(reply.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('refuses reads that a page on another port makes, and lets a typed address in', async () => {
    const site = (value: string, mode: string) => ({
      ...cookie,
      'sec-fetch-site': value,
      'sec-fetch-mode': mode,
    });
    const path = '/plain.js';
    const get = (headers: Record<string, string>, at = path) =>
      rawRequest(test.door, { path: at, headers });
    expect((await get(site('same-site', 'no-cors'))).status).toBe(403);
    expect((await get(site('cross-site', 'no-cors'))).status).toBe(403);
    expect((await get(site('none', 'navigate'))).status).toBe(200);
    expect((await get(site('same-origin', 'no-cors'))).status).toBe(200);
    expect((await get(site('cross-site', 'navigate'), '/')).status).toBe(200);
  });

  it('takes no plain form post on a cookie, for a foreign form could send it', async () => {
    const form = { 'content-type': 'text/plain' };
    expect((await post('/api/jobs.list', { ...cookie, ...form })).status).toBe(400);
    expect((await post('/api/uploads?name=a.csv', { ...cookie, ...form }, 'a')).status).toBe(400);
    expect((await post('/api/jobs.list', { ...cookie, ...form, 'x-assay': '1' })).status).toBe(200);
    expect((await post('/api/jobs.list', { ...cookie, ...json })).status).toBe(200);
    expect((await post('/api/jobs.list', { ...bearer, ...form })).status).toBe(200);
  });
});

describe('operations', () => {
  it('answers with the output, and failures with their status', async () => {
    const done = await post('/api/workspace.info', { ...bearer, ...json });
    expect(done.status).toBe(200);
    expect(JSON.parse(done.body)).toMatchObject({ output: { name: 'workspace' } });
    const unknown = await post('/api/no.such', { ...bearer, ...json });
    expect([unknown.status, errorCode(unknown.body)]).toEqual([404, 'UNKNOWN_OPERATION']);
    const invalid = await post('/api/jobs.list', { ...bearer, ...json }, '{"limit":0}');
    expect([invalid.status, errorCode(invalid.body)]).toEqual([400, 'INVALID_INPUT']);
  });

  it('does not take a property of every object for an operation', async () => {
    for (const name of ['constructor', '__proto__', 'jobs.constructor', '%00']) {
      const reply = await post(`/api/${name}`, { ...bearer, ...json });
      expect([reply.status, errorCode(reply.body)]).toEqual([404, 'UNKNOWN_OPERATION']);
    }
  });

  it.each([
    ['no JSON', '{"limit":', 'INVALID_INPUT'],
    ['a depth bomb', '['.repeat(200_000), 'INVALID_INPUT'],
    ['a closed depth bomb', `${'{"a":'.repeat(100)}1${'}'.repeat(100)}`, 'INVALID_INPUT'],
    ['bytes that are no UTF-8', new Uint8Array([0x22, 0xff, 0x22]), 'INVALID_INPUT'],
    ['an array', '[]', 'INVALID_INPUT'],
    ['text', '"x"', 'INVALID_INPUT'],
  ])('refuses %s', async (_, body, code) => {
    const reply = await post('/api/jobs.list', { ...bearer, ...json }, body);
    expect([reply.status, errorCode(reply.body)]).toEqual([400, code]);
  });

  it('counts no brackets inside strings', async () => {
    const body = JSON.stringify({ limit: 1, note: '[{'.repeat(500) });
    expect((await post('/api/jobs.list', { ...bearer, ...json }, body)).status).toBe(200);
  });

  it('stops reading a body past 16 MB', async () => {
    const body = `{"a":"${'x'.repeat(17 * 1024 * 1024)}"}`;
    const reply = await post('/api/jobs.list', { ...bearer, ...json }, body).catch(String);
    // The host may close the connection while the rest is still on its way.
    const answer = typeof reply === 'string' ? reply : `${reply.status} ${errorCode(reply.body)}`;
    expect(answer).toMatch(/^413 FILE_TOO_LARGE$|ECONNRESET|EPIPE/);
    expect((await post('/api/jobs.list', { ...bearer, ...json })).status).toBe(200);
  });

  it('tells of every operation in the OpenAPI document', async () => {
    const reply = await rawRequest(test.door, { path: '/api/openapi.json', headers: bearer });
    const document = JSON.parse(reply.body) as {
      paths: Record<string, { post: { summary: string; requestBody: unknown } }>;
    };
    for (const operation of operations) {
      expect(document.paths[`/api/${operation.name}`]?.post.summary).toBe(operation.summary);
    }
    expect(document.paths['/api/models.train']).toMatchObject({
      post: {
        requestBody: {
          content: { 'application/json': { schema: { required: ['version', 'target'] } } },
        },
      },
    });
  });
});

describe('files', () => {
  const traversals = [
    '../secret.txt',
    '..%2fsecret.txt',
    '%2e%2e%2fsecret.txt',
    '%2e%2e/secret.txt',
    '..%5csecret.txt',
    '....//secret.txt',
    '%2fetc%2fpasswd',
    '/etc/passwd',
    'x/../../secret.txt',
    'ok.csv%00.html',
    '%E0%A4%A',
    '..',
    '.',
    '',
    'link.txt',
  ];

  beforeAll(async () => {
    const { exportsFolder } = test.host.core.workspace;
    await mkdir(join(exportsFolder, 'folder'), { recursive: true });
    await writeFile(join(exportsFolder, 'ok.csv'), 'a\r\n1\r\n');
    await writeFile(join(exportsFolder, 'naïve "x".csv'), 'a\r\n');
    await symlink(join(test.folder, 'secret.txt'), join(exportsFolder, 'link.txt'));
    await symlink(join(test.folder, 'secret.txt'), join(test.folder, 'renderer', 'link.txt'));
  });

  it.each(traversals)('serves nothing outside exports for %j', async (name) => {
    const reply = await rawRequest(test.door, { path: `/api/exports/${name}`, headers: bearer });
    expect(reply.status).toBe(404);
    expect(reply.body).not.toContain('secret');
  });

  it.each([...traversals.filter((name) => !['', '.', '..'].includes(name)), 'assets'])(
    'serves nothing outside the window for %j',
    async (name) => {
      const reply = await rawRequest(test.door, { path: `/${name}`, headers: bearer });
      expect(reply.status).toBe(404);
      expect(reply.body).not.toMatch(/^secret|root:/);
    },
  );

  it('downloads an export as an attachment', async () => {
    const reply = await rawRequest(test.door, { path: '/api/exports/ok.csv', headers: cookie });
    expect(reply).toMatchObject({ status: 200, body: 'a\r\n1\r\n' });
    expect(reply.headers['content-disposition']).toBe(
      `attachment; filename="ok.csv"; filename*=UTF-8''ok.csv`,
    );
    const folder = await rawRequest(test.door, { path: '/api/exports/folder', headers: cookie });
    expect(folder.status).toBe(404);
  });

  it('lets no file name break out of the header', async () => {
    const path = `/api/exports/${encodeURIComponent('naïve "x".csv')}`;
    const reply = await rawRequest(test.door, { path, headers: bearer });
    expect(reply.headers['content-disposition']).toBe(
      `attachment; filename="na_ve _x_.csv"; filename*=UTF-8''na%C3%AFve%20%22x%22.csv`,
    );
  });

  it('serves the window with its policy, and caches what carries a hash', async () => {
    const page = await rawRequest(test.door, { path: '/', headers: cookie });
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain(`ws://127.0.0.1:${test.door.port}`);
    expect(policy).not.toMatch(/unsafe-eval'(?<!wasm-unsafe-eval')/);
    expect(page.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-cache',
    });
    const asset = await rawRequest(test.door, { path: '/assets/app-a1b2c3d4.js', headers: cookie });
    expect(asset.headers['cache-control']).toMatch(/immutable/);
    expect(asset.headers['content-type']).toMatch(/text\/javascript/);
    const head = await rawRequest(test.door, {
      method: 'HEAD',
      path: '/plain.js',
      headers: cookie,
    });
    expect(head).toMatchObject({ status: 200, body: '' });
    expect(head.headers['content-length']).toBe('10');
  });

  it('sends its policy with refusals and failures as well', async () => {
    for (const reply of [
      await rawRequest(test.door, { path: '/' }),
      await rawRequest(test.door, { path: '/api/exports/none', headers: bearer }),
      await post('/api/jobs.list', { ...bearer, ...json }, '{'),
      await post('/api/jobs.list', { ...bearer, ...json, origin: 'null' }),
    ]) {
      expect(reply.status).toBeGreaterThanOrEqual(400);
      expect(reply.headers['content-security-policy']).toContain("default-src 'none'");
      expect(reply.headers['x-content-type-options']).toBe('nosniff');
    }
  });

  it.each(['PUT', 'DELETE', 'PATCH', 'POST'])('takes no %s on the window', async (method) => {
    const headers = { ...bearer, ...json };
    expect((await rawRequest(test.door, { method, path: '/plain.js', headers })).status).toBe(405);
  });

  it('answers a report that does not exist with its failure', async () => {
    const reply = await rawRequest(test.door, { path: '/api/reports/nope', headers: cookie });
    expect([reply.status, errorCode(reply.body)]).toEqual([404, 'NOT_FOUND']);
  });
});

describe('uploads', () => {
  const upload = (name: string, body: string) =>
    post(`/api/uploads?name=${encodeURIComponent(name)}`, { ...cookie, 'x-assay': '1' }, body);
  const uploaded = async (): Promise<number> =>
    (await readdir(test.host.core.workspace.uploadsFolder)).length;

  it('keeps the bytes under the base name in a folder of their own', async () => {
    const reply = await upload('heart.csv', 'a,b\n1,2\n');
    const saved = JSON.parse(reply.body) as { path: string; bytes: number };
    expect(saved.bytes).toBe(8);
    expect(saved.path.endsWith('heart.csv')).toBe(true);
    expect(await readFile(saved.path, 'utf8')).toBe('a,b\n1,2\n');
    const again = await upload('heart.csv', '');
    expect((JSON.parse(again.body) as { path: string }).path).not.toBe(saved.path);
  });

  it.each([
    ['../../evil.csv', 'evil.csv'],
    ['C:\\Users\\x\\evil.csv', 'evil.csv'],
    ['/etc/passwd', 'passwd'],
    ['..', 'upload'],
    ['', 'upload'],
    ['a\u0000b\n.csv', 'a_b_.csv'],
    ['con.csv', '_con.csv'],
    [`${'x'.repeat(300)}.csv`, `${'x'.repeat(146)}.csv`],
  ])('stores %j safely', async (name, expected) => {
    const reply = await upload(name, 'a\n');
    const saved = JSON.parse(reply.body) as { path: string };
    const { uploadsFolder } = test.host.core.workspace;
    expect(saved.path).toBe(join(dirname(saved.path), expected));
    expect(dirname(dirname(saved.path))).toBe(uploadsFolder);
  });

  it('leaves nothing of an upload that is too large', async () => {
    const before = await uploaded();
    const reply = await upload('large.csv', 'x'.repeat(5000));
    expect([reply.status, errorCode(reply.body)]).toEqual([413, 'FILE_TOO_LARGE']);
    expect(await uploaded()).toBe(before);
  });

  it('leaves nothing of an upload that broke off', async () => {
    const before = await uploaded();
    await new Promise<void>((resolve) => {
      const socket = connect({ host: '127.0.0.1', port: test.door.port }, () => {
        socket.write(
          `POST /api/uploads?name=part.csv HTTP/1.1\r\nHost: 127.0.0.1:${test.door.port}\r\n` +
            `Authorization: Bearer ${test.door.token}\r\nContent-Length: 900\r\n\r\nabc`,
        );
        setTimeout(() => socket.destroy(), 100);
      });
      socket.on('close', () => resolve()).on('error', () => {});
    });
    await expect.poll(uploaded, { timeout: 5000 }).toBe(before);
  });
});

describe('events', () => {
  function open(headers: Record<string, string>, path = '/events'): Promise<number | WebSocket> {
    return new Promise((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${test.door.port}${path}`, { headers });
      socket.on('open', () => resolve(socket));
      socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
      socket.on('error', () => {});
    });
  }

  it('refuses a WebSocket of another origin, host or without the token', async () => {
    expect(await open({ ...cookie, origin: 'http://evil.example' })).toBe(403);
    expect(await open({ ...bearer, origin: 'null' })).toBe(403);
    expect(await open({ ...bearer, host: 'evil.example' })).toBe(403);
    expect(await open({})).toBe(401);
    expect(await open({ authorization: 'Bearer x' })).toBe(401);
    expect(await open(bearer, '/else')).toBe(404);
  });

  it('pushes what the core publishes', async () => {
    const socket = await open(cookie);
    if (typeof socket === 'number') throw new Error(`refused with ${socket}`);
    const heard = new Promise<unknown>((resolve) => {
      socket.on('message', (data) => resolve(JSON.parse(String(data))));
    });
    test.host.publish({ type: 'command', command: 'view.home', files: [] });
    expect(await heard).toEqual({ type: 'command', command: 'view.home', files: [] });
    socket.terminate();
  });
});
