import { isMarkedAsUntransferable } from 'node:worker_threads';
import { move, transferableSymbol, valueSymbol } from 'piscina';
import { AppError, isAppError, toFailure } from '../base/app-error.ts';
import type { Tick } from '../base/tick.ts';
import { beginTask, endTask } from './task-thread.ts';
import type { TaskImplementation } from './task.ts';
import { cancelFlag, finishFlag, startedFlag, tickIntervalMs } from './worker-protocol.ts';
import type { TaskMessage, TaskReply } from './worker-protocol.ts';

export type TaskTable = Readonly<
  Record<string, () => Promise<{ readonly run: TaskImplementation<never, unknown> }>>
>;

/** Reports at most ten times a second (the end always) and throws CANCELLED once the flag is up. */
function createTick(message: TaskMessage, flags: Int32Array): Tick {
  let last = -Infinity;
  return (fraction, text) => {
    if (Atomics.load(flags, cancelFlag) === 1) throw new AppError('CANCELLED', 'Cancelled');
    const now = performance.now();
    if (now - last < tickIntervalMs && fraction < 1) return;
    last = now;
    message.port.postMessage({ fraction, ...(text === undefined ? {} : { message: text }) });
  };
}

/** The distinct buffers below a plain value that may be handed over instead of copied. */
function collectBuffers(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const seen = new Set<object>();
  const walk = (node: unknown): void => {
    if (node === null || typeof node !== 'object' || seen.has(node)) return;
    if (ArrayBuffer.isView(node)) {
      const { buffer } = node;
      if (buffer instanceof ArrayBuffer && !isMarkedAsUntransferable(buffer)) found.add(buffer);
      return;
    }
    seen.add(node);
    if (Array.isArray(node)) {
      // A list of numbers or texts holds no buffers: looking at its first entry tells.
      if (typeof node[0] === 'object') for (const entry of node) walk(entry);
      return;
    }
    for (const entry of Object.values(node)) walk(entry);
  };
  walk(value);
  return [...found];
}

function transferred(reply: TaskReply, buffers: ArrayBuffer[]): unknown {
  if (buffers.length === 0) return reply;
  return move({ [transferableSymbol]: buffers, [valueSymbol]: reply } as never);
}

/** The body of a worker: runs one task of the table. */
export async function runInWorker(table: TaskTable, message: TaskMessage): Promise<unknown> {
  const flags = new Int32Array(message.flags);
  Atomics.store(flags, startedFlag, 1);
  beginTask(flags);
  try {
    const load = Object.hasOwn(table, message.task) ? table[message.task] : undefined;
    if (!load) throw new Error(`No worker task is called ${message.task}`);
    const { run } = await load();
    const output = await run(message.input as never, {
      tick: createTick(message, flags),
      stopEarly: () => Atomics.load(flags, finishFlag) === 1,
    });
    return transferred({ output }, collectBuffers(output));
  } catch (error) {
    if (isAppError(error)) return { failure: toFailure(error) } satisfies TaskReply;
    throw error;
  } finally {
    endTask();
  }
}
