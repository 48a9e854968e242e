import type { Database } from 'better-sqlite3';

/** One thing that was made from another, as the graph shows it. */
export interface LineageRow {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
}

export interface VersionRow extends LineageRow {
  readonly parentId: string | null;
  readonly file: string | null;
  readonly fileSha256: string | null;
}

// Lineage is a reading across the tables of all capabilities; it writes none of them.

/** A dataset version and those it was derived from, nearest first. */
export function versionAncestry(db: Database, versionId: string): VersionRow[] {
  return db
    .prepare<[string], VersionRow>(
      `WITH RECURSIVE chain (id, depth) AS (
         SELECT ?, 0 UNION ALL
         SELECT v.parent_id, depth + 1 FROM dataset_versions v JOIN chain c ON v.id = c.id
         WHERE v.parent_id IS NOT NULL AND depth < 1000)
       SELECT v.id, d.name || '@' || v.number AS title,
         v.rows || ' rows, ' || v.layer AS detail, v.parent_id AS parentId,
         v.source_json ->> '$.file' AS file, v.source_json ->> '$.sha256' AS fileSha256
       FROM chain c JOIN dataset_versions v ON v.id = c.id JOIN datasets d ON d.id = v.dataset_id
       ORDER BY c.depth`,
    )
    .all(versionId);
}

export function explanationsOf(db: Database, modelId: string): LineageRow[] {
  return db
    .prepare<[string], LineageRow>(
      `SELECT x.id, 'SHAP on ' || d.name || '@' || v.number AS title, x.rows || ' rows' AS detail
       FROM explanations x JOIN dataset_versions v ON v.id = x.version_id
       JOIN datasets d ON d.id = v.dataset_id WHERE x.model_id = ? ORDER BY x.created_at`,
    )
    .all(modelId);
}

export function driftReportsOf(db: Database, modelId: string): LineageRow[] {
  return db
    .prepare<[string], LineageRow>(
      `SELECT x.id, 'Drift of ' || d.name || '@' || v.number AS title,
         x.drifted_columns || ' of ' || x.columns || ' columns drifted' AS detail
       FROM drift_reports x JOIN dataset_versions v ON v.id = x.current_id
       JOIN datasets d ON d.id = v.dataset_id WHERE x.model_id = ? ORDER BY x.created_at`,
    )
    .all(modelId);
}

/** Reports about any of the subjects. */
export function reportsOn(
  db: Database,
  subjectIds: readonly string[],
): (LineageRow & { subjectId: string })[] {
  return db
    .prepare<[string], LineageRow & { subjectId: string }>(
      `SELECT id, title, path AS detail, subject_id AS subjectId FROM reports
       WHERE subject_id IN (SELECT value FROM json_each(?)) ORDER BY created_at`,
    )
    .all(JSON.stringify(subjectIds));
}
