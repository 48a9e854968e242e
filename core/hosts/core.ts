import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import packageJson from '../../package.json' with { type: 'json' };
import { AppError, toFailure } from '../base/app-error.ts';
import type { Transport } from '../contract/client.ts';
import type { CoreEvent, Job, Topic } from '../contract/events.ts';
import type { Failure } from '../contract/failure.ts';
import { createComputePool } from '../jobs/compute-pool.ts';
import type { OperationContext } from '../jobs/context.ts';
import { createJobRunner, type JobOrder } from '../jobs/job-runner.ts';
import { createJobsHandlers } from '../jobs/operations.ts';
import { type JobRepository, openJobRepository } from '../jobs/repository.ts';
import { type OpenWorkspace, openWorkspace } from '../storage/open-workspace.ts';
import { isInside } from '../storage/output-path.ts';
import { rememberPlaces, userConfigFolder } from '../storage/recent-places.ts';
import type { Workspace } from '../storage/workspace.ts';
import { interruptRunningRuns, settleRunsOfJob } from '../tracking/repository.ts';
import { interruptRunningStudies } from '../tuning/repository.ts';
import { type AnyHandler, createDispatch } from './dispatch.ts';
import { createEventHub } from './events.ts';
import { createFailureBoundary } from './failure-boundary.ts';
import { handlerLoaders } from './handlers.ts';

export interface CoreOptions {
  /** Created when missing. */
  readonly workspacePath: string;
  /** Who asks, for the audit log: `window`, `cli` or `http`. */
  readonly actor: string;
  readonly appVersion?: string;
  readonly samplesFolder?: string;
  /** Where the workspace is served over HTTP, for those who find it locked. */
  readonly url?: string;
  /** Default: $ASSAY_CONFIG_DIR, else the system's folder for settings. */
  readonly configFolder?: string;
  /** The module that the pool's threads run; tests give their own. */
  readonly worker?: URL;
}

export interface Core {
  /** In this process. */
  readonly transport: Transport;
  readonly workspace: Workspace;
  /** Jobs that are queued or running. */
  activeJobs(): number;
  publish(event: CoreEvent): void;
  /** Whatever was thrown, as data; what was not expected goes to the log. */
  failureOf(error: unknown, operation: string): Failure;
  /** Tells those who find the workspace locked where it is served. */
  announce(address: { readonly url: string; readonly token?: string }): Promise<void>;
  /** Cancels what runs and releases the workspace. */
  close(): Promise<void>;
}

const now = Date.now;

function newId(prefix: string): string {
  return `${prefix}_${randomBytes(8).toString('hex')}`;
}

/** What an earlier process left unfinished when it ended without closing. */
function interruptLeftovers(workspace: Workspace, repository: JobRepository, now: number): void {
  const error = new AppError('INTERRUPTED', 'Assay ended while the job ran', {
    hint: 'Start it again; nothing half-done was kept',
  });
  workspace.db.transaction(() => {
    const jobs = repository.interruptUnfinished(toFailure(error), now);
    const runs = interruptRunningRuns(workspace.db, error.message);
    const studies = interruptRunningStudies(workspace.db, error.message);
    if (jobs.length + runs.length + studies.length === 0) return;
    const detail = { jobs, runs, studies };
    const event = { actor: 'core', operation: 'jobs.interrupted', subject: workspace.id };
    workspace.audit.append({ ...event, detail, at: now });
  })();
}

function createHandlerTable(jobsHandlers: object): (name: string) => Promise<AnyHandler> {
  const loaders = handlerLoaders as Readonly<Record<string, () => Promise<object>>>;
  return async (name) => {
    const capability = name.slice(0, name.indexOf('.'));
    const handlers = capability === 'jobs' ? jobsHandlers : await loaders[capability]?.();
    const handler = (handlers as Record<string, AnyHandler> | undefined)?.[name];
    if (!handler) throw new Error(`${name} has no handler`);
    return handler;
  };
}

/** How a run ends whose job ended before it. */
const runStates: Partial<Record<Job['state'], 'failed' | 'cancelled' | 'interrupted'>> = {
  failed: 'failed',
  cancelled: 'cancelled',
  interrupted: 'interrupted',
};

/**
 * The composition root: opens the workspace and serves every operation on it. Errors: those of
 * openWorkspace.
 */
export async function createCore(options: CoreOptions): Promise<Core> {
  const workspace = await openWorkspace(options.workspacePath, { now, actor: options.actor });
  try {
    return await createCoreOn(workspace, options);
  } catch (error) {
    workspace.close();
    throw error;
  }
}

async function createCoreOn(workspace: OpenWorkspace, options: CoreOptions): Promise<Core> {
  const configFolder = options.configFolder ?? userConfigFolder(process.env, process.platform);
  if (options.url !== undefined) await workspace.announce({ url: options.url });
  const boundary = createFailureBoundary(workspace.path);
  const hub = createEventHub((error) => boundary.toFailure(error, 'event listener'));
  const repository = openJobRepository(workspace.db);
  interruptLeftovers(workspace, repository, now());
  repository.dropOldOutputs();

  // One after the other: each reads the list before it writes it.
  let remembering: Promise<unknown> = Promise.resolve();
  function remember(kind: 'workspaces' | 'files', paths: readonly string[]): void {
    const at = now();
    remembering = remembering
      .then(() => rememberPlaces(configFolder, kind, { paths, at }))
      // A convenience only: a read-only home must not stop the work.
      .catch((error: unknown) => boundary.toFailure(error, 'workspace.recent'));
  }
  remember('workspaces', [workspace.path]);
  await remembering;

  function onJobEnd(job: Job, order: JobOrder): void {
    const status = runStates[job.state];
    const error = job.error?.message ?? '';
    if (status && settleRunsOfJob(workspace.db, job.id, { status, error }) > 0)
      base.changed('runs');
    if (job.state !== 'succeeded' || job.operation !== 'data.import') return;
    const { files } = order.input as { files: string[] };
    const kept = files.filter((file) => !isInside(workspace.path, file));
    if (kept.length > 0) remember('files', kept);
  }

  const base: Omit<OperationContext, 'call'> = {
    workspace,
    now,
    newId,
    appVersion: options.appVersion ?? packageJson.version,
    samplesFolder:
      options.samplesFolder ?? fileURLToPath(new URL('../../datasets', import.meta.url)),
    configFolder,
    actor: options.actor,
    changed(...topics) {
      // Every change leaves an audit event and a new time of the last save.
      const all = new Set<Topic>([...topics, 'audit', 'workspace']);
      hub.publish({ type: 'changed', topics: [...all] });
    },
  };
  const pool = createComputePool({
    worker: options.worker ?? new URL('./worker.ts', import.meta.url),
  });
  const runner = createJobRunner({
    repository,
    now,
    newId,
    publish: (job) => hub.publish({ type: 'job', job }),
    toFailure: (error, operation) => boundary.toFailure(error, operation),
    onEnd: onJobEnd,
  });
  const findHandler = createHandlerTable(createJobsHandlers(runner));
  const dispatch = createDispatch({ base, runner, pool, findHandler });

  let closing: Promise<void> | null = null;
  async function shut(): Promise<void> {
    await runner.close();
    await pool.close();
    await remembering;
    workspace.close();
    boundary.close();
  }

  return {
    workspace,
    transport: {
      async request(name, input) {
        try {
          return { output: await dispatch.request(name, input) };
        } catch (error) {
          return { error: boundary.toFailure(error, name) };
        }
      },
      subscribe: (listener) => hub.subscribe(listener),
    },
    activeJobs: () => runner.active(),
    publish: (event) => hub.publish(event),
    failureOf: (error, operation) => boundary.toFailure(error, operation),
    announce: (address) => workspace.announce(address),
    close: () => (closing ??= shut()),
  };
}
