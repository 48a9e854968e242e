import { existsSync } from 'node:fs';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import type { ForestJob } from './forest-job.ts';
import type { GrownTree } from './grow-tree.ts';

/** Places of the numbers that all threads of a team share. */
export const nextTree = 0;
export const abandoned = 1;
/** Rises whenever a helper has finished a tree or shows that it lives. */
export const pulse = 2;
const sharedNumbers = 3;

/** A tree that a helper grew, or why it could not. */
export type TeamMessage =
  | { readonly index: number; readonly tree: GrownTree }
  | { readonly failure: unknown };

export interface HelperData {
  readonly job: ForestJob;
  readonly trees: number;
  readonly shared: Int32Array;
  readonly port: MessagePort;
}

export interface ForestTeam {
  /** The next tree that nobody has begun; `trees` or more when all are begun. */
  claim(): number;
  /** Trees the helpers have finished since the last call. Throws what a helper threw. */
  collect(): readonly { readonly index: number; readonly tree: GrownTree }[];
  /** Sleeps until a helper shows a sign of life; false when none did for `ms`. */
  wait(ms: number): boolean;
  /** Ends the helpers, whatever they do. */
  close(): void;
}

const helperFile = import.meta.filename.endsWith('.ts') ? 'forest-helper.ts' : 'forest-helper.js';

/**
 * Threads that grow trees of one forest beside the calling one, which stays busy or asleep throughout: they
 * take trees from a shared counter and answer through ports that need no event loop. `helpers` may be 0.
 */
export function openForestTeam(job: ForestJob, trees: number, helpers: number): ForestTeam {
  const shared = new Int32Array(new SharedArrayBuffer(4 * sharedNumbers));
  const script = new URL(helperFile, import.meta.url);
  const count = existsSync(script) ? helpers : 0;
  let seen = 0;
  const team = Array.from({ length: count }, () => {
    const { port1: own, port2: port } = new MessageChannel();
    const workerData: HelperData = { job, trees, shared, port };
    const worker = new Worker(script, { workerData, transferList: [port], execArgv: [], env: {} });
    // Failures come through the port; one that cannot is a helper that shows no sign of life.
    worker.on('error', () => {});
    worker.unref();
    return { own, worker };
  });
  return {
    claim: () => Atomics.add(shared, nextTree, 1),
    collect() {
      return team.flatMap(({ own }) => {
        const grown: { index: number; tree: GrownTree }[] = [];
        for (let got = receiveMessageOnPort(own); got; got = receiveMessageOnPort(own)) {
          const message = got.message as TeamMessage;
          if ('failure' in message) throw message.failure;
          grown.push(message);
        }
        return grown;
      });
    },
    wait(ms) {
      const before = seen;
      Atomics.wait(shared, pulse, seen, ms);
      seen = Atomics.load(shared, pulse);
      return seen !== before;
    },
    close() {
      Atomics.store(shared, abandoned, 1);
      for (const { own, worker } of team) {
        own.close();
        void worker.terminate();
      }
    },
  };
}
