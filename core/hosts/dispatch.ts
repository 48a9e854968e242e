import { AppError } from '../base/app-error.ts';
import type { Tick } from '../base/tick.ts';
import { operationsByName } from '../contract/contract.ts';
import type { Operation } from '../contract/operation.ts';
import type { ComputePool } from '../jobs/compute-pool.ts';
import type { CallProgress, JobContext, OperationContext, Progress } from '../jobs/context.ts';
import type { JobHandle, JobOrder, JobRunner } from '../jobs/job-runner.ts';
import { jobTitle } from '../jobs/job-title.ts';
import { nameReferences } from './named-input.ts';
import { parseInput } from './parse-input.ts';

/** A handler whose types the contract has checked already. */
export type AnyHandler = (
  input: unknown,
  context: OperationContext | JobContext,
) => Promise<unknown>;

export interface Dispatch {
  /** Runs a query or command, or queues a job and returns `{ jobId }`. Throws. */
  request(name: string, input: unknown): Promise<unknown>;
}

export interface DispatchOptions {
  /** What every handler is given, but `call`. */
  readonly base: Omit<OperationContext, 'call'>;
  readonly runner: JobRunner;
  readonly pool: ComputePool;
  readonly findHandler: (name: string) => Promise<AnyHandler>;
}

function findOperation(name: string): Operation {
  const operation = operationsByName.get(name);
  if (operation) return operation;
  throw new AppError('UNKNOWN_OPERATION', `There is no operation '${name}'`, {
    hint: 'See assay --help for what there is',
  });
}

type Range = { readonly from: number; readonly to: number };

/** Never aborted. */
const never = new AbortController().signal;

function within({ from, to }: Range, fraction: number): number {
  return from + fraction * (to - from);
}

/** The part of a job that shows a nested job's progress inside a range of the whole. */
function narrowed(handle: JobHandle, range: CallProgress | undefined): JobHandle {
  const progress = (inner: Progress): void => {
    const { from, to } = range ?? {};
    if (from === undefined || to === undefined) return;
    const fraction = inner.fraction === null ? from : within({ from, to }, inner.fraction);
    handle.progress({ ...inner, fraction });
  };
  return { ...handle, progress, finishing: range?.toTheEnd ? never : handle.finishing };
}

/** Calls handlers: validates the input, builds the context, runs jobs through the runner. */
export function createDispatch(options: DispatchOptions): Dispatch {
  const { base, runner, pool, findHandler } = options;

  const operationContext: OperationContext = {
    ...base,
    call: (async (name: string, input: unknown) => {
      const operation = findOperation(name);
      const parsed = parseInput(operation, input);
      if (operation.kind !== 'job') return (await findHandler(name))(parsed, operationContext);
      return runner.result(await submit(operation, parsed));
    }) as OperationContext['call'],
  };

  function jobContext(handle: JobHandle): JobContext {
    const context: JobContext = {
      ...base,
      jobId: handle.jobId,
      signal: handle.signal,
      finishing: handle.finishing,
      progress: handle.progress,
      compute(task, input, { stage = '', from = 0, to = 1, silent = false, signal } = {}) {
        const onTick: Tick = (fraction, message) => {
          if (silent) return;
          handle.progress({
            fraction: within({ from, to }, fraction),
            stage,
            ...(message === undefined ? {} : { message }),
          });
        };
        if (!silent) handle.progress({ fraction: from, stage });
        return pool.run(task, input, {
          signal: signal ? AbortSignal.any([handle.signal, signal]) : handle.signal,
          finishing: handle.finishing,
          onTick,
        });
      },
      call: (async (name: string, input: unknown, range?: CallProgress) => {
        const operation = findOperation(name);
        if (handle.signal.aborted) throw new AppError('CANCELLED', 'Cancelled');
        const parsed = parseInput(operation, input);
        const handler = await findHandler(name);
        const isJob = operation.kind === 'job';
        return handler(parsed, isJob ? jobContext(narrowed(handle, range)) : operationContext);
      }) as JobContext['call'],
    };
    return context;
  }

  async function submit(operation: Operation, input: unknown): Promise<string> {
    const named = await nameReferences(input, operationContext);
    const order: JobOrder = {
      operation: operation.name,
      title: jobTitle(operation.name, named, operation.summary),
      input,
      run: async (handle) => (await findHandler(operation.name))(input, jobContext(handle)),
    };
    return runner.submit(order).id;
  }

  return {
    async request(name, input) {
      const operation = findOperation(name);
      const parsed = parseInput(operation, input);
      if (operation.kind === 'job') return { jobId: await submit(operation, parsed) };
      return (await findHandler(name))(parsed, operationContext);
    },
  };
}
