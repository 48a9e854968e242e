import type { CoreEvent } from '../../core/contract/events.ts';

/** The one channel between the window and the core, in both directions. */
export const channel = 'assay';

/** What the window sends. */
export type WindowMessage =
  | { readonly type: 'request'; readonly name: string; readonly input: unknown }
  | { readonly type: 'listen' };

/** The window's end of the channel: ipcRenderer, or a port in tests. */
export interface WindowPort {
  invoke(channel: string, message: WindowMessage): Promise<unknown>;
  on(channel: string, listener: (event: unknown, pushed: CoreEvent) => void): unknown;
  off(channel: string, listener: (event: unknown, pushed: CoreEvent) => void): unknown;
}
