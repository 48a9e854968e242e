import type { Database } from 'better-sqlite3';
import type { Task } from '../contract/common.ts';
import { recipeSchema } from '../contract/training.ts';
import type { Study, StudyResult, Trial } from '../contract/tuning.ts';
import type { SearchSpace } from '../models/estimator.ts';
import { prepare } from '../storage/prepare.ts';

/** What a study leaves besides its trials. */
export type StudyOutcome = Pick<StudyResult, 'importance' | 'leaderboard' | 'nested' | 'warnings'>;

export interface StudyRecord {
  readonly study: Study;
  readonly space: SearchSpace;
  /** What was asked for, as the contract has it. */
  readonly input: Readonly<Record<string, unknown>>;
  /** Null until it has ended. */
  readonly outcome: StudyOutcome | null;
  readonly error: string | null;
}

interface StudyRow {
  readonly id: string;
  readonly name: string;
  readonly kind: Study['kind'];
  readonly state: Study['state'];
  readonly version_id: string;
  readonly dataset: string;
  readonly version_number: number;
  readonly target: string;
  readonly task: Task;
  readonly algorithm: string | null;
  readonly sampler: string;
  readonly pruner: string;
  readonly metric: string;
  readonly better: 'higher' | 'lower';
  readonly seed: number;
  readonly budget: number | null;
  readonly input_json: string;
  readonly space_json: string;
  readonly job_id: string | null;
  readonly best_run_id: string | null;
  readonly result_json: string | null;
  readonly error: string | null;
  readonly created_at: number;
  readonly duration_ms: number | null;
  readonly trial_count: number;
  readonly best_value: number | null;
}

const selectStudies = `
  SELECT s.*, d.name AS dataset, v.number AS version_number,
    (SELECT count(*) FROM trials t WHERE t.study_id = s.id) AS trial_count,
    (SELECT CASE s.better WHEN 'higher' THEN max(t.value) ELSE min(t.value) END
       FROM trials t WHERE t.study_id = s.id AND t.state = 'complete') AS best_value
  FROM studies s
  JOIN dataset_versions v ON v.id = s.version_id
  JOIN datasets d ON d.id = v.dataset_id`;

function parseStudy(row: StudyRow): StudyRecord {
  return {
    study: {
      id: row.id,
      name: row.name,
      kind: row.kind,
      state: row.state,
      versionId: row.version_id,
      versionName: `${row.dataset}@${row.version_number}`,
      target: row.target,
      task: row.task,
      algorithm: row.algorithm,
      sampler: row.sampler,
      pruner: row.pruner,
      metric: { name: row.metric, better: row.better },
      seed: row.seed,
      trialCount: row.trial_count,
      bestValue: row.best_value,
      bestRunId: row.best_run_id,
      jobId: row.job_id,
      createdAt: row.created_at,
      durationMs: row.duration_ms,
      budget: row.budget,
    },
    space: JSON.parse(row.space_json) as SearchSpace,
    input: JSON.parse(row.input_json) as Record<string, unknown>,
    outcome: row.result_json === null ? null : (JSON.parse(row.result_json) as StudyOutcome),
    error: row.error,
  };
}

export interface NewStudy {
  readonly id: string;
  readonly name: string;
  readonly kind: Study['kind'];
  readonly versionId: string;
  readonly target: string;
  readonly task: Task;
  readonly algorithm: string | null;
  readonly sampler: string;
  readonly pruner: string;
  readonly metric: Study['metric'];
  readonly seed: number;
  readonly budget: number | null;
  readonly input: unknown;
  readonly space: SearchSpace;
  readonly jobId: string;
  readonly createdAt: number;
}

export function insertStudy(db: Database, study: NewStudy): void {
  prepare(
    db,
    `INSERT INTO studies (id, name, kind, state, version_id, target, task, algorithm, sampler, pruner,
       metric, better, seed, budget, input_json, space_json, job_id, created_at)
     VALUES (@id, @name, @kind, 'running', @versionId, @target, @task, @algorithm, @sampler, @pruner,
       @metric, @better, @seed, @budget, @input, @space, @jobId, @createdAt)`,
  ).run({
    ...study,
    metric: study.metric.name,
    better: study.metric.better,
    input: JSON.stringify(study.input),
    space: JSON.stringify(study.space),
  });
}

/** A study that goes on: running again, with a new job; trials that never ended are forgotten. */
export function reopenStudy(
  db: Database,
  id: string,
  next: { readonly jobId: string; readonly budget: number | null; readonly input: unknown },
): void {
  prepare(
    db,
    `UPDATE studies SET state = 'running', job_id = @jobId, budget = @budget, input_json = @input,
       error = NULL, result_json = NULL WHERE id = @id`,
  ).run({ id, ...next, input: JSON.stringify(next.input) });
  dropRunningTrials(db, id);
}

/** Trials that were given up leave no trace: their numbers are used again. */
export function dropRunningTrials(db: Database, id: string): void {
  prepare(db, "DELETE FROM trials WHERE study_id = ? AND state = 'running'").run(id);
}

export interface StudyEnd {
  readonly state: Study['state'];
  readonly error: string | null;
  readonly bestRunId: string | null;
  readonly durationMs: number;
  readonly outcome: StudyOutcome | null;
}

export function updateEndedStudy(db: Database, id: string, end: StudyEnd): void {
  dropRunningTrials(db, id);
  prepare(
    db,
    `UPDATE studies SET state = @state, error = @error, best_run_id = @bestRunId,
       duration_ms = coalesce(duration_ms, 0) + @durationMs, result_json = @outcome WHERE id = @id`,
  ).run({ ...end, id, outcome: end.outcome && JSON.stringify(end.outcome) });
}

/** Studies that an earlier process left running become interrupted; returns their ids. */
export function interruptRunningStudies(db: Database, error: string): string[] {
  const ids = prepare<[string], { id: string }>(
    db,
    "UPDATE studies SET state = 'interrupted', error = ? WHERE state = 'running' RETURNING id",
  )
    .all(error)
    .map(({ id }) => id);
  for (const id of ids) dropRunningTrials(db, id);
  return ids;
}

export function findStudy(db: Database, id: string): StudyRecord | undefined {
  const row = prepare<[string], StudyRow>(db, `${selectStudies} WHERE s.id = ?`).get(id);
  return row && parseStudy(row);
}

/** Newest first. */
export function listStudies(
  db: Database,
  options: { readonly versionId: string | null; readonly limit: number },
): StudyRecord[] {
  return prepare<[string | null, string | null, number], StudyRow>(
    db,
    `${selectStudies} WHERE ? IS NULL OR s.version_id = ?
       ORDER BY s.created_at DESC, s.rowid DESC LIMIT ?`,
  )
    .all(options.versionId, options.versionId, options.limit)
    .map(parseStudy);
}

interface TrialRow {
  readonly number: number;
  readonly state: Trial['state'];
  readonly value: number | null;
  readonly std: number | null;
  readonly algorithm: string;
  readonly params_json: string;
  readonly recipe_json: string;
  readonly intermediate_json: string;
  readonly duration_ms: number | null;
  readonly run_id: string | null;
  readonly error: string | null;
}

/** In order of their numbers. */
export function listTrials(db: Database, studyId: string): Trial[] {
  return prepare<[string], TrialRow>(db, 'SELECT * FROM trials WHERE study_id = ? ORDER BY number')
    .all(studyId)
    .map((row) => ({
      number: row.number,
      state: row.state,
      value: row.value,
      std: row.std,
      algorithm: row.algorithm,
      params: JSON.parse(row.params_json) as Record<string, unknown>,
      recipe: recipeSchema.parse(JSON.parse(row.recipe_json)),
      intermediate: JSON.parse(row.intermediate_json) as Trial['intermediate'],
      durationMs: row.duration_ms,
      runId: row.run_id,
      error: row.error,
    }));
}

/** Writes a trial as it stands, new or known. */
export function saveTrial(db: Database, studyId: string, trial: Trial): void {
  prepare(
    db,
    `INSERT OR REPLACE INTO trials (study_id, number, state, value, std, algorithm, params_json,
       recipe_json, intermediate_json, duration_ms, run_id, error)
     VALUES (@studyId, @number, @state, @value, @std, @algorithm, @params, @recipe, @intermediate,
       @durationMs, @runId, @error)`,
  ).run({
    studyId,
    number: trial.number,
    state: trial.state,
    value: trial.value,
    std: trial.std,
    algorithm: trial.algorithm,
    params: JSON.stringify(trial.params),
    recipe: JSON.stringify(trial.recipe),
    intermediate: JSON.stringify(trial.intermediate),
    durationMs: trial.durationMs,
    runId: trial.runId,
    error: trial.error,
  });
}

export function dropTrial(db: Database, studyId: string, number: number): void {
  prepare(db, 'DELETE FROM trials WHERE study_id = ? AND number = ?').run(studyId, number);
}

export function linkTrial(
  db: Database,
  studyId: string,
  link: { number: number; runId: string },
): void {
  prepare(db, 'UPDATE trials SET run_id = ? WHERE study_id = ? AND number = ?').run(
    link.runId,
    studyId,
    link.number,
  );
}
