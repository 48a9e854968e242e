import type { Topic } from '../../core/contract/events.ts';
import type { Failure } from '../../core/contract/failure.ts';
import { toFailure } from './to-failure.ts';

export interface QueryState {
  readonly data: unknown;
  readonly error: Failure | null;
  /** True while the first answer is awaited; a refetch keeps the data and leaves this false. */
  readonly loading: boolean;
}

export interface QueryCache {
  key(name: string, input: unknown): string;
  read(name: string, input: unknown): QueryState;
  /** Asks when there is no fresh answer, and tells the listener each change of state. */
  subscribe(name: string, input: unknown, listener: () => void): () => void;
  /** The cached answer when fresh, else a new one (shared with whoever else asks). */
  fetch(name: string, input: unknown): Promise<unknown>;
  refetch(name: string, input: unknown): Promise<void>;
  /** Marks answers stale; those on screen are asked again at once. */
  invalidate(changed: readonly Topic[]): void;
  invalidateAll(): void;
}

export interface QueryCacheOptions {
  readonly call: (name: string, input: unknown) => Promise<unknown>;
  readonly topicsOf: (name: string) => readonly Topic[];
  /** Answers nobody looks at that are kept, newest first. Default 100. */
  readonly keep?: number;
}

interface Entry {
  readonly name: string;
  readonly input: unknown;
  state: QueryState;
  fresh: boolean;
  pending: Promise<unknown> | null;
  /** Counts questions, so that a late answer to an earlier one is dropped. */
  asked: number;
  readonly listeners: Set<() => void>;
}

const idle: QueryState = { data: undefined, error: null, loading: true };

/** Answers keyed by operation name and JSON input, shared between components. */
export function createQueryCache({ call, topicsOf, keep = 100 }: QueryCacheOptions): QueryCache {
  const entries = new Map<string, Entry>();
  const key = (name: string, input: unknown): string => `${name} ${JSON.stringify(input)}`;

  function entryOf(name: string, input: unknown): Entry {
    const id = key(name, input);
    const known = entries.get(id);
    if (known) {
      entries.delete(id);
      entries.set(id, known);
      return known;
    }
    const entry: Entry = {
      name,
      input,
      state: idle,
      fresh: false,
      pending: null,
      asked: 0,
      listeners: new Set(),
    };
    // Before it is added: as nobody listens to it yet, it would be the first to go.
    evict();
    entries.set(id, entry);
    return entry;
  }

  function evict(): void {
    let unused = 0;
    for (const entry of entries.values()) if (entry.listeners.size === 0) unused++;
    for (const [id, entry] of entries) {
      if (unused <= keep) return;
      if (entry.listeners.size > 0 || entry.pending) continue;
      entries.delete(id);
      unused--;
    }
  }

  function set(entry: Entry, state: QueryState): void {
    entry.state = state;
    for (const listener of entry.listeners) listener();
  }

  function ask(entry: Entry): Promise<unknown> {
    const mine = ++entry.asked;
    entry.fresh = true;
    const pending = call(entry.name, entry.input).then(
      (data) => {
        if (entry.asked !== mine) return entry.pending ?? data;
        entry.pending = null;
        set(entry, { data, error: null, loading: false });
        return data;
      },
      (thrown: unknown) => {
        if (entry.asked !== mine) return entry.pending;
        entry.pending = null;
        entry.fresh = false;
        set(entry, { data: undefined, error: toFailure(thrown), loading: false });
        throw thrown;
      },
    );
    // Whoever only watches the state never awaits this promise.
    pending.catch(() => {});
    entry.pending = pending;
    return pending;
  }

  function refresh(test: (entry: Entry) => boolean): void {
    for (const entry of entries.values()) {
      if (!test(entry)) continue;
      entry.fresh = false;
      if (entry.listeners.size > 0) void ask(entry);
    }
  }

  return {
    key,
    read: (name, input) => entries.get(key(name, input))?.state ?? idle,
    subscribe(name, input, listener) {
      const entry = entryOf(name, input);
      entry.listeners.add(listener);
      if (!entry.fresh && !entry.pending) {
        if (entry.state.error) set(entry, idle);
        void ask(entry);
      }
      return () => entry.listeners.delete(listener);
    },
    fetch(name, input) {
      const entry = entryOf(name, input);
      if (entry.pending) return entry.pending;
      if (entry.fresh) return Promise.resolve(entry.state.data);
      return ask(entry);
    },
    async refetch(name, input) {
      await ask(entryOf(name, input)).catch(() => {});
    },
    invalidate(changed) {
      const set = new Set(changed);
      refresh((entry) => topicsOf(entry.name).some((topic) => set.has(topic)));
    },
    invalidateAll: () => refresh(() => true),
  };
}
