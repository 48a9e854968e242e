import type { Database } from 'better-sqlite3';
import { z } from 'zod';

export interface DatasetRow {
  readonly id: string;
  /** As people know it, also while it is in the bin. */
  readonly name: string;
  readonly deletedAt: number | null;
}

const rowSchema = z.object({
  id: z.string(),
  name: z.string(),
  deleted_at: z.number().nullable(),
});

// A dataset in the bin frees its name: the table's own name carries its id until it comes back.
function binName(name: string, id: string): string {
  return `${name}${binSuffix(id)}`;
}

function binSuffix(id: string): string {
  return ` (deleted ${id})`;
}

function parseRow(raw: unknown): DatasetRow {
  const { id, name, deleted_at: deletedAt } = rowSchema.parse(raw);
  const suffix = binSuffix(id);
  const isHidden = deletedAt !== null && name.endsWith(suffix);
  return { id, name: isHidden ? name.slice(0, -suffix.length) : name, deletedAt };
}

/** A dataset that is not in the bin, by id or name (letter case does not matter), or null. */
export function findLive(db: Database, ref: string): DatasetRow | null {
  const row =
    db
      .prepare('SELECT id, name, deleted_at FROM datasets WHERE id = ? AND deleted_at IS NULL')
      .get(ref) ??
    db
      .prepare('SELECT id, name, deleted_at FROM datasets WHERE name = ? AND deleted_at IS NULL')
      .get(ref);
  return row === undefined ? null : parseRow(row);
}

/** Datasets in the bin, the last deleted first. */
export function listDeleted(db: Database): DatasetRow[] {
  return db
    .prepare(
      `SELECT id, name, deleted_at FROM datasets WHERE deleted_at IS NOT NULL
       ORDER BY deleted_at DESC, rowid DESC`,
    )
    .all()
    .map(parseRow);
}

/** A dataset in the bin by id or by the name it had; of several with that name, the last deleted. */
export function findDeleted(db: Database, ref: string): DatasetRow | null {
  const all = listDeleted(db);
  return (
    all.find(({ id }) => id === ref) ??
    all.find(({ name }) => name.toLowerCase() === ref.toLowerCase()) ??
    null
  );
}

export function isDeleted(db: Database, datasetId: string): boolean {
  const row = db.prepare('SELECT deleted_at FROM datasets WHERE id = ?').get(datasetId);
  return z.object({ deleted_at: z.number().nullable() }).parse(row).deleted_at !== null;
}

/** Whether a dataset has the name in the table, or would while another is brought back. */
export function isTaken(db: Database, name: string): boolean {
  return db.prepare('SELECT 1 FROM datasets WHERE name = ?').get(name) !== undefined;
}

export function renameDataset(db: Database, id: string, name: string): void {
  db.prepare('UPDATE datasets SET name = ? WHERE id = ?').run(name, id);
}

export function markDeleted(db: Database, { id, name }: DatasetRow, at: number): void {
  db.prepare('UPDATE datasets SET name = ?, deleted_at = ? WHERE id = ?').run(
    binName(name, id),
    at,
    id,
  );
}

export function unmarkDeleted(db: Database, id: string, name: string): void {
  db.prepare('UPDATE datasets SET name = ?, deleted_at = NULL WHERE id = ?').run(name, id);
}

export function countVersions(db: Database, datasetId: string): number {
  const row = db
    .prepare('SELECT count(*) AS versions FROM dataset_versions WHERE dataset_id = ?')
    .get(datasetId);
  return z.object({ versions: z.number() }).parse(row).versions;
}
