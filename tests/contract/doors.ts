import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Transport } from '../../core/contract/client.ts';
import type { CoreEvent } from '../../core/contract/events.ts';
import { type CoreHost, createCoreHost } from '../../core/hosts/core-host.ts';
import { startHttpHost } from '../../core/hosts/http/http-host.ts';
import { createRemoteTransport } from '../../core/hosts/http/remote-transport.ts';
import { channel, type WindowPort } from '../../electron/ipc/channel.ts';
import { createIpcTransport } from '../../electron/ipc/ipc-transport.ts';
import { type IpcInvokeEvent, serveIpc } from '../../electron/ipc/serve-ipc.ts';

/** A way to a core, on a workspace of its own. */
export interface Door {
  readonly host: CoreHost;
  readonly transport: Transport;
  readonly folder: string;
  close(): Promise<void>;
}

type Way = (
  host: CoreHost,
  folder: string,
) => Promise<{ transport: Transport; close(): void | Promise<void> }>;

/** Electron's IPC without Electron: messages are cloned, as between two processes. */
function memoryIpc(host: CoreHost): { transport: Transport; close(): void } {
  const listeners = new Set<(event: unknown, pushed: CoreEvent) => void>();
  let handle: ((event: IpcInvokeEvent, message: unknown) => Promise<unknown>) | null = null;
  const sender = {
    id: 1,
    isDestroyed: () => false,
    send(name: string, pushed: CoreEvent): void {
      if (name !== channel) throw new Error(`Unknown channel ${name}`);
      const copy = structuredClone(pushed);
      for (const listener of listeners) queueMicrotask(() => listener({}, copy));
    },
  };
  const end = serveIpc({
    ipcMain: {
      handle: (_name, listener) => {
        handle = listener;
      },
      removeHandler: () => {
        handle = null;
      },
    },
    transport: host,
    isOwnWindow: (id) => id === 1,
    onListen: () => {},
  });
  const port: WindowPort = {
    async invoke(_name, message) {
      if (!handle) throw new Error('Nobody listens');
      const event = { sender, senderFrame: { url: 'app://assay/', parent: null } };
      return structuredClone(await handle(event, structuredClone(message)));
    },
    on: (_name, listener) => listeners.add(listener),
    off: (_name, listener) => listeners.delete(listener),
  };
  return { transport: createIpcTransport(port), close: end };
}

const ways: Readonly<Record<string, Way>> = {
  'in process': async (host) => ({ transport: host, close: () => {} }),
  HTTP: async (host, folder) => {
    const door = await startHttpHost({ host, staticFolder: folder, appVersion: '0.0.0-test' });
    const transport = createRemoteTransport(door);
    return {
      transport,
      close: async () => {
        transport.close();
        await door.close();
      },
    };
  },
  IPC: async (host) => memoryIpc(host),
};

export const doorNames = Object.keys(ways);

/** Opens a core on a temporary workspace behind the named door. */
export async function openDoor(name: string): Promise<Door> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-door-'));
  const host = await createCoreHost({
    workspacePath: join(folder, 'workspace'),
    configFolder: join(folder, 'config'),
    actor: 'test',
  });
  const { transport, close } = await ways[name]!(host, folder);
  return {
    host,
    transport,
    folder,
    async close() {
      await close();
      await host.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
