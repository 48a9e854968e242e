import { useEffect, useRef, useState } from 'react';
import type { InputOf, NameOfKind, OutputOf } from '../../../../core/contract/contract.ts';
import type { Failure } from '../../../../core/contract/failure.ts';
import { client } from '../../../client/client.ts';
import { toFailure } from '../../../client/to-failure.ts';

type QueryName = NameOfKind<'query'>;

export interface Latest<N extends QueryName> {
  /** The newest answer there is; stays until there is a newer one. */
  readonly data: OutputOf<N> | null;
  /** What `data` answers. */
  readonly input: InputOf<N> | null;
  readonly error: Failure | null;
}

/**
 * Answers to an input that moves: one question at a time, and what moved meanwhile is asked once, as
 * it is then. So answers never queue up behind a slider, and never come in the wrong order.
 */
export function useLatest<N extends QueryName>(name: N, input: InputOf<N> | null): Latest<N> {
  const [state, setState] = useState<Latest<N>>({ data: null, input: null, error: null });
  const key = input === null ? null : JSON.stringify(input);
  const wanted = useRef({ key, input });
  wanted.current = { key, input };
  const busy = useRef(false);
  const gone = useRef(false);

  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
    };
  }, []);

  useEffect(() => {
    if (key === null || busy.current) return;
    const ask = async (): Promise<void> => {
      busy.current = true;
      let asked: string | null = null;
      while (!gone.current && wanted.current.key !== asked && wanted.current.input !== null) {
        const { key: nextKey, input: next } = wanted.current;
        asked = nextKey;
        try {
          const data = (await client.call(name, next)) as OutputOf<N>;
          if (!gone.current) setState({ data, input: next, error: null });
        } catch (thrown) {
          if (!gone.current) setState((before) => ({ ...before, error: toFailure(thrown) }));
        }
      }
      busy.current = false;
    };
    void ask();
  }, [name, key]);

  return state;
}
