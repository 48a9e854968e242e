import { AppError, fromFailure, isAppError, toFailure } from '../base/app-error.ts';
import type { Job } from '../contract/events.ts';
import type { Failure } from '../contract/failure.ts';
import type { Progress } from './context.ts';
import { estimateRemaining } from './estimate.ts';
import type { JobRepository } from './repository.ts';
import { createThrottle, type Throttle } from './throttle.ts';
import { tickIntervalMs } from './worker-protocol.ts';

/** What the body of a job is given. */
export interface JobHandle {
  readonly jobId: string;
  readonly signal: AbortSignal;
  /** Aborted when a person asked the job to end early with what it has. */
  readonly finishing: AbortSignal;
  progress(progress: Progress): void;
}

export interface JobOrder {
  readonly operation: string;
  readonly title: string;
  readonly input: unknown;
  run(handle: JobHandle): Promise<unknown>;
}

export interface JobRunner {
  /** Queues a job and returns it at once. */
  submit(order: JobOrder): Job;
  /** The output of a job of this process once it has ended; throws its failure. */
  result(id: string): Promise<unknown>;
  get(id: string): { job: Job; output?: unknown };
  list(limit: number): Job[];
  cancel(id: string): Job;
  /** Asks a running job to end early and keep what it has so far. */
  finish(id: string): Job;
  /** Jobs that are queued or running. */
  active(): number;
  /** Cancels everything and waits up to two seconds for it. */
  close(): Promise<void>;
}

export interface JobRunnerOptions {
  readonly repository: JobRepository;
  readonly now: () => number;
  readonly newId: (prefix: string) => string;
  readonly publish: (job: Job) => void;
  /** Makes a failure of whatever was thrown; logs what was not expected. */
  readonly toFailure: (error: unknown, operation: string) => Failure;
  /** Hears of each job that has ended. */
  readonly onEnd?: (job: Job, order: JobOrder) => void;
  /** Jobs that run side by side; the rest wait. Default 2. */
  readonly atOnce?: number;
}

interface LiveJob {
  job: Job;
  readonly order: JobOrder;
  readonly controller: AbortController;
  readonly finishing: AbortController;
  readonly ended: PromiseWithResolvers<unknown>;
  readonly throttle: Throttle;
}

const closeWaitMs = 2000;

export function createJobRunner(options: JobRunnerOptions): JobRunner {
  const { repository, now, publish } = options;
  const atOnce = options.atOnce ?? 2;
  const live = new Map<string, LiveJob>();
  const queue: LiveJob[] = [];
  let running = 0;
  let closed = false;

  function withEstimate(job: Job): Job {
    if (job.state !== 'running' || job.startedAt === null) return job;
    return { ...job, remainingMs: estimateRemaining(job.fraction, now() - job.startedAt) };
  }

  function change(entry: LiveJob, patch: Partial<Job>, output?: unknown): void {
    entry.job = { ...entry.job, ...patch };
    entry.throttle.cancel();
    if (!closed) repository.update(entry.job, output);
    publish(withEstimate(entry.job));
  }

  function finish(entry: LiveJob, patch: Partial<Job>, output?: unknown): void {
    change(entry, { ...patch, finishedAt: now() }, output);
    live.delete(entry.job.id);
    if (!closed) options.onEnd?.(entry.job, entry.order);
    if (entry.job.error) entry.ended.reject(fromFailure(entry.job.error));
    else entry.ended.resolve(output);
  }

  function finishFailed(entry: LiveJob, error: unknown): void {
    const cancelled =
      entry.controller.signal.aborted && (!isAppError(error) || error.code === 'CANCELLED');
    if (cancelled) {
      const failure = toFailure(new AppError('CANCELLED', `${entry.job.title}: cancelled`));
      return finish(entry, { state: 'cancelled', message: '', error: failure });
    }
    const failure = options.toFailure(error, entry.job.operation);
    finish(entry, { state: 'failed', message: '', error: failure });
  }

  function report(entry: LiveJob, progress: Progress): void {
    if (entry.job.state !== 'running') return;
    const { fraction, stage, message = '' } = progress;
    const clamped = fraction === null ? null : Math.min(1, Math.max(0, fraction));
    entry.job = { ...entry.job, fraction: clamped, stage, message };
    entry.throttle.call();
  }

  async function execute(entry: LiveJob): Promise<void> {
    running++;
    change(entry, { state: 'running', startedAt: now() });
    const handle: JobHandle = {
      jobId: entry.job.id,
      signal: entry.controller.signal,
      finishing: entry.finishing.signal,
      progress: (progress) => report(entry, progress),
    };
    try {
      const output = await entry.order.run(handle);
      finish(entry, { state: 'succeeded', fraction: 1, message: '' }, output ?? null);
    } catch (error) {
      finishFailed(entry, error);
    } finally {
      running--;
      startNext();
    }
  }

  function startNext(): void {
    if (closed) return;
    while (running < atOnce && queue.length > 0) void execute(queue.shift()!);
  }

  function submit(order: JobOrder): Job {
    if (closed) throw new AppError('CONFLICT', 'The workspace is closing');
    const job: Job = {
      id: options.newId('job'),
      operation: order.operation,
      title: order.title,
      state: 'queued',
      fraction: null,
      stage: '',
      message: '',
      remainingMs: null,
      createdAt: now(),
      startedAt: null,
      finishedAt: null,
      error: null,
    };
    repository.insert(job, order.input);
    const entry: LiveJob = {
      job,
      order,
      controller: new AbortController(),
      finishing: new AbortController(),
      ended: Promise.withResolvers<unknown>(),
      throttle: createThrottle(tickIntervalMs, () => publish(withEstimate(entry.job))),
    };
    // Nobody need wait for a job: its failure is in its record.
    entry.ended.promise.catch(() => {});
    live.set(job.id, entry);
    publish(job);
    queue.push(entry);
    // The caller hears the id before the job can end.
    queueMicrotask(startNext);
    return job;
  }

  function get(id: string): { job: Job; output?: unknown } {
    const entry = live.get(id);
    if (entry) return { job: withEstimate(entry.job) };
    const stored = repository.get(id);
    if (!stored) throw new AppError('NOT_FOUND', `There is no job '${id}'`);
    return stored;
  }

  function cancel(id: string): Job {
    const entry = live.get(id);
    if (!entry) {
      const { job } = get(id);
      if (job.state === 'cancelled') return job;
      throw new AppError('CONFLICT', `The job has already ended: ${job.state}`);
    }
    const waiting = queue.indexOf(entry);
    entry.controller.abort();
    if (waiting >= 0) {
      queue.splice(waiting, 1);
      finishFailed(entry, new AppError('CANCELLED', 'Cancelled'));
    } else {
      report(entry, {
        fraction: entry.job.fraction,
        stage: entry.job.stage,
        message: 'Cancelling',
      });
    }
    return entry.job;
  }

  function finishEarly(id: string): Job {
    const entry = live.get(id);
    if (!entry) throw new AppError('CONFLICT', `The job has already ended: ${get(id).job.state}`);
    if (entry.job.state === 'queued') {
      throw new AppError('CONFLICT', 'The job has not begun, so there is nothing to keep', {
        hint: 'Cancel it instead',
      });
    }
    entry.finishing.abort();
    const { fraction, stage } = entry.job;
    report(entry, { fraction, stage, message: 'Finishing with what there is' });
    return entry.job;
  }

  return {
    submit,
    get,
    cancel,
    finish: finishEarly,
    async result(id) {
      const entry = live.get(id);
      if (entry) return entry.ended.promise;
      const { job, output } = get(id);
      if (job.error) throw fromFailure(job.error);
      return output;
    },
    list: (limit) =>
      repository.list(limit).map((job) => withEstimate(live.get(job.id)?.job ?? job)),
    active: () => live.size,
    async close() {
      if (closed) return;
      const entries = [...live.values()];
      for (const entry of entries) cancel(entry.job.id);
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, closeWaitMs);
      });
      await Promise.race([Promise.allSettled(entries.map((e) => e.ended.promise)), patience]);
      clearTimeout(timer);
      for (const entry of live.values()) {
        const failure = toFailure(
          new AppError('INTERRUPTED', 'Assay was closed while the job ran'),
        );
        change(entry, { state: 'interrupted', finishedAt: now(), error: failure });
        options.onEnd?.(entry.job, entry.order);
      }
      closed = true;
    },
  };
}
