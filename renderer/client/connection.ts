import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let connected = true;

/** Told by the transport; the desktop window never loses its bridge. */
export function setConnected(now: boolean): void {
  if (now === connected) return;
  connected = now;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** False while the loopback host does not answer. */
export function useConnected(): boolean {
  return useSyncExternalStore(subscribe, () => connected);
}
