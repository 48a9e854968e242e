import type { Transport } from '../../core/contract/client.ts';
import type { CoreEvent } from '../../core/contract/events.ts';
import type { Reply } from '../../core/contract/failure.ts';
import { isAppUrl } from '../main/app-url.ts';
import { channel } from './channel.ts';

/** Where a message came from. */
export interface IpcSender {
  readonly id: number;
  isDestroyed(): boolean;
  send(channel: string, event: CoreEvent): void;
}

export interface IpcInvokeEvent {
  readonly sender: IpcSender;
  /** Null once the frame is gone. */
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
}

export interface IpcMainApi {
  handle(
    channel: string,
    listener: (event: IpcInvokeEvent, message: unknown) => Promise<unknown>,
  ): void;
  removeHandler(channel: string): void;
}

export interface ServeIpcOptions {
  readonly ipcMain: IpcMainApi;
  readonly transport: Transport;
  /** Is this the id of the contents of our own window? */
  readonly isOwnWindow: (id: number) => boolean;
  /** The window listens now: what waited for it can be published. */
  readonly onListen: () => void;
}

const untrusted: Reply<never> = {
  error: {
    code: 'UNAUTHORIZED',
    message: 'The message does not come from the window of Assay',
  },
};
const malformed: Reply<never> = {
  error: {
    code: 'INVALID_INPUT',
    message: 'The message is neither a request nor a wish to listen',
  },
};

/** Only the top frame of our own window, showing our own page. Reports in frames are foreign. */
function isTrusted(event: IpcInvokeEvent, isOwnWindow: (id: number) => boolean): boolean {
  const frame = event.senderFrame;
  return (
    frame !== null && frame.parent === null && isAppUrl(frame.url) && isOwnWindow(event.sender.id)
  );
}

/** Serves the contract to the window over the channel. Returns a function that ends it. */
export function serveIpc(options: ServeIpcOptions): () => void {
  const { ipcMain, transport } = options;
  const listeners = new Map<number, IpcSender>();

  ipcMain.handle(channel, async (event, message) => {
    if (!isTrusted(event, options.isOwnWindow)) return untrusted;
    const { type, name, input } = (message ?? {}) as Record<string, unknown>;
    if (type === 'listen') {
      listeners.set(event.sender.id, event.sender);
      options.onListen();
      return { output: {} };
    }
    if (type !== 'request' || typeof name !== 'string') return malformed;
    return transport.request(name, input);
  });

  const unsubscribe = transport.subscribe((pushed) => {
    for (const [id, sender] of listeners) {
      if (sender.isDestroyed()) listeners.delete(id);
      else sender.send(channel, pushed);
    }
  });
  return () => {
    unsubscribe();
    ipcMain.removeHandler(channel);
  };
}
