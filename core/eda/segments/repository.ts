import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { Segment } from '../../contract/eda-segments.ts';

/** A segment with the artifact of its row numbers, null for a condition. */
export interface StoredSegment {
  readonly segment: Segment;
  readonly rowsSha256: string | null;
}

const rowSchema = z.object({
  id: z.string(),
  name: z.string(),
  dataset_id: z.string(),
  dataset_name: z.string(),
  filter: z.string().nullable(),
  version_id: z.string().nullable(),
  rows_sha256: z.string().nullable(),
  rows: z.number(),
  created_at: z.number(),
});

const selectSegment = `
  SELECT s.id, s.name, s.dataset_id, d.name AS dataset_name, s.filter, s.version_id, s.rows_sha256,
         s.rows, s.created_at
  FROM segments s JOIN datasets d ON d.id = s.dataset_id`;

function parseSegment(raw: unknown): StoredSegment {
  const row = rowSchema.parse(raw);
  return {
    segment: {
      id: row.id,
      name: row.name,
      datasetId: row.dataset_id,
      datasetName: row.dataset_name,
      filter: row.filter,
      versionId: row.version_id,
      rows: row.rows,
      createdAt: row.created_at,
    },
    rowsSha256: row.rows_sha256,
  };
}

/** The segment of that id, else of that name (letter case does not matter), or null. */
export function findSegment(db: Database, ref: string): StoredSegment | null {
  const row =
    db.prepare(`${selectSegment} WHERE s.id = ?`).get(ref) ??
    db.prepare(`${selectSegment} WHERE s.name = ?`).get(ref);
  return row === undefined ? null : parseSegment(row);
}

/** Segments of one dataset, or of all that are not in the bin, newest first. */
export function listSegments(db: Database, datasetId: string | null): Segment[] {
  const order = 'ORDER BY s.created_at DESC, s.rowid DESC';
  const rows =
    datasetId === null
      ? db.prepare(`${selectSegment} WHERE d.deleted_at IS NULL ${order}`).all()
      : db.prepare(`${selectSegment} WHERE s.dataset_id = ? ${order}`).all(datasetId);
  return rows.map((row) => parseSegment(row).segment);
}

export function insertSegment(db: Database, { segment, rowsSha256 }: StoredSegment): void {
  db.prepare(
    `INSERT INTO segments
       (id, name, dataset_id, filter, version_id, rows_sha256, rows, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    segment.id,
    segment.name,
    segment.datasetId,
    segment.filter,
    segment.versionId,
    rowsSha256,
    segment.rows,
    segment.createdAt,
  );
}

export function deleteSegment(db: Database, id: string): void {
  db.prepare('DELETE FROM segments WHERE id = ?').run(id);
}
