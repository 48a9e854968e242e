import { appUrl, isAllowedNavigation } from './app-url.ts';
import { type DesktopState, usableBounds } from './desktop-state.ts';
import type { ElectronApi, WindowApi } from './electron-api.ts';

export interface WindowRequest {
  readonly preload: string;
  readonly state: DesktopState;
  readonly title: string;
  readonly now: () => number;
}

/** Two crashes of the page within this time are a defect a reload does not mend. */
const crashWindowMs = 10_000;

function contain(window: WindowApi): void {
  const { webContents } = window;
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  webContents.on('will-frame-navigate', (event) => {
    if (!isAllowedNavigation(event.url, event.isMainFrame)) event.preventDefault();
  });
  webContents.on('will-attach-webview', (event) => event.preventDefault());
}

function mendCrashes(window: WindowApi, electron: ElectronApi, now: () => number): void {
  let crashedAt = Number.NEGATIVE_INFINITY;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    const again = now() - crashedAt < crashWindowMs;
    crashedAt = now();
    if (!again) return window.webContents.reload();
    const choice = electron.dialog.showMessageBoxSync({
      type: 'error',
      title: 'Assay',
      message: 'The window stopped working again.',
      detail: `Reason: ${reason}. Your work is saved; jobs go on.`,
      buttons: ['Reload', 'Quit'],
      defaultId: 0,
      cancelId: 1,
    });
    if (choice === 0) window.webContents.reload();
    else electron.app.quit();
  });
}

/** Opens the one window: isolated, sandboxed, without Node, and unable to leave its own page. */
export function openWindow(electron: ElectronApi, request: WindowRequest): WindowApi {
  const remembered = request.state.window;
  const window = new electron.BrowserWindow({
    ...usableBounds(remembered, electron.screen.getAllDisplays()),
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: request.title,
    webPreferences: {
      preload: request.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      // The spell checker would fetch dictionaries.
      spellcheck: false,
      devTools: !electron.app.isPackaged,
    },
  });
  contain(window);
  mendCrashes(window, electron, request.now);
  // The title names the workspace; the page's own title would replace it.
  window.on('page-title-updated', (event) => event.preventDefault());
  window.on('ready-to-show', () => {
    if (remembered?.maximized) window.maximize();
    window.show();
  });
  void window.loadURL(appUrl);
  return window;
}
