import type { Database } from 'better-sqlite3';
import { z } from 'zod';

const idRow = z.object({ id: z.string() });

/** What still needs versions of each deleted dataset: how many things of other capabilities. */
export function countUses(db: Database, datasetId: string): number {
  const row = db
    .prepare(
      `WITH own AS (SELECT id FROM dataset_versions WHERE dataset_id = ?)
       SELECT (SELECT count(*) FROM runs WHERE version_id IN own)
         + (SELECT count(*) FROM explanations WHERE version_id IN own)
         + (SELECT count(*) FROM studies WHERE version_id IN own)
         + (SELECT count(*) FROM analyses WHERE version_id IN own)
         + (SELECT count(*) FROM drift_reports WHERE reference_id IN own OR current_id IN own)
         + (SELECT count(*) FROM validation_results WHERE version_id IN own)
         + (SELECT count(*) FROM reports WHERE subject_id IN own) AS uses`,
    )
    .get(datasetId);
  return z.object({ uses: z.number() }).parse(row).uses;
}

/** Datasets that have a version made from one of the given dataset. */
export function derivedDatasets(db: Database, datasetId: string): string[] {
  return db
    .prepare(
      `SELECT DISTINCT child.dataset_id AS id FROM dataset_versions child
       JOIN dataset_versions parent ON parent.id = child.parent_id
       WHERE parent.dataset_id = ? AND child.dataset_id <> parent.dataset_id`,
    )
    .all(datasetId)
    .map((row) => idRow.parse(row).id);
}

/** Removes a dataset with its versions and segments. Its artifacts lose their names by that. */
export function removeDataset(db: Database, datasetId: string): void {
  db.pragma('defer_foreign_keys = ON');
  db.prepare('DELETE FROM segments WHERE dataset_id = ?').run(datasetId);
  db.prepare('DELETE FROM dataset_versions WHERE dataset_id = ?').run(datasetId);
  db.prepare('DELETE FROM datasets WHERE id = ?').run(datasetId);
}

export function countOtherJobs(db: Database, jobId: string): number {
  const row = db
    .prepare(`SELECT count(*) AS jobs FROM jobs WHERE state IN ('queued', 'running') AND id <> ?`)
    .get(jobId);
  return z.object({ jobs: z.number() }).parse(row).jobs;
}

/** Artifacts that a column of any table names; the tables of later releases are looked at, too. */
export function namedArtifacts(db: Database): Set<string> {
  const named = new Set<string>();
  const row = z.object({ sha256: z.string() });
  for (const { table, column } of artifactColumns(db)) {
    const rows = db
      .prepare(
        `SELECT DISTINCT "${column}" AS sha256 FROM "${table}" WHERE "${column}" IS NOT NULL`,
      )
      .all();
    for (const raw of rows) named.add(row.parse(raw).sha256);
  }
  // the files of combined imports are named by their list only
  const parts = db
    .prepare(
      `SELECT DISTINCT part.value ->> 'sha256' AS sha256
       FROM dataset_versions, json_each(source_json, '$.parts') AS part`,
    )
    .all();
  for (const raw of parts) named.add(row.parse(raw).sha256);
  return named;
}

/** Columns that hold hashes of artifacts, by the rule that their names end in sha256. */
function artifactColumns(db: Database): { table: string; column: string }[] {
  return db
    .prepare(
      `SELECT m.name AS "table", c.name AS "column" FROM sqlite_master m, pragma_table_info(m.name) c
       WHERE m.type = 'table' AND m.name <> 'artifacts' AND c.name LIKE '%sha256'`,
    )
    .all()
    .map((raw) => z.object({ table: z.string(), column: z.string() }).parse(raw));
}

/** Artifacts the store has listed. */
export function listedArtifacts(db: Database): string[] {
  const row = z.object({ sha256: z.string() });
  return db
    .prepare('SELECT sha256 FROM artifacts')
    .all()
    .map((raw) => row.parse(raw).sha256);
}

export function unlistArtifacts(db: Database, sha256s: readonly string[]): void {
  const remove = db.prepare('DELETE FROM artifacts WHERE sha256 = ?');
  for (const sha256 of sha256s) remove.run(sha256);
}
