import { useEffect, useRef } from 'react';
import type { InputOf, NameOfKind } from '../../../../core/contract/contract.ts';
import { useJob } from '../../../client/use-job.ts';
import type { AutoJob } from '../../explore/use-auto-job.ts';

/** Whoever walks from row to row does not start a job at each. */
const settleMs = 350;

/**
 * A job on the row that is looked at: starts once the row stays and `active` holds, keeps its output
 * for when the row is looked at again, and is cancelled when another row is looked at before it is done.
 */
export function useRowJob<N extends NameOfKind<'job'>>(
  name: N,
  input: InputOf<N>,
  active: boolean,
): AutoJob<N> {
  const key = JSON.stringify(input);
  const job = useJob(name, key);
  const { start, cancel, running } = job;
  const askedFor = useRef<string | null>(null);
  const again = (): void => void start(input);
  const latest = useRef(again);
  latest.current = again;
  const untouched = !running && !job.output && !job.error;

  useEffect(() => {
    if (!active || !untouched || askedFor.current === key) return;
    const timer = setTimeout(() => {
      askedFor.current = key;
      latest.current();
    }, settleMs);
    return () => clearTimeout(timer);
  }, [key, untouched, active]);

  const left = useRef({ key, running, cancel });
  useEffect(() => {
    const before = left.current;
    if (before.key !== key) {
      if (before.running) before.cancel();
      // Looked at again, it may start again.
      askedFor.current = null;
    }
    left.current = { key, running, cancel };
  }, [key, running, cancel]);

  return { ...job, again };
}
