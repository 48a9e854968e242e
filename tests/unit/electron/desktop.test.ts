import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../core/base/app-error.ts';
import type { CoreEvent } from '../../../core/contract/events.ts';
import type { Reply } from '../../../core/contract/failure.ts';
import { type CoreHost, createCoreHost } from '../../../core/hosts/core-host.ts';
import { channel } from '../../../electron/ipc/channel.ts';
import { type DesktopOptions, startDesktop } from '../../../electron/main/app.ts';
import type { MenuItem } from '../../../electron/main/electron-api.ts';
import {
  createFakeElectron,
  type FakeElectron,
  type FakeWindow,
  frameEvent,
  preventable,
} from './fake-electron.ts';

let folder: string;
let electron: FakeElectron;
let host: CoreHost | null;
let clock: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-desktop-'));
  electron = createFakeElectron(folder);
  host = null;
  clock = 0;
  await mkdir(join(folder, 'renderer'));
  await writeFile(join(folder, 'renderer', 'index.html'), '<!doctype html><title>Assay</title>');
  await writeFile(join(folder, 'heart.csv'), 'a\n1\n');
});
afterEach(async () => {
  await host?.close();
  await rm(folder, { recursive: true, force: true });
});

async function start(options: Partial<DesktopOptions> = {}): Promise<FakeWindow> {
  await startDesktop(electron, {
    argv: ['assay'],
    cwd: folder,
    platform: 'linux',
    version: '1.2.3',
    staticFolder: join(folder, 'renderer'),
    preload: '/preload.cjs',
    now: () => clock,
    openHost: async (workspacePath) => {
      host = await createCoreHost({
        workspacePath,
        actor: 'window',
        configFolder: join(folder, 'config'),
      });
      return host;
    },
    ...options,
  });
  return electron.windows[0]!;
}

const invoke = (window: FakeWindow, message: unknown, url?: string, parent?: unknown) =>
  electron.ipcHandlers.get(channel)!(frameEvent(window, url, parent), message);
const commandsOf = (window: FakeWindow) =>
  (window.webContents.sent as CoreEvent[]).filter((event) => event.type === 'command');

function findItem(label: string, items: readonly MenuItem[] = electron.menu): MenuItem {
  const all = (list: readonly MenuItem[]): MenuItem[] =>
    list.flatMap((item) => [item, ...all(item.submenu ?? [])]);
  const found = all(items).find((item) => item.label === label);
  if (!found) throw new Error(`No menu entry ${label}`);
  return found;
}

describe('starting', () => {
  it('hands over to the first instance and quits', async () => {
    electron.app.hasLock = false;
    expect(await start()).toBeUndefined();
    expect(electron.app.quits).toBe(1);
    expect(host).toBeNull();
  });

  it('opens one isolated, sandboxed window without Node on its own page', async () => {
    const window = await start();
    expect(electron.schemes).toEqual(['app']);
    expect(window.url).toBe('app://assay/');
    expect(window.title).toBe('Assay - Assay');
    expect(window.options.webPreferences).toEqual({
      preload: '/preload.cjs',
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      devTools: true,
    });
    expect(window.options.show).toBe(false);
    window.emit('ready-to-show');
    expect(window.calls).toEqual(['show']);
    expect(electron.app.about).toMatchObject({ applicationVersion: '1.2.3' });
  });

  it('has no developer tools once packaged', async () => {
    electron.app.isPackaged = true;
    const window = await start();
    expect(window.options.webPreferences.devTools).toBe(false);
    expect(JSON.stringify(electron.menu)).not.toContain('toggleDevTools');
  });

  it('opens the workspace and the bounds of the last time', async () => {
    const workspace = join(folder, 'study');
    await mkdir(join(folder, 'userData'));
    const bounds = { x: 5, y: 6, width: 1200, height: 800 };
    await writeFile(
      join(folder, 'userData', 'desktop.json'),
      JSON.stringify({ workspace, window: { ...bounds, maximized: true } }),
    );
    const window = await start();
    expect(host!.core.workspace.path).toBe(workspace);
    expect(window.options).toMatchObject(bounds);
    window.emit('ready-to-show');
    expect(window.maximized).toBe(true);
  });

  it('starts anew on a damaged state file', async () => {
    await mkdir(join(folder, 'userData'));
    await writeFile(join(folder, 'userData', 'desktop.json'), '{"window":{"x":"left"}}');
    await start();
    expect(host!.core.workspace.path).toBe(join(folder, 'documents', 'Assay'));
  });

  it('lets the person try again, choose another folder, or quit when it cannot be opened', async () => {
    const tried: string[] = [];
    electron.answers.push(0, 1, 1, 2);
    electron.folders.push(null, '/elsewhere');
    await start({
      openHost: (path) => {
        tried.push(path);
        throw new AppError('WORKSPACE_LOCKED', 'It is in use', { hint: 'Close the other' });
      },
    });
    const first = join(folder, 'documents', 'Assay');
    expect(tried).toEqual([first, first, first, '/elsewhere']);
    expect(electron.messages[0]).toMatchObject({
      message: 'It is in use',
      detail: 'Close the other',
    });
    expect(electron.app.quits).toBe(1);
    expect(electron.windows).toEqual([]);
  });

  it('shows what nobody expected too', async () => {
    await start({ openHost: () => Promise.reject(new Error('odd')) });
    expect(electron.messages[0]).toMatchObject({ message: 'odd', detail: '' });
  });
});

describe('the page cannot leave', () => {
  it.each([
    ['https://evil.example/', true],
    ['file:///etc/passwd', true],
    ['app://other/', true],
    ['app://assay/api/reports/x', true],
    ['javascript:alert(1)', true],
    ['not a url', true],
    ['app://assay/', false],
    ['https://evil.example/', false],
  ])('refuses to navigate to %s (main frame: %s)', async (url, isMainFrame) => {
    const window = await start();
    const event = preventable({ url, isMainFrame });
    window.webContents.emit('will-frame-navigate', event);
    expect(event.prevented).toBe(true);
  });

  it.each([
    ['app://assay/', true],
    ['app://assay/index.html#/data', true],
    ['app://assay/api/exports/a.csv', true],
    ['app://assay/api/reports/r1', false],
  ])('lets %s pass (main frame: %s)', async (url, isMainFrame) => {
    const window = await start();
    const event = preventable({ url, isMainFrame });
    window.webContents.emit('will-frame-navigate', event);
    expect(event.prevented).toBe(false);
  });

  it('opens no second window and attaches no webview', async () => {
    const window = await start();
    expect(window.webContents.openHandler?.()).toEqual({ action: 'deny' });
    const event = preventable();
    window.webContents.emit('will-attach-webview', event);
    expect(event.prevented).toBe(true);
  });

  it('keeps its title', async () => {
    const window = await start();
    const event = preventable();
    window.emit('page-title-updated', event);
    expect(event.prevented).toBe(true);
  });

  it('grants nothing but writing to the clipboard', async () => {
    await start();
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'clipboard-read',
      'openExternal',
    ]) {
      let granted: boolean | null = null;
      electron.permissionRequest!(null, permission, (is) => (granted = is));
      expect([permission, granted]).toEqual([permission, false]);
      expect(electron.permissionCheck!(null, permission)).toBe(false);
    }
    expect(electron.permissionCheck!(null, 'clipboard-sanitized-write')).toBe(true);
    expect(electron.deviceCheck!()).toBe(false);
  });

  it('sends no request off the machine', async () => {
    await start();
    const cancelled = (url: string): boolean => {
      let cancel = false;
      electron.beforeRequest!({ url }, (response) => (cancel = response.cancel));
      return cancel;
    };
    for (const url of [
      'https://a.example/',
      'http://127.0.0.1/',
      'ws://a.example',
      'ftp://a',
      'file:///etc/passwd',
    ]) {
      expect([url, cancelled(url)]).toEqual([url, true]);
    }
    for (const url of ['app://assay/', 'data:image/png;base64,', 'blob:app://assay/1']) {
      expect([url, cancelled(url)]).toEqual([url, false]);
    }
  });
});

describe('the channel', () => {
  it('answers requests of its own page', async () => {
    const window = await start();
    const request = { type: 'request', name: 'workspace.info', input: {} };
    expect(await invoke(window, request)).toMatchObject({ output: { name: 'Assay' } });
  });

  it.each([
    ['a foreign page', 'https://evil.example/', null],
    ['another host of the scheme', 'app://other/', null],
    ['a file', 'file:///tmp/x.html', null],
    ['a report in a frame', 'app://assay/api/reports/r1', {}],
  ])('refuses %s', async (_, url, parent) => {
    const window = await start();
    const request = { type: 'request', name: 'workspace.info', input: {} };
    for (const message of [request, { type: 'listen' }]) {
      expect(await invoke(window, message, url, parent)).toMatchObject({
        error: { code: 'UNAUTHORIZED' },
      });
    }
    host!.publish({ type: 'command', command: 'view.home', files: [] });
    expect(window.webContents.sent).toEqual([]);
  });

  it('refuses other windows and frames that are gone', async () => {
    const window = await start();
    const handler = electron.ipcHandlers.get(channel)!;
    const event = frameEvent(window);
    const request = { type: 'request', name: 'workspace.info', input: {} };
    const refused = { error: { code: 'UNAUTHORIZED' } };
    expect(await handler({ ...event, senderFrame: null }, request)).toMatchObject(refused);
    const other = { ...event, sender: { ...event.sender, id: 999 } };
    expect(await handler(other, request)).toMatchObject(refused);
  });

  it.each([null, 'x', {}, { type: 'request' }, { type: 'request', name: 7 }, { type: 'eval' }])(
    'refuses the message %j',
    async (message) => {
      const window = await start();
      expect(await invoke(window, message)).toMatchObject({ error: { code: 'INVALID_INPUT' } });
    },
  );

  it('pushes events to who listens, until it is gone', async () => {
    const window = await start();
    host!.publish({ type: 'command', command: 'early', files: [] });
    const event = frameEvent(window);
    let destroyed = false;
    const sender = { ...event.sender, isDestroyed: () => destroyed };
    await electron.ipcHandlers.get(channel)!({ ...event, sender }, { type: 'listen' });
    host!.publish({ type: 'command', command: 'heard', files: [] });
    destroyed = true;
    host!.publish({ type: 'command', command: 'late', files: [] });
    expect(commandsOf(window)).toEqual([{ type: 'command', command: 'heard', files: [] }]);
  });
});

describe('files from the desktop', () => {
  const imported = (files: string[]) => ({ type: 'command', command: 'data.import', files });

  it('imports those of the command line once the page listens', async () => {
    const window = await start({ argv: ['assay', '--flag', 'heart.csv', 'missing.csv', '.'] });
    expect(window.webContents.sent).toEqual([]);
    await invoke(window, { type: 'listen' });
    expect(commandsOf(window)).toEqual([imported([join(folder, 'heart.csv')])]);
    await invoke(window, { type: 'listen' });
    expect(commandsOf(window)).toHaveLength(1);
  });

  it('takes those of a second instance and comes to the front', async () => {
    const window = await start();
    await invoke(window, { type: 'listen' });
    window.minimized = true;
    electron.app.emit('second-instance', preventable(), ['assay', 'heart.csv'], folder);
    expect(commandsOf(window)).toEqual([imported([join(folder, 'heart.csv')])]);
    expect(window.calls).toEqual(['restore', 'show', 'focus']);
    electron.app.emit('second-instance', preventable(), ['assay'], folder);
    expect(commandsOf(window)).toHaveLength(1);
  });

  it('takes what the system asks to open, also before the window is there', async () => {
    const event = preventable();
    const starting = start();
    electron.app.emit('open-file', event, '/data/a.csv');
    expect(event.prevented).toBe(true);
    const window = await starting;
    await invoke(window, { type: 'listen' });
    expect(commandsOf(window)).toEqual([imported(['/data/a.csv'])]);
  });
});

describe('menus', () => {
  it('publish the commands of the window', async () => {
    const window = await start();
    await invoke(window, { type: 'listen' });
    await expect.poll(() => electron.menu.length).toBeGreaterThan(0);
    expect(electron.menu.map(({ label }) => label)).toEqual([
      'File',
      'Edit',
      'View',
      'Data',
      'Model',
      'Monitor',
      'Window',
      'Help',
    ]);
    findItem('Train').click!();
    expect(commandsOf(window)).toEqual([{ type: 'command', command: 'view.train', files: [] }]);
    findItem('About Assay').click!();
    expect(electron.app.aboutShown).toBe(1);
  });

  it('import the files a person chooses, and nothing when none are', async () => {
    const window = await start();
    await invoke(window, { type: 'listen' });
    await expect.poll(() => electron.menu.length).toBeGreaterThan(0);
    electron.folders.push(null, '/data/a.csv');
    findItem('Import…').click!();
    findItem('Import…').click!();
    await expect
      .poll(() => commandsOf(window))
      .toEqual([{ type: 'command', command: 'data.import', files: ['/data/a.csv'] }]);
  });

  it('have the application menu of a Mac there, and keep it running without a window', async () => {
    const window = await start({ platform: 'darwin' });
    await expect.poll(() => electron.menu[0]?.label).toBe('Assay');
    expect(findItem('Assay').submenu?.some(({ role }) => role === 'quit')).toBe(true);
    window.close();
    electron.app.emit('window-all-closed');
    expect(electron.app.quits).toBe(0);
    electron.app.emit('activate', preventable());
    expect(electron.windows).toHaveLength(2);
    electron.app.emit('activate', preventable());
    expect(electron.windows).toHaveLength(2);
  });

  it('open a chosen workspace, remember it, and list it as recent', async () => {
    const window = await start();
    await expect.poll(() => electron.menu.length).toBeGreaterThan(0);
    const other = join(folder, 'R&D');
    electron.folders.push(null, other);
    findItem('Open Workspace…').click!();
    findItem('Open Workspace…').click!();
    await expect.poll(() => window.title).toBe('R&D - Assay');
    expect(host!.core.workspace.path).toBe(other);
    const state = JSON.parse(await readFile(join(folder, 'userData', 'desktop.json'), 'utf8')) as {
      workspace: string;
    };
    expect(state.workspace).toBe(other);
    await expect
      .poll(() => findItem('Recent Workspaces').submenu?.map(({ label }) => label))
      .toContain(`R&&D — ${other.replace('&', '&&')}`);
    const first = join(folder, 'documents', 'Assay');
    findItem(`Assay — ${first}`).click!();
    await expect.poll(() => host!.core.workspace.path).toBe(first);
  });

  it('say why a workspace could not be opened', async () => {
    await start();
    await expect.poll(() => electron.menu.length).toBeGreaterThan(0);
    electron.folders.push(join(folder, 'heart.csv'));
    findItem('Open Workspace…').click!();
    await expect.poll(() => electron.messages.length).toBe(1);
    expect(electron.messages[0]?.message).toContain('heart.csv');
  });
});

describe('ending', () => {
  it('remembers the bounds, and waits until the workspace is closed', async () => {
    const window = await start();
    expect(window.close()).toBe(true);
    const state = JSON.parse(
      await readFile(join(folder, 'userData', 'desktop.json'), 'utf8'),
    ) as object;
    expect(state).toMatchObject({
      window: { x: 10, y: 20, width: 1000, height: 700, maximized: false },
    });
    electron.app.emit('window-all-closed');
    expect(electron.app.quits).toBe(1);
    const event = preventable();
    electron.app.emit('will-quit', event);
    expect(event.prevented).toBe(true);
    expect(electron.app.exitCode).toBeNull();
    electron.app.emit('will-quit', preventable());
    await expect.poll(() => electron.app.exitCode).toBe(0);
    expect(electron.ipcHandlers.size).toBe(0);
    expect(existsSync(join(folder, 'documents', 'Assay', 'lock.json'))).toBe(false);
  });

  it('asks before it cancels running jobs', async () => {
    const window = await start();
    const { core } = host!;
    let jobs = 1;
    Object.defineProperty(core, 'activeJobs', { value: () => jobs });
    electron.answers.push(0);
    expect(window.close()).toBe(false);
    expect(electron.messages[0]?.message).toBe('A job is still running.');
    jobs = 2;
    electron.answers.push(1);
    expect(window.close()).toBe(true);
    expect(electron.messages[1]?.message).toBe('2 jobs are still running.');
  });
});

describe('a page that crashes', () => {
  it('is reloaded once, then the person decides', async () => {
    const window = await start();
    const crash = (reason = 'crashed') =>
      window.webContents.emit('render-process-gone', preventable(), { reason });
    crash('clean-exit');
    expect(window.webContents.reloads).toBe(0);
    crash();
    expect(window.webContents.reloads).toBe(1);
    clock = 60_000;
    crash();
    expect(window.webContents.reloads).toBe(2);
    electron.answers.push(0, 1);
    crash();
    expect(window.webContents.reloads).toBe(3);
    crash();
    expect(window.webContents.reloads).toBe(3);
    expect(electron.app.quits).toBe(1);
  });
});

describe('app://', () => {
  const get = (url: string, method = 'GET') =>
    electron.protocolHandler!(new Request(url, { method }));

  it('serves the window under its policy', async () => {
    await start();
    const page = await get('app://assay/');
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<title>Assay</title>');
    const policy = page.headers.get('content-security-policy')!;
    expect(policy).toContain("connect-src 'self';");
    expect(policy).not.toContain('ws:');
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('serves exports and the failures of reports, and nothing else', async () => {
    await start();
    await writeFile(join(host!.core.workspace.exportsFolder, 'ok.csv'), 'a\r\n');
    const file = await get('app://assay/api/exports/ok.csv');
    expect(await file.text()).toBe('a\r\n');
    expect(file.headers.get('content-disposition')).toMatch(/^attachment/);
    expect((await get('app://assay/api/reports/none')).status).toBe(404);
    expect((await get('app://assay/api/reports/%E0%A4%A')).status).toBe(404);
    for (const path of [
      'api/exports/..%2f..%2fworkspace.db',
      '..%2fheart.csv',
      '%2fetc%2fpasswd',
      'x.js',
    ]) {
      expect([path, (await get(`app://assay/${path}`)).status]).toEqual([path, 404]);
    }
    expect((await get('app://other/')).status).toBe(405);
    expect((await get('app://assay/', 'POST')).status).toBe(405);
  });

  it('answers when serving fails for a reason nobody expected', async () => {
    await start();
    Object.defineProperty(host!.core.workspace, 'exportsFolder', {
      get: () => {
        throw new Error('gone');
      },
    });
    const response = await get('app://assay/api/exports/x');
    expect(response.status).toBe(500);
    const reply = (await response.json()) as Reply<never>;
    expect(reply).toMatchObject({ error: { code: 'INTERNAL' } });
  });
});
