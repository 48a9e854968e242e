import type { CoreEvent } from '../contract/events.ts';

export interface EventHub {
  publish(event: CoreEvent): void;
  /** Returns a function that ends the subscription. */
  subscribe(listener: (event: CoreEvent) => void): () => void;
}

/** Hands each event to every listener; a listener that throws harms no other. */
export function createEventHub(onListenerError: (error: unknown) => void): EventHub {
  const listeners = new Set<(event: CoreEvent) => void>();
  return {
    publish(event) {
      for (const listener of listeners) {
        try {
          listener(event);
        } catch (error) {
          onListenerError(error);
        }
      }
    },
    subscribe(listener) {
      // Wrapped, so that one function that subscribes twice is heard twice.
      const own = (event: CoreEvent): void => listener(event);
      listeners.add(own);
      return () => listeners.delete(own);
    },
  };
}
