import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import type Piscina from 'piscina';
import { AppError, fromFailure } from '../base/app-error.ts';
import type { Tick } from '../base/tick.ts';
import type { TaskDeclaration } from './task.ts';
import { cancelFlag, finishFlag, flagBytes, nativeFlag, startedFlag } from './worker-protocol.ts';
import type { TaskReply, TickMessage } from './worker-protocol.ts';

export interface PoolRunOptions {
  readonly signal: AbortSignal;
  /** Aborted when the task is to end early with what it has. */
  readonly finishing?: AbortSignal;
  readonly onTick: Tick;
}

export interface ComputePool {
  /** Runs a task on a worker thread. Throws what the task threw, or CANCELLED within a second. */
  run<I, O>(task: TaskDeclaration<I, O>, input: I, options: PoolRunOptions): Promise<O>;
  /** Cancels what runs. */
  close(): Promise<void>;
}

/** How long a task may take to notice its flag before its thread is ended. */
const graceMs = 700;
/** How often a thread in a native call is looked at again. */
const nativeWaitMs = 20;
const idleMs = 60_000;

function isOutOfMemory(error: unknown): boolean {
  const { code, name, message } = error as { code?: string; name?: string; message?: string };
  return (
    code === 'ERR_WORKER_OUT_OF_MEMORY' ||
    (name === 'RangeError' &&
      /allocation failed|invalid (typed )?array length/i.test(message ?? ''))
  );
}

function asFailure(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return new AppError('CANCELLED', 'Cancelled');
  if (!isOutOfMemory(error)) return error;
  return new AppError('OUT_OF_MEMORY', 'The computation needs more memory than there is', {
    hint: 'Use fewer rows or columns, or close other programs',
  });
}

/** Raises the task's flag on cancel, and ends its thread when that does not help. */
function watchCancel(
  signal: AbortSignal,
  flags: Int32Array,
  end: () => void,
): { stop: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const cancel = (): void => {
    Atomics.store(flags, cancelFlag, 1);
    // A task that still waits for a thread has nothing to clean up.
    if (Atomics.load(flags, startedFlag) === 0) end();
    else timer = setTimeout(endWhenFree, graceMs);
  };
  // See task-thread.ts: ending a thread in a native call would end the process.
  const endWhenFree = (): void => {
    if (Atomics.load(flags, nativeFlag) === 0) end();
    else timer = setTimeout(endWhenFree, nativeWaitMs);
  };
  signal.addEventListener('abort', cancel, { once: true });
  return {
    stop() {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
    },
  };
}

/** Raises the task's flag once it is to end early; returns what ends the listening. */
function relayFinish(finishing: AbortSignal | undefined, flags: Int32Array): () => void {
  const raise = (): void => void Atomics.store(flags, finishFlag, 1);
  if (finishing?.aborted) raise();
  finishing?.addEventListener('abort', raise, { once: true });
  return () => finishing?.removeEventListener('abort', raise);
}

/**
 * A pool of worker threads, at most one a core, made when the first task comes. `worker` is a module
 * that exports `runTask`.
 */
export function createComputePool(pooled: { readonly worker: URL }): ComputePool {
  let pool: Promise<Piscina> | null = null;
  const underWay = new Set<Promise<unknown>>();
  const closing = new AbortController();

  function open(): Promise<Piscina> {
    pool ??= import('piscina').then(
      (piscina) =>
        new piscina.Piscina({
          filename: fileURLToPath(pooled.worker),
          name: 'runTask',
          minThreads: 0,
          maxThreads: availableParallelism(),
          idleTimeout: idleMs,
          // Idle workers blocked in Atomics.wait would hold up finalizers of native modules.
          atomics: 'disabled',
        }),
    );
    return pool;
  }

  return {
    async run<I, O>(task: TaskDeclaration<I, O>, input: I, options: PoolRunOptions): Promise<O> {
      const signal = AbortSignal.any([options.signal, closing.signal]);
      const { onTick } = options;
      const threads = await open();
      if (signal.aborted) throw new AppError('CANCELLED', 'Cancelled');
      const { port1, port2 } = new MessageChannel();
      const flags = new SharedArrayBuffer(flagBytes);
      const ending = new AbortController();
      const watch = watchCancel(signal, new Int32Array(flags), () => ending.abort());
      const stopListening = relayFinish(options.finishing, new Int32Array(flags));
      const hear = (tick: TickMessage): void => onTick(tick.fraction, tick.message);
      port1.on('message', hear);
      const message = { task: task.name, input, port: port2, flags };
      const running = threads.run(message, { transferList: [port2], signal: ending.signal });
      underWay.add(running);
      try {
        const reply = (await running) as TaskReply;
        if ('failure' in reply) throw fromFailure(reply.failure);
        return reply.output as O;
      } catch (error) {
        throw asFailure(error, signal);
      } finally {
        underWay.delete(running);
        watch.stop();
        stopListening();
        // The reply comes by another port and may overtake the last tick.
        for (let left; (left = receiveMessageOnPort(port1));) hear(left.message as TickMessage);
        port1.close();
      }
    },
    async close() {
      const threads = await pool;
      closing.abort();
      await Promise.allSettled(underWay);
      await threads?.destroy();
    },
  };
}
