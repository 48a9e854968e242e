import { useEffect, useRef } from 'react';
import type { InputOf, NameOfKind } from '../../../core/contract/contract.ts';
import { type JobHandle, useJob } from '../../client/use-job.ts';

export interface AutoJob<N extends NameOfKind<'job'>> extends JobHandle<N> {
  /** After a failure or a cancel. */
  readonly again: () => void;
}

/**
 * A job that starts by itself for each new input, its output kept while the view is left.
 * @param input null: nothing to do yet.
 * @param tag tells apart results of the same input, as when settings have changed.
 */
export function useAutoJob<N extends NameOfKind<'job'>>(
  name: N,
  input: InputOf<N> | null,
  tag = '',
): AutoJob<N> {
  const key = input === null ? 'idle' : `${JSON.stringify(input)} ${tag}`;
  const job = useJob(name, key);
  const askedFor = useRef<string | null>(null);
  const again = (): void => {
    if (input !== null) void job.start(input);
  };
  const latest = useRef(again);
  latest.current = again;
  const untouched = !job.running && !job.output && !job.error;
  useEffect(() => {
    if (key === 'idle' || askedFor.current === key || !untouched) return;
    askedFor.current = key;
    latest.current();
  }, [key, untouched]);
  return { ...job, again };
}
