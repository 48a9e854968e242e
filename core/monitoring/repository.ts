import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { DriftReport } from '../contract/monitoring.ts';
import type { OutputOf } from '../contract/contract.ts';

type ReportSummary = OutputOf<'monitoring.list'>['reports'][number];

export interface StoredReport {
  readonly report: DriftReport;
  readonly modelId: string | null;
  /** Of the report as JSON in the artifact store. */
  readonly sha256: string;
}

export function insertDriftReport(db: Database, { report, modelId, sha256 }: StoredReport): void {
  db.prepare(
    `INSERT INTO drift_reports
       (id, reference_id, current_id, model_id, drifted, share, drifted_columns, columns, sha256, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    report.id,
    report.reference.id,
    report.current.id,
    modelId,
    report.drifted ? 1 : 0,
    report.share,
    report.driftedColumns,
    report.columns.length,
    sha256,
    report.createdAt,
  );
}

const summarySchema = z.object({
  id: z.string(),
  created_at: z.number(),
  reference_name: z.string(),
  reference_number: z.number(),
  current_name: z.string(),
  current_number: z.number(),
  drifted: z.number(),
  share: z.number(),
  drifted_columns: z.number(),
  columns: z.number(),
});

/** All reports, newest first. */
export function listDriftReports(db: Database): ReportSummary[] {
  const rows = db
    .prepare(
      `SELECT r.id, r.created_at, r.drifted, r.share, r.drifted_columns, r.columns,
              rd.name AS reference_name, rv.number AS reference_number,
              cd.name AS current_name, cv.number AS current_number
       FROM drift_reports r
       JOIN dataset_versions rv ON rv.id = r.reference_id JOIN datasets rd ON rd.id = rv.dataset_id
       JOIN dataset_versions cv ON cv.id = r.current_id JOIN datasets cd ON cd.id = cv.dataset_id
       ORDER BY r.created_at DESC, r.rowid DESC`,
    )
    .all();
  return rows.map((raw) => {
    const row = summarySchema.parse(raw);
    return {
      id: row.id,
      createdAt: row.created_at,
      referenceName: `${row.reference_name}@${row.reference_number}`,
      currentName: `${row.current_name}@${row.current_number}`,
      drifted: row.drifted === 1,
      share: row.share,
      driftedColumns: row.drifted_columns,
      columns: row.columns,
    };
  });
}

/** Hash of a report's JSON, or null when there is no such report. */
export function findDriftReport(db: Database, id: string): string | null {
  const row = db
    .prepare<[string], { sha256: string }>('SELECT sha256 FROM drift_reports WHERE id = ?')
    .get(id);
  return row?.sha256 ?? null;
}
