import type { Database } from 'better-sqlite3';
import type { Job } from '../contract/events.ts';
import { type Failure, failureSchema } from '../contract/failure.ts';
import { storedInput } from './stored-input.ts';

interface JobRow {
  readonly id: string;
  readonly operation: string;
  readonly title: string;
  readonly state: Job['state'];
  readonly fraction: number | null;
  readonly stage: string;
  readonly message: string;
  readonly created_at: number;
  readonly started_at: number | null;
  readonly finished_at: number | null;
  readonly input_json: string;
  readonly output_json: string | null;
  readonly error_json: string | null;
}

function parseJob(row: JobRow): Job {
  return {
    id: row.id,
    operation: row.operation,
    title: row.title,
    state: row.state,
    fraction: row.fraction,
    stage: row.stage,
    message: row.message,
    remainingMs: null,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    error: row.error_json === null ? null : failureSchema.parse(JSON.parse(row.error_json)),
  };
}

export interface JobRepository {
  insert(job: Job, input: unknown): void;
  /** Writes state, progress and error; the output too when it is given. */
  update(job: Job, output?: unknown): void;
  get(id: string): { job: Job; output?: unknown } | undefined;
  list(limit: number): Job[];
  /** Marks what an earlier process left unfinished; returns the ids. */
  interruptUnfinished(error: Failure, at: number): string[];
  /** Drops the outputs of all but the newest 200 jobs: what they made is kept where it belongs. */
  dropOldOutputs(): void;
}

const keptOutputs = 200;

export function openJobRepository(db: Database): JobRepository {
  const insert = db.prepare(
    `INSERT INTO jobs (id, operation, title, state, fraction, stage, message, created_at, input_json)
     VALUES (@id, @operation, @title, @state, @fraction, @stage, @message, @createdAt, @input)`,
  );
  const update = db.prepare(
    `UPDATE jobs SET state = @state, fraction = @fraction, stage = @stage, message = @message,
       started_at = @startedAt, finished_at = @finishedAt, error_json = @error,
       output_json = coalesce(@output, output_json)
     WHERE id = @id`,
  );
  const get = db.prepare<[string], JobRow>('SELECT * FROM jobs WHERE id = ?');
  const list = db.prepare<[number], JobRow>(
    'SELECT * FROM jobs ORDER BY created_at DESC, rowid DESC LIMIT ?',
  );
  const interrupt = db.prepare<[number, string], { id: string }>(
    `UPDATE jobs SET state = 'interrupted', finished_at = ?, error_json = ?
     WHERE state IN ('queued', 'running') RETURNING id`,
  );

  return {
    insert({ id, operation, title, state, fraction, stage, message, createdAt }, input) {
      const job = { id, operation, title, state, fraction, stage, message, createdAt };
      insert.run({ ...job, input: storedInput(input) });
    },
    update(job, output) {
      update.run({
        id: job.id,
        state: job.state,
        fraction: job.fraction,
        stage: job.stage,
        message: job.message,
        startedAt: job.startedAt,
        finishedAt: job.finishedAt,
        error: job.error === null ? null : JSON.stringify(job.error),
        output: output === undefined ? null : JSON.stringify(output),
      });
    },
    get(id) {
      const row = get.get(id);
      if (!row) return undefined;
      const output =
        row.output_json === null ? {} : { output: JSON.parse(row.output_json) as unknown };
      return { job: parseJob(row), ...output };
    },
    list: (limit) => list.all(limit).map(parseJob),
    interruptUnfinished: (error, at) =>
      interrupt.all(at, JSON.stringify(error)).map((row) => row.id),
    dropOldOutputs() {
      db.prepare(
        `UPDATE jobs SET output_json = NULL WHERE output_json IS NOT NULL AND id NOT IN
           (SELECT id FROM jobs ORDER BY created_at DESC, rowid DESC LIMIT ?)`,
      ).run(keptOutputs);
    },
  };
}
