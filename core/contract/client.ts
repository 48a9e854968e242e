import type { InputOf, NameOfKind, OperationName, OutputOf } from './contract.ts';
import { operationsByName } from './contract.ts';
import type { CoreEvent, Job } from './events.ts';
import type { Failure, Reply } from './failure.ts';

/**
 * A door to the core. `request` answers a query or command with its output; for a job it answers
 * `{ jobId }` at once and the job's life follows as events.
 */
export interface Transport {
  request(name: string, input: unknown): Promise<Reply<unknown>>;
  /** Returns a function that ends the subscription. */
  subscribe(listener: (event: CoreEvent) => void): () => void;
}

/** A failure reply, thrown on the caller's side. */
export class RequestError extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.message);
    this.name = 'RequestError';
    this.failure = failure;
  }
}

export interface RunOptions {
  readonly onProgress?: (job: Job) => void;
  /** Told the job id as soon as it is known, so that a caller can cancel. */
  readonly onStart?: (jobId: string) => void;
  readonly signal?: { aborted: boolean; addEventListener(type: 'abort', f: () => void): void };
}

export interface Client {
  /** A query or a command. Throws RequestError. */
  call<N extends NameOfKind<'query' | 'command'>>(name: N, input: InputOf<N>): Promise<OutputOf<N>>;
  /** A job: resolves with its output when it has succeeded, throws RequestError otherwise. */
  run<N extends NameOfKind<'job'>>(
    name: N,
    input: InputOf<N>,
    options?: RunOptions,
  ): Promise<OutputOf<N>>;
  subscribe(listener: (event: CoreEvent) => void): () => void;
}

const finished = new Set<Job['state']>(['succeeded', 'failed', 'cancelled', 'interrupted']);

/** A typed client over any transport. */
export function createClient(transport: Transport): Client {
  async function request(name: string, input: unknown): Promise<unknown> {
    const reply = await transport.request(name, input);
    if ('error' in reply) throw new RequestError(reply.error);
    return reply.output;
  }

  async function run(name: string, input: unknown, options: RunOptions = {}): Promise<unknown> {
    // Subscribe before asking: a short job may end before its id arrives.
    const early: Job[] = [];
    let jobId: string | null = null;
    let settle: (job: Job) => void = () => {};
    const ended = new Promise<Job>((resolve) => {
      settle = resolve;
    });
    const take = (job: Job): void => {
      if (job.id !== jobId) return;
      options.onProgress?.(job);
      if (finished.has(job.state)) settle(job);
    };
    const unsubscribe = transport.subscribe((event) => {
      if (event.type !== 'job') return;
      if (jobId === null) early.push(event.job);
      else take(event.job);
    });
    try {
      const started = (await request(name, input)) as { jobId: string };
      jobId = started.jobId;
      options.onStart?.(jobId);
      const cancel = (): void => void transport.request('jobs.cancel', { id: jobId });
      if (options.signal?.aborted) cancel();
      options.signal?.addEventListener('abort', cancel);
      for (const job of early) take(job);
      // An event can be lost when the connection drops: look once as well.
      const now = (await request('jobs.get', { id: jobId })) as { job: Job };
      take(now.job);
      const job = await ended;
      if (job.error) throw new RequestError(job.error);
      const result = (await request('jobs.get', { id: jobId })) as { output: unknown };
      return result.output;
    } finally {
      unsubscribe();
    }
  }

  return {
    call: ((name: OperationName, input: unknown) => request(name, input)) as Client['call'],
    run: ((name: OperationName, input: unknown, options?: RunOptions) => {
      if (operationsByName.get(name)?.kind !== 'job') throw new Error(`${name} is not a job`);
      return run(name, input, options);
    }) as Client['run'],
    subscribe: (listener) => transport.subscribe(listener),
  };
}
