import { useCallback, useRef, useSyncExternalStore } from 'react';
import type { InputOf, NameOfKind, OutputOf } from '../../core/contract/contract.ts';
import type { Failure } from '../../core/contract/failure.ts';
import { queryCache } from './client.ts';
import type { QueryState } from './query-cache.ts';

type QueryName = NameOfKind<'query'>;

export interface QueryResult<T> {
  readonly data: T | undefined;
  readonly error: Failure | null;
  /** True while nothing can be shown yet. */
  readonly loading: boolean;
  readonly refetch: () => Promise<void>;
}

export interface QueryOptions {
  /** Show the answer to the previous input until the new one is there. Default false. */
  readonly keepPrevious?: boolean;
}

const notAsked: QueryState = { data: undefined, error: null, loading: false };

/**
 * The answer of a query, shared with every component that asks the same. Asked again when a
 * `changed` event makes it stale; the old answer stays on screen meanwhile.
 * @param input null: do not ask.
 */
export function useQuery<N extends QueryName>(
  name: N,
  input: InputOf<N> | null,
  options: QueryOptions = {},
): QueryResult<OutputOf<N>> {
  const key = input === null ? null : queryCache.key(name, input);
  const latest = useRef(input);
  latest.current = input;
  const previous = useRef<unknown>(undefined);

  const subscribe = useCallback(
    (listener: () => void) =>
      key === null ? () => {} : queryCache.subscribe(name, latest.current, listener),
    [name, key],
  );
  const state = useSyncExternalStore(subscribe, () =>
    key === null ? notAsked : queryCache.read(name, latest.current),
  );
  const refetch = useCallback(
    () => (key === null ? Promise.resolve() : queryCache.refetch(name, latest.current)),
    [name, key],
  );

  if (state.data !== undefined) previous.current = state.data;
  const shown =
    state.data === undefined && options.keepPrevious && state.loading
      ? previous.current
      : state.data;
  return {
    data: shown as OutputOf<N> | undefined,
    error: state.error,
    loading: state.loading && shown === undefined,
    refetch,
  };
}

/** The same query for several inputs; answers come in the order of the inputs. */
export function useQueries<N extends QueryName>(
  name: N,
  inputs: readonly InputOf<N>[],
): readonly (OutputOf<N> | undefined)[] {
  const key = JSON.stringify(inputs);
  const snapshot = useRef<readonly unknown[]>([]);
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = (JSON.parse(key) as unknown[]).map((input) =>
        queryCache.subscribe(name, input, listener),
      );
      return () => {
        for (const stop of stops) stop();
      };
    },
    [name, key],
  );
  return useSyncExternalStore(subscribe, () => {
    const next = inputs.map((input) => queryCache.read(name, input).data);
    const same =
      next.length === snapshot.current.length &&
      next.every((data, i) => data === snapshot.current[i]);
    if (!same) snapshot.current = next;
    return snapshot.current;
  }) as readonly (OutputOf<N> | undefined)[];
}
