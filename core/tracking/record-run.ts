import { AppError } from '../base/app-error.ts';
import type { Task, Warning } from '../contract/common.ts';
import type { Evaluation } from '../contract/evaluation.ts';
import type { OperationContext } from '../jobs/context.ts';
import {
  ensureExperiment,
  findLatestRun,
  findRun,
  insertRun,
  recentRunIds,
  type RunRecord,
  updateEndedRun,
  updateFinishedRun,
} from './repository.ts';

type Context = Pick<OperationContext, 'workspace' | 'now' | 'newId' | 'actor' | 'changed'>;

export interface RunStart {
  readonly versionId: string;
  readonly algorithm: string;
  readonly task: Task;
  readonly target: string;
  readonly seed: number;
  /** Name of the experiment, made when missing. */
  readonly experiment: string;
  /** What the caller asked for, so that the run can be repeated. */
  readonly input: unknown;
  readonly jobId: string;
}

/** Records a run that begins; returns its id. */
export function startRun(context: Context, start: RunStart): string {
  const { workspace, now, newId, actor } = context;
  const id = newId('run');
  const at = now();
  const { experiment, ...rest } = start;
  workspace.db.transaction(() => {
    const experimentId = ensureExperiment(workspace.db, { id: newId('exp'), name: experiment, at });
    insertRun(workspace.db, { ...rest, id, experimentId, startedAt: at });
    const { algorithm, target, seed, versionId } = start;
    const detail = { algorithm, target, seed, versionId, experiment };
    workspace.audit.append({ actor, operation: 'run.start', subject: id, detail, at });
  })();
  context.changed('runs');
  return id;
}

export interface RunEnd {
  /** What was trained in the end, where the run began as `auto`. */
  readonly algorithm?: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Prefixed `train.`, `test.`, `cv.`. */
  readonly metrics: Readonly<Record<string, number | null>>;
  readonly durationMs: number;
  readonly fitMs: number;
  readonly warnings: readonly Warning[];
  /** Null where there were no rows with the target to evaluate on. */
  readonly evaluation: Evaluation | null;
  readonly evaluatedOn: 'test' | 'train';
}

/** Records how a run came out; its evaluation becomes an artifact. */
export async function finishRun(context: Context, runId: string, end: RunEnd): Promise<void> {
  const { workspace, now, actor } = context;
  const { evaluation, evaluatedOn, ...rest } = end;
  const stored =
    evaluation && (await workspace.artifacts.put(JSON.stringify({ evaluation, on: evaluatedOn })));
  const evaluationSha256 = stored?.sha256 ?? null;
  workspace.db.transaction(() => {
    updateFinishedRun(workspace.db, runId, { ...rest, evaluationSha256 });
    const detail = { durationMs: end.durationMs, evaluationSha256 };
    const event = { actor, operation: 'run.finish', subject: runId };
    workspace.audit.append({ ...event, detail, at: now() });
  })();
  context.changed('runs');
}

/** Records that a run came to nothing. */
export function endRun(
  context: Context,
  runId: string,
  status: 'failed' | 'cancelled',
  message: string,
): void {
  const { workspace, actor } = context;
  const at = context.now();
  workspace.db.transaction(() => {
    updateEndedRun(workspace.db, runId, { status, error: message, at });
    const detail = { status, message };
    workspace.audit.append({ actor, operation: 'run.end', subject: runId, detail, at });
  })();
  context.changed('runs');
}

/**
 * A run by id or `latest`: the newest finished one, or the newest when none has finished. Throws
 * NOT_FOUND.
 */
export function resolveRun(context: Pick<OperationContext, 'workspace'>, ref: string): RunRecord {
  const { db } = context.workspace;
  const run = findRun(db, ref) ?? (ref === 'latest' ? findLatestRun(db) : undefined);
  if (run) return run;
  const recent = recentRunIds(db, 5);
  throw new AppError(
    'NOT_FOUND',
    recent.length === 0
      ? `There is no run '${ref}': nothing was trained yet`
      : `There is no run '${ref}'. The newest: ${recent.join(', ')}`,
    { hint: recent.length === 0 ? 'Train a model first' : 'See assay tracking runs' },
  );
}

/** How the model of a run did, and on which rows. Throws NOT_FOUND when the run never got there. */
export async function readEvaluation(
  context: Pick<OperationContext, 'workspace'>,
  runId: string,
): Promise<{ evaluation: Evaluation; on: 'test' | 'train' }> {
  const run = resolveRun(context, runId);
  if (run.evaluationSha256 === null) {
    const why = run.error === null ? '' : `: ${run.error}`;
    throw new AppError('NOT_FOUND', `Run ${run.id} has no evaluation; it is ${run.status}${why}`);
  }
  const text = await context.workspace.artifacts.readText(run.evaluationSha256);
  return JSON.parse(text) as { evaluation: Evaluation; on: 'test' | 'train' };
}
