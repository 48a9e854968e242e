import type { CoreEvent } from '../../core/contract/events.ts';
import type { Reply } from '../../core/contract/failure.ts';

/** What the Electron preload puts on the window; absent in a browser. */
export interface AssayBridge {
  request(name: string, input: unknown): Promise<Reply<unknown>>;
  subscribe(listener: (event: CoreEvent) => void): () => void;
  /** Absolute path of a dropped or chosen file; empty when it has none. */
  pathForFile(file: File): string;
}

declare global {
  interface Window {
    readonly assay?: AssayBridge;
  }
}

export function bridge(): AssayBridge | undefined {
  return typeof window === 'undefined' ? undefined : window.assay;
}
