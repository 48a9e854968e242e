import { join } from 'node:path';
import type {
  ElectronApi,
  MenuItem,
  MessageBoxOptions,
  Rectangle,
  WindowOptions,
} from '../../../electron/main/electron-api.ts';
import type { IpcInvokeEvent } from '../../../electron/ipc/serve-ipc.ts';

type Listener = (...values: never[]) => unknown;

/** Events by name, as Node emitters have them. */
class Emitter {
  readonly #listeners = new Map<string, Listener[]>();
  on(event: string, listener: Listener): this {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
    return this;
  }
  emit(event: string, ...values: unknown[]): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(...(values as never[]));
  }
}

/** An event that remembers whether it was prevented. */
export function preventable<T extends object>(more: T = {} as T) {
  const event = {
    ...more,
    prevented: false,
    preventDefault() {
      event.prevented = true;
    },
  };
  return event;
}

export class FakeContents extends Emitter {
  readonly id: number;
  reloads = 0;
  openHandler: (() => { action: 'deny' }) | null = null;
  readonly sent: unknown[] = [];
  constructor(id: number) {
    super();
    this.id = id;
  }
  reload(): void {
    this.reloads++;
  }
  setWindowOpenHandler(handler: () => { action: 'deny' }): void {
    this.openHandler = handler;
  }
}

export class FakeWindow extends Emitter {
  static nextId = 1;
  readonly webContents = new FakeContents(FakeWindow.nextId++);
  readonly options: WindowOptions;
  url = '';
  title = '';
  readonly calls: string[] = [];
  minimized = false;
  maximized = false;
  bounds: Rectangle = { x: 10, y: 20, width: 1000, height: 700 };
  constructor(options: WindowOptions) {
    super();
    this.options = options;
    this.title = options.title;
  }
  loadURL(url: string): Promise<void> {
    this.url = url;
    return Promise.resolve();
  }
  show(): void {
    this.calls.push('show');
  }
  focus(): void {
    this.calls.push('focus');
  }
  restore(): void {
    this.minimized = false;
    this.calls.push('restore');
  }
  maximize(): void {
    this.maximized = true;
  }
  isMinimized(): boolean {
    return this.minimized;
  }
  isMaximized(): boolean {
    return this.maximized;
  }
  getNormalBounds(): Rectangle {
    return this.bounds;
  }
  setTitle(title: string): void {
    this.title = title;
  }
  destroy(): void {
    this.emit('closed');
  }
  /** What a click on the window's cross does. */
  close(): boolean {
    const event = preventable();
    this.emit('close', event);
    if (!event.prevented) this.emit('closed');
    return !event.prevented;
  }
}

type Permission = Parameters<
  ElectronApi['session']['defaultSession']['setPermissionRequestHandler']
>[0];
type PermissionCheck = Parameters<
  ElectronApi['session']['defaultSession']['setPermissionCheckHandler']
>[0];
type BeforeRequest = Parameters<
  ElectronApi['session']['defaultSession']['webRequest']['onBeforeRequest']
>[0];
type Invoke = (event: IpcInvokeEvent, message: unknown) => Promise<unknown>;

class FakeApp extends Emitter {
  isPackaged = false;
  hasLock = true;
  quits = 0;
  exitCode: number | null = null;
  aboutShown = 0;
  about: unknown = null;
  readonly folder: string;
  constructor(folder: string) {
    super();
    this.folder = folder;
  }
  requestSingleInstanceLock(): boolean {
    return this.hasLock;
  }
  whenReady(): Promise<void> {
    return Promise.resolve();
  }
  quit(): void {
    this.quits++;
  }
  exit(code: number): void {
    this.exitCode = code;
  }
  getPath(name: string): string {
    return join(this.folder, name);
  }
  showAboutPanel(): void {
    this.aboutShown++;
  }
  setAboutPanelOptions(options: unknown): void {
    this.about = options;
  }
}

/** Stands in for Electron, in the shape of what the desktop door uses of it. */
export function createFakeElectron(folder: string) {
  const windows: FakeWindow[] = [];
  const ipcHandlers = new Map<string, Invoke>();
  const schemes: string[] = [];
  const fake = {
    windows,
    ipcHandlers,
    schemes,
    menu: [] as MenuItem[],
    protocolHandler: null as ((request: Request) => Promise<Response>) | null,
    permissionRequest: null as Permission | null,
    permissionCheck: null as PermissionCheck | null,
    deviceCheck: null as (() => boolean) | null,
    beforeRequest: null as BeforeRequest | null,
    messages: [] as MessageBoxOptions[],
    /** Buttons that the person presses, in order. */
    answers: [] as number[],
    /** Folders that the person chooses, in order; null cancels. */
    folders: [] as (string | null)[],
    app: new FakeApp(folder),
    BrowserWindow: class extends FakeWindow {
      constructor(options: WindowOptions) {
        super(options);
        windows.push(this);
      }
    },
    Menu: {
      buildFromTemplate: (template: MenuItem[]): unknown => template,
      setApplicationMenu(menu: MenuItem[]): void {
        fake.menu = menu;
      },
    },
    dialog: {
      async showMessageBox(options: MessageBoxOptions) {
        fake.messages.push(options);
        return { response: fake.answers.shift() ?? options.cancelId };
      },
      showMessageBoxSync(options: MessageBoxOptions): number {
        fake.messages.push(options);
        return fake.answers.shift() ?? options.cancelId;
      },
      async showOpenDialog() {
        const chosen = fake.folders.shift() ?? null;
        return { canceled: chosen === null, filePaths: chosen === null ? [] : [chosen] };
      },
    },
    ipcMain: {
      handle: (name: string, listener: Invoke): void => void ipcHandlers.set(name, listener),
      removeHandler: (name: string): void => void ipcHandlers.delete(name),
    },
    protocol: {
      registerSchemesAsPrivileged: (list: { scheme: string }[]): void =>
        void schemes.push(...list.map(({ scheme }) => scheme)),
      handle(_scheme: string, handler: (request: Request) => Promise<Response>): void {
        fake.protocolHandler = handler;
      },
    },
    screen: {
      getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }],
    },
    session: {
      defaultSession: {
        webRequest: {
          onBeforeRequest(listener: BeforeRequest): void {
            fake.beforeRequest = listener;
          },
        },
        setPermissionRequestHandler(handler: Permission): void {
          fake.permissionRequest = handler;
        },
        setPermissionCheckHandler(handler: PermissionCheck): void {
          fake.permissionCheck = handler;
        },
        setDevicePermissionHandler(handler: () => boolean): void {
          fake.deviceCheck = handler;
        },
      },
    },
  };
  return fake;
}
export type FakeElectron = ReturnType<typeof createFakeElectron>;

/** A message from the top frame of a window that shows `url`. */
export function frameEvent(
  window: FakeWindow,
  url = 'app://assay/',
  parent: unknown = null,
): IpcInvokeEvent {
  return {
    sender: {
      id: window.webContents.id,
      isDestroyed: () => false,
      send: (_channel, event) => void window.webContents.sent.push(event),
    },
    senderFrame: { url, parent },
  };
}
