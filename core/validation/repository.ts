import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { OutputOf } from '../contract/contract.ts';
import {
  checkpointSchema,
  suiteSchema,
  type Checkpoint,
  type Suite,
  type ValidationResult,
} from '../contract/validation.ts';

type SuiteSummary = OutputOf<'validation.suites'>['suites'][number];
type ResultSummary = OutputOf<'validation.results'>['results'][number];

const suiteRow = z.object({ suite_json: z.string() });
const lastResultRow = z.object({
  id: z.string(),
  success: z.number(),
  quality_score: z.number(),
  created_at: z.number(),
});

export function findSuite(db: Database, name: string): Suite | null {
  const row = db.prepare('SELECT suite_json FROM suites WHERE name = ?').get(name);
  return row === undefined ? null : suiteSchema.parse(JSON.parse(suiteRow.parse(row).suite_json));
}

/** By name. */
export function listSuites(db: Database): SuiteSummary[] {
  const rows = db.prepare('SELECT name, suite_json, updated_at FROM suites ORDER BY name').all();
  const lastOf = db.prepare(
    `SELECT id, success, quality_score, created_at FROM validation_results
     WHERE suite_name = ? COLLATE NOCASE ORDER BY created_at DESC, rowid DESC LIMIT 1`,
  );
  return rows.map((raw) => {
    const row = suiteRow.extend({ name: z.string(), updated_at: z.number() }).parse(raw);
    const last = lastOf.get(row.name);
    const seen = last === undefined ? null : lastResultRow.parse(last);
    return {
      name: row.name,
      expectations: suiteSchema.parse(JSON.parse(row.suite_json)).expectations.length,
      updatedAt: row.updated_at,
      lastResult: seen && {
        id: seen.id,
        success: seen.success === 1,
        qualityScore: seen.quality_score,
        at: seen.created_at,
      },
    };
  });
}

/** Adds the suite, or puts it in the place of the one with its name (letter case does not matter). */
export function putSuite(db: Database, suite: Suite, at: number): void {
  db.prepare(
    `INSERT INTO suites (name, suite_json, created_at, updated_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET name = excluded.name, suite_json = excluded.suite_json,
       updated_at = excluded.updated_at`,
  ).run(suite.name, JSON.stringify(suite), at, at);
}

export function removeSuite(db: Database, name: string): void {
  db.prepare('DELETE FROM suites WHERE name = ?').run(name);
}

export function insertResult(db: Database, result: ValidationResult, sha256: string): void {
  db.prepare(
    `INSERT INTO validation_results
       (id, suite_name, version_id, success, quality_score, sha256, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    result.id,
    result.suite_name,
    result.version.id,
    result.success ? 1 : 0,
    result.qualityScore,
    sha256,
    result.createdAt,
  );
}

const resultRow = z.object({
  id: z.string(),
  suite_name: z.string(),
  version_id: z.string(),
  dataset: z.string(),
  number: z.number(),
  success: z.number(),
  quality_score: z.number(),
  created_at: z.number(),
});

/** Newest first. */
export function listResults(
  db: Database,
  wanted: {
    readonly suite?: string | undefined;
    readonly versionId?: string | undefined;
    readonly limit: number;
  },
): ResultSummary[] {
  const rows = db
    .prepare(
      `SELECT r.id, r.suite_name, r.version_id, d.name AS dataset, v.number, r.success,
              r.quality_score, r.created_at
       FROM validation_results r
       JOIN dataset_versions v ON v.id = r.version_id JOIN datasets d ON d.id = v.dataset_id
       WHERE ($suite IS NULL OR r.suite_name = $suite COLLATE NOCASE)
         AND ($version IS NULL OR r.version_id = $version)
       ORDER BY r.created_at DESC, r.rowid DESC LIMIT $limit`,
    )
    .all({ suite: wanted.suite ?? null, version: wanted.versionId ?? null, limit: wanted.limit });
  return rows.map((raw) => {
    const row = resultRow.parse(raw);
    return {
      id: row.id,
      suite: row.suite_name,
      versionId: row.version_id,
      versionName: `${row.dataset}@${row.number}`,
      success: row.success === 1,
      qualityScore: row.quality_score,
      at: row.created_at,
    };
  });
}

/** Hash of a result's JSON, or null when there is no such result. */
export function findResult(db: Database, id: string): string | null {
  const row = db
    .prepare<[string], { sha256: string }>('SELECT sha256 FROM validation_results WHERE id = ?')
    .get(id);
  return row?.sha256 ?? null;
}

const checkpointRow = z.object({ checkpoint_json: z.string() });

function parseCheckpoint(raw: unknown): Checkpoint {
  return checkpointSchema.parse(JSON.parse(checkpointRow.parse(raw).checkpoint_json));
}

export function findCheckpoint(db: Database, name: string): Checkpoint | null {
  const row = db.prepare('SELECT checkpoint_json FROM checkpoints WHERE name = ?').get(name);
  return row === undefined ? null : parseCheckpoint(row);
}

/** By name. */
export function listCheckpoints(db: Database): Checkpoint[] {
  return db
    .prepare('SELECT checkpoint_json FROM checkpoints ORDER BY name')
    .all()
    .map(parseCheckpoint);
}

export function putCheckpoint(db: Database, checkpoint: Checkpoint, at: number): void {
  db.prepare(
    `INSERT INTO checkpoints (name, checkpoint_json, updated_at) VALUES (?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET name = excluded.name,
       checkpoint_json = excluded.checkpoint_json, updated_at = excluded.updated_at`,
  ).run(checkpoint.name, JSON.stringify(checkpoint), at);
}
