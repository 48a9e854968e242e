import { join } from 'node:path';
import { app, BrowserWindow, dialog, ipcMain, Menu, protocol, screen, session } from 'electron';
import { findAppPaths } from '../../core/hosts/app-paths.ts';
import { createCoreHost } from '../../core/hosts/core-host.ts';
import { startDesktop } from './app.ts';

const paths = findAppPaths(import.meta.url);

// `session.defaultSession` exists only once the app is ready, so it is asked late.
const electron = { app, BrowserWindow, dialog, ipcMain, Menu, protocol, screen, session };

// Not awaited: Electron is ready only after this module has finished loading.
startDesktop(electron, {
  argv: process.argv,
  cwd: process.cwd(),
  platform: process.platform,
  version: paths.version,
  staticFolder: paths.staticFolder,
  preload: join(paths.root, 'dist', 'electron', 'preload.cjs'),
  now: Date.now,
  openHost: (workspacePath) =>
    createCoreHost({
      workspacePath,
      actor: 'window',
      appVersion: paths.version,
      samplesFolder: paths.samplesFolder,
      worker: paths.workerUrl,
    }),
}).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  app.exit(1);
});
