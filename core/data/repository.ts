import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { layerSchema, warningSchema } from '../contract/common.ts';
import {
  formatSchema,
  rejectedSchema,
  sniffedSchema,
  versionColumnSchema,
  type Version,
} from '../contract/data.ts';

/** Where a version's bytes came from, as kept beside it. */
export const versionSourceSchema = z.object({
  file: z.string(),
  sha256: z.string(),
  bytes: z.number(),
  format: formatSchema.default('delimited'),
  sniffed: sniffedSchema.nullable(),
  rejected: rejectedSchema,
  warnings: z.array(warningSchema),
  /** The files of a combined import, each kept byte for byte; `sha256` is then of their list. */
  parts: z.array(z.object({ file: z.string(), sha256: z.string(), bytes: z.number() })).optional(),
});
export type VersionSource = z.infer<typeof versionSourceSchema>;

const rowSchema = z.object({
  id: z.string(),
  dataset_id: z.string(),
  dataset_name: z.string(),
  number: z.number(),
  layer: layerSchema,
  rows: z.number(),
  sha256: z.string(),
  bytes: z.number(),
  columns_json: z.string(),
  source_json: z.string().nullable(),
  created_at: z.number(),
  created_by: z.string(),
});

export interface StoredVersion {
  readonly version: Version;
  readonly source: VersionSource | null;
}

const selectVersion = `
  SELECT v.id, v.dataset_id, d.name AS dataset_name, v.number, v.layer, v.rows, v.sha256, a.bytes,
         v.columns_json, v.source_json, v.created_at, v.created_by
  FROM dataset_versions v JOIN datasets d ON d.id = v.dataset_id JOIN artifacts a ON a.sha256 = v.sha256`;

function parseVersion(raw: unknown): StoredVersion {
  const row = rowSchema.parse(raw);
  return {
    version: {
      id: row.id,
      datasetId: row.dataset_id,
      datasetName: row.dataset_name,
      number: row.number,
      layer: row.layer,
      rows: row.rows,
      sha256: row.sha256,
      bytes: row.bytes,
      columns: z.array(versionColumnSchema).parse(JSON.parse(row.columns_json)),
      createdAt: row.created_at,
      createdBy: row.created_by,
    },
    source:
      row.source_json === null ? null : versionSourceSchema.parse(JSON.parse(row.source_json)),
  };
}

export function findVersionById(db: Database, id: string): StoredVersion | null {
  const row = db.prepare(`${selectVersion} WHERE v.id = ?`).get(id);
  return row === undefined ? null : parseVersion(row);
}

/** The version of that number, or the latest when no number is given. */
export function findVersionByName(
  db: Database,
  name: string,
  number: number | null,
): StoredVersion | null {
  const row =
    number === null
      ? db.prepare(`${selectVersion} WHERE d.name = ? ORDER BY v.number DESC LIMIT 1`).get(name)
      : db.prepare(`${selectVersion} WHERE d.name = ? AND v.number = ?`).get(name, number);
  return row === undefined ? null : parseVersion(row);
}

/** All versions of a dataset, newest first. */
export function listVersions(db: Database, datasetId: string): Version[] {
  const rows = db
    .prepare(`${selectVersion} WHERE v.dataset_id = ? ORDER BY v.number DESC`)
    .all(datasetId);
  return rows.map((row) => parseVersion(row).version);
}

export interface DatasetSummary {
  readonly id: string;
  readonly name: string;
  readonly versions: number;
  readonly createdAt: number;
  readonly latest: Version;
}

const datasetRow = z.object({
  id: z.string(),
  name: z.string(),
  versions: z.number(),
  created_at: z.number(),
});

/** All datasets that have a version and are not in the bin, the one changed last first. */
export function listDatasets(db: Database): DatasetSummary[] {
  const rows = db
    .prepare(
      `SELECT d.id, d.name, d.created_at, count(*) AS versions FROM datasets d
       JOIN dataset_versions v ON v.dataset_id = d.id WHERE d.deleted_at IS NULL
       GROUP BY d.id ORDER BY max(v.created_at) DESC, d.name`,
    )
    .all();
  return rows.map((raw) => {
    const row = datasetRow.parse(raw);
    const latest = findVersionByName(db, row.name, null)!.version;
    return {
      id: row.id,
      name: row.name,
      versions: row.versions,
      createdAt: row.created_at,
      latest,
    };
  });
}

/** The dataset of that name (letter case does not matter), or null. */
export function findDataset(db: Database, name: string): { id: string; name: string } | null {
  const row = db.prepare('SELECT id, name FROM datasets WHERE name = ?').get(name);
  return row === undefined ? null : z.object({ id: z.string(), name: z.string() }).parse(row);
}

export function insertDataset(
  db: Database,
  dataset: { readonly id: string; readonly name: string; readonly createdAt: number },
): void {
  db.prepare('INSERT INTO datasets (id, name, created_at) VALUES (?, ?, ?)').run(
    dataset.id,
    dataset.name,
    dataset.createdAt,
  );
}

export interface NewVersionRow {
  readonly version: Version;
  readonly source: VersionSource | null;
  readonly bronzeSha256: string | null;
  readonly parentId: string | null;
}

export function nextVersionNumber(db: Database, datasetId: string): number {
  const row = db
    .prepare(
      'SELECT coalesce(max(number), 0) + 1 AS next FROM dataset_versions WHERE dataset_id = ?',
    )
    .get(datasetId);
  return z.object({ next: z.number() }).parse(row).next;
}

export function insertVersion(db: Database, row: NewVersionRow): void {
  const { version } = row;
  db.prepare(
    `INSERT INTO dataset_versions (id, dataset_id, number, layer, rows, sha256, columns_json,
       source_json, bronze_sha256, parent_id, created_at, created_by)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    version.id,
    version.datasetId,
    version.number,
    version.layer,
    version.rows,
    version.sha256,
    JSON.stringify(version.columns),
    row.source === null ? null : JSON.stringify(row.source),
    row.bronzeSha256,
    row.parentId,
    version.createdAt,
    version.createdBy,
  );
}
