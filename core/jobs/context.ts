import type { KindOf, OperationName, OutputOf, ParsedInputOf } from '../contract/contract.ts';
import type { Topic } from '../contract/events.ts';
import type { Workspace } from '../storage/workspace.ts';
import type { TaskDeclaration } from './task.ts';

/** What a handler of a query or command is given. The composition root fills it. */
export interface OperationContext {
  readonly workspace: Workspace;
  /** Milliseconds since 1970, UTC. The only clock. */
  now(): number;
  newId(prefix: string): string;
  /** Version of Assay. */
  readonly appVersion: string;
  /** Folder of the bundled datasets. */
  readonly samplesFolder: string;
  /** Folder of the user's settings, outside of any workspace. */
  readonly configFolder: string;
  /** Who asked, for the audit log: `window`, `cli` or `http`. */
  readonly actor: string;
  /** Tells every door that queries on these topics may answer differently now. */
  changed(...topics: Topic[]): void;
  /**
   * Calls another operation in this process and waits for its output, also when it is a job. From a
   * job, a job runs inline under the caller's id and signal; its progress shows between `from` and
   * `to` (0..1) when these are given, else not at all.
   */
  call<N extends OperationName>(
    name: N,
    input: ParsedInputLoose<N>,
    progress?: CallProgress,
  ): Promise<OutputOf<N>>;
}

/** How a job called from a job shows, and whether it hears that the caller is to end early. */
export interface CallProgress {
  /** Without these two its progress does not show. */
  readonly from?: number;
  readonly to?: number;
  /** True: it runs to its end although the caller was asked to end early. Default false. */
  readonly toTheEnd?: boolean;
}

type ParsedInputLoose<N extends OperationName> = Partial<ParsedInputOf<N>>;

export interface Progress {
  /** 0..1, or null while it cannot be told. */
  readonly fraction: number | null;
  readonly stage: string;
  readonly message?: string;
}

export interface ComputeOptions {
  readonly stage?: string;
  readonly from?: number;
  readonly to?: number;
  /** The job's progress is left alone: for tasks that run side by side. Default false. */
  readonly silent?: boolean;
  /** Cancels this task alone. */
  readonly signal?: AbortSignal;
}

/** What a handler of a job is given besides. */
export interface JobContext extends OperationContext {
  readonly jobId: string;
  /** Aborted when the job is cancelled. Handlers that await outside `compute` watch it. */
  readonly signal: AbortSignal;
  /** Aborted when a person asked the job to end early and keep what it has; `compute` tells its task. */
  readonly finishing: AbortSignal;
  progress(progress: Progress): void;
  /** Runs a task on a worker thread. Its ticks become the fraction between `from` and `to` (0..1). */
  compute<I, O>(task: TaskDeclaration<I, O>, input: I, options?: ComputeOptions): Promise<O>;
}

export type ContextOf<N extends OperationName> =
  KindOf<N> extends 'job' ? JobContext : OperationContext;

export type Handler<N extends OperationName> = (
  input: ParsedInputOf<N>,
  context: ContextOf<N>,
) => Promise<OutputOf<N>>;

/** The handlers of one capability: `satisfies Handlers<'data'>`. */
export type Handlers<C extends string> = {
  readonly [N in Extract<OperationName, `${C}.${string}`>]: Handler<N>;
};

/** The handlers of some operations, for a capability whose operations live in several files. */
export type HandlersOf<N extends OperationName> = { readonly [K in N]: Handler<K> };
