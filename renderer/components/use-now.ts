import { useSyncExternalStore } from 'react';

const refreshMs = 30_000;
const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function refresh(): void {
  now = Date.now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(refresh, refreshMs);
  // The first to look after a while would see an old time.
  if (listeners.size === 1) queueMicrotask(refresh);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The present time for words such as "5 minutes ago", in UTC milliseconds; renews twice a minute. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}
