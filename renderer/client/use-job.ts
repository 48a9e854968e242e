import { useCallback, useState, useSyncExternalStore } from 'react';
import type { InputOf, NameOfKind, OutputOf } from '../../core/contract/contract.ts';
import type { Job } from '../../core/contract/events.ts';
import type { Failure } from '../../core/contract/failure.ts';
import { client } from './client.ts';
import { toFailure } from './to-failure.ts';

type JobName = NameOfKind<'job'>;

interface SessionState {
  readonly job: Job | null;
  readonly running: boolean;
  readonly error: Failure | null;
  readonly output: unknown;
}

interface Session {
  state: SessionState;
  jobId: string | null;
  cancelled: boolean;
  turn: number;
  readonly listeners: Set<() => void>;
}

export interface JobHandle<N extends JobName> {
  /** Starts the job; resolves with its output, or null when it failed or was cancelled. */
  readonly start: (input: InputOf<N>) => Promise<OutputOf<N> | null>;
  readonly cancel: () => void;
  /** Forgets output and error. */
  readonly reset: () => void;
  readonly job: Job | null;
  readonly running: boolean;
  /** Null after a cancel: stopping on request is no failure. */
  readonly error: Failure | null;
  readonly output: OutputOf<N> | null;
}

const idle: SessionState = { job: null, running: false, error: null, output: null };
const kept = new Map<string, Session>();
const mostKept = 24;

function newSession(): Session {
  return { state: idle, jobId: null, cancelled: false, turn: 0, listeners: new Set() };
}

function keptSession(id: string): Session {
  const known = kept.get(id);
  if (known) return known;
  const session = newSession();
  kept.set(id, session);
  for (const [old, { state, listeners }] of kept) {
    if (kept.size <= mostKept) break;
    if (old !== id && !state.running && listeners.size === 0) kept.delete(old);
  }
  return session;
}

function update(session: Session, change: Partial<SessionState>): void {
  session.state = { ...session.state, ...change };
  for (const listener of session.listeners) listener();
}

async function run(session: Session, name: JobName, input: unknown): Promise<unknown> {
  const turn = ++session.turn;
  const mine = (change: Partial<SessionState>): void => {
    if (session.turn === turn) update(session, change);
  };
  session.jobId = null;
  session.cancelled = false;
  mine({ job: null, running: true, error: null, output: null });
  try {
    const output = await client.run(name, input as never, {
      onStart: (jobId) => {
        if (session.turn !== turn) return;
        session.jobId = jobId;
        if (session.cancelled) void client.call('jobs.cancel', { id: jobId }).catch(() => {});
      },
      onProgress: (job) => mine({ job }),
    });
    mine({ running: false, output });
    return output;
  } catch (thrown) {
    const failure = toFailure(thrown);
    mine({ running: false, error: failure.code === 'CANCELLED' ? null : failure });
    return null;
  }
}

function cancelJob(session: Session): void {
  session.cancelled = true;
  if (session.jobId) void client.call('jobs.cancel', { id: session.jobId }).catch(() => {});
}

function forget(session: Session): void {
  session.turn++;
  update(session, idle);
}

/**
 * Runs a job and follows it.
 * @param key Given: the state outlives the component, so that a view that is left and entered
 *   again still shows its running job and last output.
 */
export function useJob<N extends JobName>(name: N, key?: string): JobHandle<N> {
  const [local] = useState(newSession);
  let session = local;
  if (key !== undefined) session = keptSession(`${name} ${key}`);

  const subscribe = useCallback(
    (listener: () => void) => {
      session.listeners.add(listener);
      return () => session.listeners.delete(listener);
    },
    [session],
  );
  const state = useSyncExternalStore(subscribe, () => session.state);

  const start = useCallback(
    async (input: InputOf<N>) => (await run(session, name, input)) as OutputOf<N> | null,
    [session, name],
  );
  const cancel = useCallback(() => cancelJob(session), [session]);
  const reset = useCallback(() => forget(session), [session]);

  return { start, cancel, reset, ...state, output: state.output as OutputOf<N> | null };
}
