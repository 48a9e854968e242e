import type { Database } from 'better-sqlite3';
import type { Task, Warning } from '../contract/common.ts';
import type { Run } from '../contract/tracking.ts';
import { prepare } from '../storage/prepare.ts';

/** A run with what only handlers need. */
export interface RunRecord extends Run {
  readonly jobId: string | null;
  readonly input: Readonly<Record<string, unknown>>;
  readonly warnings: readonly Warning[];
  readonly evaluationSha256: string | null;
}

interface RunRow {
  readonly id: string;
  readonly experiment: string;
  readonly status: Run['status'];
  readonly job_id: string | null;
  readonly version_id: string;
  readonly dataset: string;
  readonly version_number: number;
  readonly model_id: string | null;
  readonly algorithm: string;
  readonly task: Task;
  readonly target: string;
  readonly seed: number;
  readonly input_json: string;
  readonly params_json: string;
  readonly warnings_json: string;
  readonly started_at: number;
  readonly duration_ms: number | null;
  readonly fit_ms: number | null;
  readonly evaluation_sha256: string | null;
  readonly error: string | null;
}

type Metrics = Record<string, number | null>;

const selectRuns = `
  SELECT r.*, e.name AS experiment, d.name AS dataset, v.number AS version_number, m.id AS model_id
  FROM runs r
  JOIN experiments e ON e.id = r.experiment_id
  JOIN dataset_versions v ON v.id = r.version_id
  JOIN datasets d ON d.id = v.dataset_id
  LEFT JOIN models m ON m.run_id = r.id`;

function parseRun(row: RunRow, metrics: Metrics): RunRecord {
  return {
    id: row.id,
    experiment: row.experiment,
    status: row.status,
    algorithm: row.algorithm,
    task: row.task,
    target: row.target,
    versionId: row.version_id,
    versionName: `${row.dataset}@${row.version_number}`,
    modelId: row.model_id,
    seed: row.seed,
    params: JSON.parse(row.params_json) as Record<string, unknown>,
    metrics,
    startedAt: row.started_at,
    durationMs: row.duration_ms,
    fitMs: row.fit_ms,
    error: row.error,
    jobId: row.job_id,
    input: JSON.parse(row.input_json) as Record<string, unknown>,
    warnings: JSON.parse(row.warnings_json) as Warning[],
    evaluationSha256: row.evaluation_sha256,
  };
}

function readMetrics(db: Database, ids: readonly string[]): ReadonlyMap<string, Metrics> {
  const rows = prepare<[string], { run_id: string; name: string; value: number | null }>(
    db,
    `SELECT run_id, name, value FROM run_metrics
       WHERE run_id IN (SELECT value FROM json_each(?)) ORDER BY rowid`,
  ).all(JSON.stringify(ids));
  const byRun = new Map<string, Metrics>(ids.map((id) => [id, {}]));
  for (const { run_id, name, value } of rows) byRun.get(run_id)![name] = value;
  return byRun;
}

function parseRuns(db: Database, rows: readonly RunRow[]): RunRecord[] {
  const metrics = readMetrics(
    db,
    rows.map((row) => row.id),
  );
  return rows.map((row) => parseRun(row, metrics.get(row.id) ?? {}));
}

/** Newest first; all of them without a limit. */
export function listRuns(
  db: Database,
  options: { readonly experiment?: string; readonly limit?: number },
): RunRecord[] {
  const rows = prepare<[string | null, string | null, number], RunRow>(
    db,
    `${selectRuns} WHERE ? IS NULL OR e.name = ? ORDER BY r.started_at DESC, r.rowid DESC LIMIT ?`,
  ).all(options.experiment ?? null, options.experiment ?? null, options.limit ?? -1);
  return parseRuns(db, rows);
}

export function findRun(db: Database, id: string): RunRecord | undefined {
  const row = prepare<[string], RunRow>(db, `${selectRuns} WHERE r.id = ?`).get(id);
  return row && parseRuns(db, [row])[0];
}

/** The newest finished run; without one, the newest of any state. */
export function findLatestRun(db: Database): RunRecord | undefined {
  const row = prepare<[], RunRow>(
    db,
    `${selectRuns} ORDER BY r.status = 'finished' DESC, r.started_at DESC, r.rowid DESC LIMIT 1`,
  ).get();
  return row && parseRuns(db, [row])[0];
}

/** Ids of the newest runs, for messages about one that does not exist. */
export function recentRunIds(db: Database, limit: number): string[] {
  return prepare<[number], { id: string }>(
    db,
    'SELECT id FROM runs ORDER BY started_at DESC, rowid DESC LIMIT ?',
  )
    .all(limit)
    .map((row) => row.id);
}

export function ensureExperiment(
  db: Database,
  experiment: { readonly id: string; readonly name: string; readonly at: number },
): string {
  const { id, name, at } = experiment;
  prepare(db, 'INSERT INTO experiments VALUES (?, ?, ?) ON CONFLICT (name) DO NOTHING').run(
    id,
    name,
    at,
  );
  return prepare<[string], { id: string }>(db, 'SELECT id FROM experiments WHERE name = ?').get(
    name,
  )!.id;
}

export interface ExperimentSummary {
  readonly id: string;
  readonly name: string;
  readonly runs: number;
  readonly createdAt: number;
}

export function listExperiments(db: Database): ExperimentSummary[] {
  return prepare<[], ExperimentSummary>(
    db,
    `SELECT e.id, e.name, count(r.id) AS runs, e.created_at AS createdAt
       FROM experiments e LEFT JOIN runs r ON r.experiment_id = e.id
       GROUP BY e.id ORDER BY e.created_at`,
  ).all();
}

export interface NewRun {
  readonly id: string;
  readonly experimentId: string;
  readonly jobId: string | null;
  readonly versionId: string;
  readonly algorithm: string;
  readonly task: Task;
  readonly target: string;
  readonly seed: number;
  readonly input: unknown;
  readonly startedAt: number;
}

export function insertRun(db: Database, run: NewRun): void {
  prepare(
    db,
    `INSERT INTO runs (id, experiment_id, status, job_id, version_id, algorithm, task, target, seed,
       input_json, params_json, started_at)
     VALUES (@id, @experimentId, 'running', @jobId, @versionId, @algorithm, @task, @target, @seed,
       @input, '{}', @startedAt)`,
  ).run({ ...run, input: JSON.stringify(run.input) });
}

export interface FinishedRun {
  readonly algorithm?: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly metrics: Readonly<Metrics>;
  readonly durationMs: number;
  readonly fitMs: number;
  readonly warnings: readonly Warning[];
  readonly evaluationSha256: string | null;
}

export function updateFinishedRun(db: Database, id: string, run: FinishedRun): void {
  prepare(
    db,
    `UPDATE runs SET status = 'finished', params_json = @params, warnings_json = @warnings,
       duration_ms = @durationMs, fit_ms = @fitMs, evaluation_sha256 = @evaluation,
       algorithm = coalesce(@algorithm, algorithm)
     WHERE id = @id`,
  ).run({
    id,
    params: JSON.stringify(run.params),
    warnings: JSON.stringify(run.warnings),
    durationMs: run.durationMs,
    fitMs: run.fitMs,
    evaluation: run.evaluationSha256,
    algorithm: run.algorithm ?? null,
  });
  const insert = prepare(
    db,
    'INSERT OR REPLACE INTO run_metrics (run_id, name, value) VALUES (?, ?, ?)',
  );
  for (const [name, value] of Object.entries(run.metrics)) {
    insert.run(id, name, value !== null && Number.isFinite(value) ? value : null);
  }
}

export function updateEndedRun(
  db: Database,
  id: string,
  end: { readonly status: 'failed' | 'cancelled'; readonly error: string; readonly at: number },
): void {
  prepare(
    db,
    "UPDATE runs SET status = @status, error = @error, duration_ms = @at - started_at WHERE id = @id AND status = 'running'",
  ).run({ id, ...end });
}

/** Runs that an earlier process left running become interrupted; returns their ids. */
export function interruptRunningRuns(db: Database, error: string): string[] {
  return prepare<[string], { id: string }>(
    db,
    "UPDATE runs SET status = 'interrupted', error = ? WHERE status = 'running' RETURNING id",
  )
    .all(error)
    .map((row) => row.id);
}

/** Ends the runs of a job that ended before they did; returns how many there were. */
export function settleRunsOfJob(
  db: Database,
  jobId: string,
  end: { readonly status: 'failed' | 'cancelled' | 'interrupted'; readonly error: string },
): number {
  return prepare(
    db,
    "UPDATE runs SET status = ?, error = ? WHERE job_id = ? AND status = 'running'",
  ).run(end.status, end.error, jobId).changes;
}
