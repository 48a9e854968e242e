import { join } from 'node:path';
import type { CoreEvent } from '../../core/contract/events.ts';
import type { Failure, Reply } from '../../core/contract/failure.ts';
import type { CoreHost } from '../../core/hosts/core-host.ts';
import { serveIpc } from '../ipc/serve-ipc.ts';
import { handleAppRequest } from './app-protocol.ts';
import { appScheme } from './app-url.ts';
import { type DesktopState, readDesktopState, writeDesktopState } from './desktop-state.ts';
import type { ElectronApi, WindowApi } from './electron-api.ts';
import { lockDown } from './lock-down.ts';
import { menuTemplate } from './menu.ts';
import { filesOfArguments } from './open-files.ts';
import { openFirstWorkspace } from './open-first-workspace.ts';
import { openWindow } from './window.ts';

export interface DesktopOptions {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly platform: NodeJS.Platform;
  readonly version: string;
  readonly staticFolder: string;
  readonly preload: string;
  readonly now: () => number;
  /** Opens the core on a workspace folder. Throws AppError. */
  readonly openHost: (workspacePath: string) => Promise<CoreHost>;
}

const tables = { name: 'Delimited text', extensions: ['csv', 'tsv', 'tab', 'txt'] };
const models = { name: 'LightGBM, XGBoost, ONNX', extensions: ['txt', 'json', 'onnx', 'model'] };

type RecentWorkspaces = { readonly path: string; readonly name: string }[];

/** Runs the desktop door until it quits. Resolves once the window opens, or at once when it may not. */
export async function startDesktop(electron: ElectronApi, options: DesktopOptions): Promise<void> {
  const { app } = electron;
  if (!app.requestSingleInstanceLock()) {
    // The first instance hears of the files through second-instance.
    app.quit();
    return;
  }
  electron.protocol.registerSchemesAsPrivileged([
    {
      scheme: appScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true },
    },
  ]);
  app.setAboutPanelOptions({ applicationName: 'Assay', applicationVersion: options.version });

  const waitingFiles: string[] = filesOfArguments(options.argv, options.cwd);
  let deliver: (files: readonly string[]) => void = (files) => void waitingFiles.push(...files);
  let showWindow: () => void = () => {};
  app.on('second-instance', (_event, argv, cwd) => {
    deliver(filesOfArguments(argv, cwd));
    showWindow();
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    deliver([path]);
    showWindow();
  });

  await app.whenReady();
  const stateFile = join(app.getPath('userData'), 'desktop.json');
  const state = readDesktopState(stateFile);
  const fallback = join(app.getPath('documents'), 'Assay');
  const host = await openFirstWorkspace(electron, {
    path: state.workspace ?? fallback,
    open: options.openHost,
  });
  if (host === null) {
    app.quit();
    return;
  }
  const desktop = runDesktop(electron, { ...options, host, state, stateFile, waitingFiles });
  deliver = desktop.deliver;
  showWindow = desktop.showWindow;
}

interface RunningOptions extends DesktopOptions {
  readonly host: CoreHost;
  readonly state: DesktopState;
  readonly stateFile: string;
  readonly waitingFiles: string[];
}

function runDesktop(
  electron: ElectronApi,
  options: RunningOptions,
): { deliver: (files: readonly string[]) => void; showWindow: () => void } {
  const { app } = electron;
  const { host, waitingFiles, stateFile } = options;
  let state = options.state;
  let window: WindowApi | null = null;
  let listening = false;

  const remember = (change: DesktopState): void => {
    state = { ...state, ...change };
    writeDesktopState(stateFile, state);
  };
  const publish = (command: string, files: string[] = []): void =>
    host.publish({ type: 'command', command, files });
  const flush = (): void => {
    if (listening && waitingFiles.length > 0) publish('data.import', waitingFiles.splice(0));
  };
  const title = (): string => `${host.core.workspace.name} - Assay`;

  async function openWorkspace(path: string): Promise<void> {
    const reply = await host.request('workspace.open', { path });
    if ('error' in reply) await showFailure(reply.error);
  }
  async function showFailure(failure: Failure): Promise<void> {
    await electron.dialog.showMessageBox({
      type: 'error',
      title: 'Assay',
      message: failure.message,
      detail: failure.hint ?? '',
      buttons: ['OK'],
      defaultId: 0,
      cancelId: 0,
    });
  }
  async function chooseWorkspace(): Promise<void> {
    const chosen = await electron.dialog.showOpenDialog({
      title: 'Open or create a workspace folder',
      properties: ['openDirectory', 'createDirectory'],
    });
    const path = chosen.filePaths[0];
    if (!chosen.canceled && path !== undefined) await openWorkspace(path);
  }
  /** Hands the files a person chose to a command of the window. */
  async function chooseFiles(
    command: string,
    title: string,
    filter: { name: string; extensions: string[] },
  ): Promise<void> {
    const chosen = await electron.dialog.showOpenDialog({
      title,
      properties: ['openFile', 'multiSelections'],
      filters: [filter, { name: 'All files', extensions: ['*'] }],
    });
    if (!chosen.canceled && chosen.filePaths.length > 0) publish(command, chosen.filePaths);
  }
  async function refreshMenu(): Promise<void> {
    const reply = (await host.request('workspace.recent', {})) as Reply<{
      workspaces: RecentWorkspaces;
    }>;
    const template = menuTemplate({
      platform: options.platform,
      isPackaged: app.isPackaged,
      recent: 'output' in reply ? reply.output.workspaces.slice(0, 10) : [],
      command: publish,
      chooseFiles: () => void chooseFiles('data.import', 'Import files', tables),
      chooseModel: () => void chooseFiles('registry.import', 'Import a model', models),
      chooseWorkspace: () => void chooseWorkspace(),
      openWorkspace: (path) => void openWorkspace(path),
      showAbout: () => app.showAboutPanel(),
    });
    electron.Menu.setApplicationMenu(electron.Menu.buildFromTemplate(template) as never);
  }

  function workspaceOpened(): void {
    remember({ workspace: host.core.workspace.path });
    window?.setTitle(title());
    void refreshMenu();
  }
  function hear(event: CoreEvent): void {
    if (event.type === 'changed' && host.core.workspace.path !== state.workspace) workspaceOpened();
  }

  function mayClose(): boolean {
    const jobs = host.core.activeJobs();
    if (jobs === 0) return true;
    const choice = electron.dialog.showMessageBoxSync({
      type: 'question',
      title: 'Assay',
      message: jobs === 1 ? 'A job is still running.' : `${jobs} jobs are still running.`,
      detail: 'Closing cancels them. What was finished before is saved.',
      buttons: ['Keep Running', 'Cancel Jobs and Close'],
      defaultId: 0,
      cancelId: 0,
    });
    return choice === 1;
  }

  function createWindow(): void {
    const { preload, now } = options;
    const opened = openWindow(electron, { preload, now, state, title: title() });
    window = opened;
    opened.on('close', (event) => {
      if (!mayClose()) return event.preventDefault();
      remember({ window: { ...opened.getNormalBounds(), maximized: opened.isMaximized() } });
    });
    opened.on('closed', () => {
      window = null;
      listening = false;
    });
  }
  function showWindow(): void {
    if (window === null) return createWindow();
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }

  lockDown(electron.session.defaultSession);
  electron.protocol.handle(appScheme, (request) =>
    handleAppRequest(request, { host, staticFolder: options.staticFolder }),
  );
  const endIpc = serveIpc({
    ipcMain: electron.ipcMain,
    transport: host,
    isOwnWindow: (id) => window?.webContents.id === id,
    onListen: () => {
      listening = true;
      flush();
    },
  });
  host.subscribe(hear);
  app.on('window-all-closed', () => {
    if (options.platform !== 'darwin') app.quit();
  });
  app.on('activate', () => showWindow());

  let closing = false;
  app.on('will-quit', (event) => {
    // Quitting waits until the workspace is closed; then it ends for good.
    event.preventDefault();
    if (closing) return;
    closing = true;
    endIpc();
    void host.close().finally(() => app.exit(0));
  });

  workspaceOpened();
  createWindow();
  return {
    deliver: (files) => {
      waitingFiles.push(...files);
      flush();
    },
    showWindow,
  };
}
