import type { Tick } from '../base/tick.ts';

/**
 * A pure-ish computation that runs on a worker thread: it may read the files its input names, and
 * nothing else of the workspace. Input and output pass by structured clone; arrays in the output are
 * transferred where they can be.
 */
export interface TaskDeclaration<I, O> {
  /** `capability.task`; also the key of the worker's table in hosts/worker-tasks.ts. */
  readonly name: string;
  /** Carries the types; never called. */
  readonly types?: (input: I) => O;
}

export interface TaskContext {
  readonly tick: Tick;
  /** True once a person asked the job to end early with what it has so far. */
  readonly stopEarly: () => boolean;
}

export type TaskImplementation<I, O> = (input: I, context: TaskContext) => Promise<O> | O;

export function declareTask<I, O>(name: string): TaskDeclaration<I, O> {
  return { name };
}
