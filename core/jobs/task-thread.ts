import { AppError } from '../base/app-error.ts';
import { cancelFlag, nativeFlag } from './worker-protocol.ts';

/**
 * Of the one task that runs on this thread. A thread that is ended while an engine's native call is
 * under way takes the whole process with it (the call's completion throws into a dead environment),
 * so native calls hold the thread, and the pool waits for them.
 */
interface TaskThread {
  readonly flags: Int32Array;
  readonly controller: AbortController;
  readonly watch: NodeJS.Timeout;
}

let current: TaskThread | null = null;

/** How often a thread that waits for a native call looks whether its task was cancelled. */
const watchMs = 50;

export function beginTask(flags: Int32Array): void {
  const controller = new AbortController();
  const watch = setInterval(() => {
    if (Atomics.load(flags, cancelFlag) === 1) controller.abort();
  }, watchMs);
  current = { flags, controller, watch };
}

export function endTask(): void {
  clearInterval(current?.watch);
  current = null;
}

/** Aborted when the task of this thread is cancelled; undefined where no task runs. */
export function taskSignal(): AbortSignal | undefined {
  return current?.controller.signal;
}

/**
 * Awaits a native call that outlives its JavaScript. It should watch `taskSignal` and stop early.
 * Throws CANCELLED, without calling, when the task was cancelled before.
 */
export async function holdThread<T>(call: () => Promise<T>): Promise<T> {
  if (!current) return call();
  const { flags } = current;
  // Announce first, look then: the pool raises the flag first and looks for the announcement then.
  Atomics.add(flags, nativeFlag, 1);
  try {
    if (Atomics.load(flags, cancelFlag) === 1) throw new AppError('CANCELLED', 'Cancelled');
    return await call();
  } finally {
    Atomics.sub(flags, nativeFlag, 1);
  }
}
