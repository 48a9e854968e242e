import type { Database } from 'better-sqlite3';

/** Runs that an earlier process left running become interrupted; returns their ids. */
export function interruptRunningRuns(db: Database, error: string): string[] {
  return db
    .prepare<[string], { id: string }>(
      "UPDATE runs SET status = 'interrupted', error = ? WHERE status = 'running' RETURNING id",
    )
    .all(error)
    .map((row) => row.id);
}

/** Ends the runs of a job that ended before they did. */
export function settleRunsOfJob(
  db: Database,
  jobId: string,
  end: { readonly status: 'failed' | 'cancelled'; readonly error: string },
): void {
  db.prepare("UPDATE runs SET status = ?, error = ? WHERE job_id = ? AND status = 'running'").run(
    end.status,
    end.error,
    jobId,
  );
}
