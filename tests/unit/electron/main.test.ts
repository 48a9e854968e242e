import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { createFakeElectron } from './fake-electron.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-main-'));
const electron = createFakeElectron(folder);
vi.mock('electron', () => electron);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('starts the desktop on the real core and ends it', async () => {
  vi.stubEnv('ASSAY_CONFIG_DIR', join(folder, 'config'));
  await import('../../../electron/main/main.ts');
  await expect.poll(() => electron.windows.length, { timeout: 20_000 }).toBe(1);
  expect(electron.windows[0]?.options.webPreferences.preload).toMatch(
    /dist[/\\]electron[/\\]preload\.cjs$/,
  );
  electron.app.emit('will-quit', { preventDefault() {} });
  await expect.poll(() => electron.app.exitCode).toBe(0);
});

it('ends with 1 when it cannot start at all', async () => {
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  electron.app.exitCode = null;
  vi.spyOn(electron.app, 'whenReady').mockRejectedValue(new Error('no display'));
  vi.resetModules();
  await import('../../../electron/main/main.ts');
  await expect.poll(() => electron.app.exitCode).toBe(1);
  expect(String(written.mock.calls[0]?.[0])).toContain('no display');
  written.mockRestore();
});
