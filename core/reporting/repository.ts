import { z } from 'zod';
import { type Report, reportSchema } from '../contract/reporting.ts';
import type { Workspace } from '../storage/workspace.ts';

const rowSchema = reportSchema
  .omit({ subjectId: true, createdAt: true })
  .extend({ subject_id: z.string(), created_at: z.number(), sha256: z.string() });

interface StoredReport {
  readonly report: Report;
  readonly sha256: string;
}

function fromRow(row: unknown): StoredReport {
  const { subject_id, created_at, sha256, ...rest } = rowSchema.parse(row);
  return { report: { ...rest, subjectId: subject_id, createdAt: created_at }, sha256 };
}

export function insertReport({ db }: Workspace, report: Report, sha256: string): void {
  db.prepare(
    `INSERT INTO reports (id, kind, title, subject_id, path, sha256, bytes, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    report.id,
    report.kind,
    report.title,
    report.subjectId,
    report.path,
    sha256,
    report.bytes,
    report.createdAt,
  );
}

/** Newest first. */
export function listReports({ db }: Workspace): Report[] {
  const rows = db.prepare('SELECT * FROM reports ORDER BY created_at DESC, rowid DESC').all();
  return rows.map((row) => fromRow(row).report);
}

export function findReport({ db }: Workspace, id: string): StoredReport | null {
  const row = db.prepare('SELECT * FROM reports WHERE id = ?').get(id);
  return row === undefined ? null : fromRow(row);
}
