import type { Database } from 'better-sqlite3';
import type { OutputOf } from '../contract/contract.ts';
import type { OutputUnit } from './explained-output.ts';
import type { ShapMethod } from './shap-methods.ts';

export interface ExplanationRecord {
  readonly id: string;
  readonly modelId: string;
  readonly versionId: string;
  /** The class that is explained; null for regression. */
  readonly label: string | null;
  readonly rows: number;
  readonly method: ShapMethod;
  readonly output: OutputUnit;
  /** Of the artifact that holds the explanation as JSON. */
  readonly sha256: string;
  readonly createdAt: number;
}

type Listed = OutputOf<'explainability.list'>['explanations'][number];

export function insertExplanation(db: Database, record: ExplanationRecord): void {
  db.prepare(
    `INSERT INTO explanations (id, model_id, version_id, label, rows, method, output, sha256, created_at)
     VALUES (@id, @modelId, @versionId, @label, @rows, @method, @output, @sha256, @createdAt)`,
  ).run({ ...record });
}

/** The artifact of an explanation, or null when there is none of that id. */
export function findExplanationArtifact(db: Database, id: string): string | null {
  const row = db
    .prepare<[string], { sha256: string }>('SELECT sha256 FROM explanations WHERE id = ?')
    .get(id);
  return row?.sha256 ?? null;
}

/** Newest first; of one model when its id is given. */
export function listExplanations(db: Database, modelId: string | null): Listed[] {
  return db
    .prepare<[{ modelId: string | null }], Listed>(
      `SELECT e.id, e.model_id AS modelId, e.version_id AS versionId,
         d.name || '@' || v.number AS versionName, e.label, e.rows, e.method, e.output,
         e.created_at AS createdAt
       FROM explanations e
       JOIN dataset_versions v ON v.id = e.version_id
       JOIN datasets d ON d.id = v.dataset_id
       WHERE @modelId IS NULL OR e.model_id = @modelId
       ORDER BY e.created_at DESC, e.rowid DESC`,
    )
    .all({ modelId });
}
