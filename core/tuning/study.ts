import { AppError } from '../base/app-error.ts';
import { canonicalJson } from '../base/canonical-json.ts';
import type { Study, Trial } from '../contract/tuning.ts';
import type { JobContext, OperationContext } from '../jobs/context.ts';
import { createThrottle } from '../jobs/throttle.ts';
import type { SearchSpace } from '../models/estimator.ts';
import {
  dropTrial,
  findStudy,
  insertStudy,
  linkTrial,
  listStudies,
  listTrials,
  reopenStudy,
  saveTrial,
  updateEndedStudy,
  type NewStudy,
  type StudyEnd,
  type StudyRecord,
} from './repository.ts';
import type { TrialStore } from './search.ts';

/** How often views hear that a study went on. */
const changedMs = 500;

/** A study by id or `latest`. NOT_FOUND names the newest ones. */
export function resolveStudy({ workspace }: OperationContext, ref: string): StudyRecord {
  const newest = listStudies(workspace.db, { versionId: null, limit: 5 });
  const found = findStudy(workspace.db, ref) ?? (ref === 'latest' ? newest[0] : undefined);
  if (found) return found;
  const ids = newest.map(({ study }) => study.id).join(', ');
  throw new AppError(
    'NOT_FOUND',
    ids === '' ? `There is no study '${ref}': nothing was tuned yet` : `There is no study '${ref}'`,
    { hint: ids === '' ? 'Start one with assay tuning run' : `The newest: ${ids}` },
  );
}

/** What may differ when a study goes on. */
const free = new Set(['resume', 'trials', 'budget', 'parallel', 'name', 'threads', 'experiment']);

function sameAsked(before: Readonly<Record<string, unknown>>, now: object): string | null {
  const asked = { ...now } as Readonly<Record<string, unknown>>;
  const names = new Set([...Object.keys(before), ...Object.keys(asked)]);
  for (const name of names) {
    if (free.has(name)) continue;
    const [a, b] = [before[name], asked[name]].map((value) => canonicalJson(value ?? null));
    if (a !== b) return name;
  }
  return null;
}

/** An open study: what its trials and its end are written to. */
export interface OpenStudy extends TrialStore {
  readonly id: string;
  readonly space: SearchSpace;
  /** Trials that ended before, when it goes on. */
  readonly before: readonly Trial[];
  trials(): Trial[];
  link(number: number, runId: string): void;
  end(end: Omit<StudyEnd, 'durationMs'>): void;
}

type Begin = Omit<NewStudy, 'id' | 'jobId' | 'createdAt'>;

function resume(context: JobContext, begin: Begin, ref: string): StudyRecord {
  const found = resolveStudy(context, ref);
  const { study } = found;
  if (study.state === 'running') {
    throw new AppError('CONFLICT', `The study ${study.name} is running`, {
      hint: 'Wait for it, or stop it first',
    });
  }
  const { version: _, ...before } = found.input;
  const { version: __, ...asked } = begin.input as Readonly<Record<string, unknown>>;
  const same = study.kind === begin.kind && study.versionId === begin.versionId;
  const differs = same ? sameAsked(before, asked) : 'version';
  if (differs === null) return found;
  throw new AppError('INVALID_INPUT', `The study ${study.name} was begun with another ${differs}`, {
    hint: 'Give what it was begun with, or start a new study',
    path: differs,
  });
}

/** Starts a study, or goes on with one; the record and its audit event are one transaction. */
export function openStudy(
  context: JobContext,
  begin: Begin,
  resumed: string | undefined,
): OpenStudy {
  const { workspace, actor, jobId } = context;
  const { db } = workspace;
  const at = context.now();
  const found = resumed === undefined ? null : resume(context, begin, resumed);
  const id = found?.study.id ?? context.newId('stu');
  db.transaction(() => {
    if (found) reopenStudy(db, id, { jobId, budget: begin.budget, input: begin.input });
    else insertStudy(db, { ...begin, id, jobId, createdAt: at });
    const { kind, algorithm, target, seed, versionId } = begin;
    const detail = { kind, algorithm, target, seed, versionId };
    const operation = found ? 'study.resume' : 'study.start';
    workspace.audit.append({ actor, operation, subject: id, detail, at });
  })();
  context.changed('studies');
  const throttle = createThrottle(changedMs, () => context.changed('studies'));
  return {
    id,
    space: found?.space ?? begin.space,
    before: listTrials(db, id),
    trials: () => listTrials(db, id),
    save(trial) {
      saveTrial(db, id, trial);
      throttle.call();
    },
    drop(number) {
      dropTrial(db, id, number);
      throttle.call();
    },
    link(number, runId) {
      linkTrial(db, id, { number, runId });
    },
    end(end) {
      throttle.cancel();
      const durationMs = context.now() - at;
      db.transaction(() => {
        updateEndedStudy(db, id, { ...end, durationMs });
        const { state, bestRunId, error } = end;
        const detail = { state, bestRunId, trials: listTrials(db, id).length, error };
        const event = { actor, operation: 'study.end', subject: id };
        workspace.audit.append({ ...event, detail, at: context.now() });
      })();
      context.changed('studies');
    },
  };
}

/** Ends a study that failed or was cancelled, and passes the error on. */
export function abandonStudy(study: OpenStudy, context: JobContext, error: unknown): never {
  const cancelled = context.signal.aborted;
  const message = error instanceof Error ? error.message : String(error);
  const state: Study['state'] = cancelled ? 'cancelled' : 'failed';
  study.end({ state, error: cancelled ? null : message, bestRunId: null, outcome: null });
  throw error;
}
