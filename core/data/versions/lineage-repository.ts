import type { Database } from 'better-sqlite3';
import { z } from 'zod';

// Lineage is a reading across the tables of all capabilities; it writes none of them.

const versionRow = z.object({
  id: z.string(),
  title: z.string(),
  detail: z.string(),
  parentId: z.string().nullable(),
  createdBy: z.string(),
  file: z.string().nullable(),
  fileSha256: z.string().nullable(),
});
export type LineageVersion = z.infer<typeof versionRow>;

const madeRow = z.object({
  /** What it was made from. */
  parent: z.string(),
  id: z.string(),
  kind: z.string(),
  title: z.string(),
  detail: z.string(),
  label: z.string(),
});
export type LineageMade = z.infer<typeof madeRow>;

const selectVersion = `
  SELECT v.id, d.name || '@' || v.number AS title, v.rows || ' rows, ' || v.layer AS detail,
    v.parent_id AS parentId, v.created_by AS createdBy,
    v.source_json ->> '$.file' AS file, v.source_json ->> '$.sha256' AS fileSha256
  FROM dataset_versions v JOIN datasets d ON d.id = v.dataset_id`;

/** Versions by id, oldest first. */
export function findVersions(db: Database, ids: readonly string[]): LineageVersion[] {
  return db
    .prepare(
      `${selectVersion} WHERE v.id IN (SELECT value FROM json_each(?)) ORDER BY v.created_at, v.rowid`,
    )
    .all(JSON.stringify(ids))
    .map((row) => versionRow.parse(row));
}

/** Pairs of a version and one that was made of it: by its parent, or by a query that read several. */
export function versionLinks(db: Database): { from: string; to: string }[] {
  const row = z.object({ from: z.string(), to: z.string() });
  return db
    .prepare(
      `SELECT parent_id AS "from", id AS "to" FROM dataset_versions WHERE parent_id IS NOT NULL
       UNION
       SELECT read.value, v.id FROM audit_events e
         JOIN dataset_versions v ON v.id = e.subject,
         json_each(e.detail_json, '$.read') read
       WHERE e.operation = 'data.saveSql'
         AND read.value IN (SELECT id FROM dataset_versions)`,
    )
    .all()
    .map((raw) => row.parse(raw));
}

/** Everything that was made from the versions, things made from those included, in order of time. */
export function madeFrom(db: Database, versionIds: readonly string[]): LineageMade[] {
  return db
    .prepare(
      `WITH own AS (SELECT value AS id FROM json_each(?)),
       used_runs AS (SELECT * FROM runs WHERE version_id IN own),
       used_models AS (SELECT * FROM models WHERE run_id IN (SELECT id FROM used_runs)),
       made AS (
         SELECT version_id AS parent, id, 'run' AS kind, algorithm || ' for ' || target AS title,
           status || ', seed ' || seed AS detail, 'trained on' AS label, started_at AS at
         FROM used_runs
         UNION ALL
         SELECT run_id, id, 'model', algorithm,
           json_array_length(features_json) || ' features', 'made', created_at FROM used_models
         UNION ALL
         SELECT model_id, id, 'model version', name || '@' || number, stage, 'registered as',
           created_at FROM model_versions WHERE model_id IN (SELECT id FROM used_models)
         UNION ALL
         SELECT version_id, id, 'explanation', 'SHAP', rows || ' rows', 'explained on', created_at
         FROM explanations WHERE version_id IN own
         UNION ALL
         SELECT version_id, id, 'analysis', algorithm, summary, 'analysed by', created_at
         FROM analyses WHERE version_id IN own
         UNION ALL
         SELECT reference_id, id, 'drift report', 'Drift',
           drifted_columns || ' of ' || columns || ' columns drifted', 'reference of', created_at
         FROM drift_reports WHERE reference_id IN own
         UNION ALL
         SELECT current_id, id, 'drift report', 'Drift',
           drifted_columns || ' of ' || columns || ' columns drifted', 'compared in', created_at
         FROM drift_reports WHERE current_id IN own
         UNION ALL
         SELECT version_id, id, 'validation', suite_name,
           iif(success, 'passed', 'failed') || ', score ' || round(quality_score, 1),
           'checked by', created_at
         FROM validation_results WHERE version_id IN own
         UNION ALL
         SELECT version_id, id, 'segment', name, rows || ' rows', 'part', created_at
         FROM segments WHERE version_id IN own),
       reported AS (
         SELECT subject_id AS parent, id, 'report' AS kind, title, path AS detail,
           'reported in' AS label, created_at AS at
         FROM reports WHERE subject_id IN (SELECT id FROM made UNION SELECT id FROM own))
       SELECT parent, id, kind, title, detail, label FROM
         (SELECT * FROM made UNION ALL SELECT * FROM reported) ORDER BY at`,
    )
    .all(JSON.stringify(versionIds))
    .map((row) => madeRow.parse(row));
}
