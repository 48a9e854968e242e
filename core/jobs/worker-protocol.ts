import type { Failure } from '../contract/failure.ts';

/** What the pool sends to a worker. `port` carries ticks back. */
export interface TaskMessage {
  readonly task: string;
  readonly input: unknown;
  readonly port: MessagePortLike;
  /**
   * Int32: [cancelFlag] is 1 once cancelled, [startedFlag] 1 once the worker has begun, [nativeFlag]
   * counts native calls during which the thread must not be ended, [finishFlag] is 1 once the task is to
   * end early with what it has.
   */
  readonly flags: SharedArrayBuffer;
}

interface MessagePortLike {
  postMessage(value: unknown): void;
}

export const cancelFlag = 0;
export const startedFlag = 1;
export const nativeFlag = 2;
export const finishFlag = 3;
export const flagBytes = 16;

export interface TickMessage {
  readonly fraction: number;
  readonly message?: string;
}

/** What a worker answers: expected failures are data; anything else is thrown. */
export type TaskReply = { readonly output: unknown } | { readonly failure: Failure };

/** At most ten ticks a second leave a worker, and ten job events a second the core. */
export const tickIntervalMs = 100;
