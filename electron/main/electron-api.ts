import type { IpcMainApi } from '../ipc/serve-ipc.ts';

/** What the desktop door uses of Electron, so that a typed fake can stand in for it in tests. */
export interface ElectronApi {
  readonly app: AppApi;
  readonly BrowserWindow: new (options: WindowOptions) => WindowApi;
  readonly Menu: MenuApi;
  readonly dialog: DialogApi;
  readonly ipcMain: IpcMainApi;
  readonly protocol: ProtocolApi;
  readonly screen: { getAllDisplays(): { readonly workArea: Rectangle }[] };
  readonly session: { readonly defaultSession: SessionApi };
}

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Preventable {
  preventDefault(): void;
}

export interface AppApi {
  readonly isPackaged: boolean;
  requestSingleInstanceLock(): boolean;
  whenReady(): Promise<void>;
  quit(): void;
  exit(code: number): void;
  getPath(name: 'userData' | 'documents'): string;
  showAboutPanel(): void;
  setAboutPanelOptions(options: { applicationName: string; applicationVersion: string }): void;
  on(
    event: 'second-instance',
    listener: (event: Preventable, argv: string[], cwd: string) => void,
  ): unknown;
  on(event: 'open-file', listener: (event: Preventable, path: string) => void): unknown;
  on(event: 'window-all-closed', listener: () => void): unknown;
  on(event: 'activate' | 'will-quit', listener: (event: Preventable) => void): unknown;
}

export interface WindowOptions {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
  readonly minWidth: number;
  readonly minHeight: number;
  readonly show: boolean;
  readonly title: string;
  readonly webPreferences: {
    readonly preload: string;
    readonly contextIsolation: boolean;
    readonly sandbox: boolean;
    readonly nodeIntegration: boolean;
    readonly nodeIntegrationInWorker: boolean;
    readonly nodeIntegrationInSubFrames: boolean;
    readonly webSecurity: boolean;
    readonly webviewTag: boolean;
    readonly spellcheck: boolean;
    readonly devTools: boolean;
  };
}

export interface WindowApi {
  readonly webContents: ContentsApi;
  loadURL(url: string): Promise<void>;
  show(): void;
  focus(): void;
  restore(): void;
  maximize(): void;
  isMinimized(): boolean;
  isMaximized(): boolean;
  getNormalBounds(): Rectangle;
  setTitle(title: string): void;
  destroy(): void;
  on(event: 'close', listener: (event: Preventable) => void): unknown;
  on(event: 'closed' | 'ready-to-show', listener: () => void): unknown;
  on(event: 'page-title-updated', listener: (event: Preventable) => void): unknown;
}

export interface ContentsApi {
  readonly id: number;
  reload(): void;
  setWindowOpenHandler(handler: () => { action: 'deny' }): void;
  on(
    event: 'will-frame-navigate',
    listener: (
      event: Preventable & { readonly url: string; readonly isMainFrame: boolean },
    ) => void,
  ): unknown;
  on(event: 'will-attach-webview', listener: (event: Preventable) => void): unknown;
  on(
    event: 'render-process-gone',
    listener: (event: Preventable, details: { readonly reason: string }) => void,
  ): unknown;
}

export interface MenuItem {
  readonly label?: string;
  readonly role?: MenuRole;
  readonly type?: 'separator';
  readonly accelerator?: string;
  readonly enabled?: boolean;
  readonly click?: () => void;
  readonly submenu?: MenuItem[];
}

export type MenuRole =
  | 'undo'
  | 'redo'
  | 'cut'
  | 'copy'
  | 'paste'
  | 'selectAll'
  | 'quit'
  | 'hide'
  | 'hideOthers'
  | 'unhide'
  | 'services'
  | 'resetZoom'
  | 'zoomIn'
  | 'zoomOut'
  | 'togglefullscreen'
  | 'toggleDevTools'
  | 'minimize'
  | 'zoom'
  | 'close'
  | 'front';

export interface MenuApi {
  buildFromTemplate(template: MenuItem[]): unknown;
  setApplicationMenu(menu: never): void;
}

export interface MessageBoxOptions {
  readonly type: 'error' | 'question';
  readonly title: string;
  readonly message: string;
  readonly detail: string;
  readonly buttons: string[];
  readonly defaultId: number;
  readonly cancelId: number;
}

export interface DialogApi {
  showMessageBox(options: MessageBoxOptions): Promise<{ readonly response: number }>;
  showMessageBoxSync(options: MessageBoxOptions): number;
  showOpenDialog(options: {
    readonly title: string;
    readonly properties: ('openDirectory' | 'createDirectory' | 'openFile' | 'multiSelections')[];
    readonly filters?: { readonly name: string; readonly extensions: string[] }[];
  }): Promise<{ readonly canceled: boolean; readonly filePaths: string[] }>;
}

export interface ProtocolApi {
  registerSchemesAsPrivileged(
    schemes: {
      readonly scheme: string;
      readonly privileges: {
        readonly standard: boolean;
        readonly secure: boolean;
        readonly supportFetchAPI: boolean;
        readonly stream: boolean;
      };
    }[],
  ): void;
  handle(scheme: string, handler: (request: Request) => Promise<Response>): void;
}

export interface SessionApi {
  readonly webRequest: {
    onBeforeRequest(
      listener: (
        details: { readonly url: string },
        callback: (response: { cancel: boolean }) => void,
      ) => void,
    ): void;
  };
  setPermissionRequestHandler(
    handler: (contents: unknown, permission: string, callback: (granted: boolean) => void) => void,
  ): void;
  setPermissionCheckHandler(handler: (contents: unknown, permission: string) => boolean): void;
  setDevicePermissionHandler(handler: () => boolean): void;
}
