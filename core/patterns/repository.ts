import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { analysisKinds } from '../contract/patterns.ts';
import type { OutputOf } from '../contract/contract.ts';
import type { AnalysisKind } from './pattern-algorithm.ts';

/** An analysis as the list shows it, without the title of its algorithm. */
export type AnalysisRow = Omit<OutputOf<'patterns.analyses'>['analyses'][number], 'title'>;

export interface NewAnalysis extends Omit<AnalysisRow, 'versionName'> {
  /** Of the output as JSON in the artifact store. */
  readonly sha256: string;
}

export function insertAnalysis(db: Database, made: NewAnalysis): void {
  db.prepare(
    `INSERT INTO analyses (id, kind, algorithm, version_id, summary, sha256, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    made.id,
    made.kind,
    made.algorithm,
    made.versionId,
    made.summary,
    made.sha256,
    made.createdAt,
  );
}

const rowSchema = z.object({
  id: z.string(),
  kind: z.enum(analysisKinds),
  algorithm: z.string(),
  version_id: z.string(),
  name: z.string(),
  number: z.number(),
  summary: z.string(),
  created_at: z.number(),
});

/** Analyses of one version, or of all; of one kind, or of all; newest first. */
export function listAnalyses(
  db: Database,
  { versionId, kind }: { readonly versionId: string | null; readonly kind: AnalysisKind | null },
): AnalysisRow[] {
  return db
    .prepare(
      `SELECT a.id, a.kind, a.algorithm, a.version_id, d.name, v.number, a.summary, a.created_at
       FROM analyses a
       JOIN dataset_versions v ON v.id = a.version_id JOIN datasets d ON d.id = v.dataset_id
       WHERE (@versionId IS NULL OR a.version_id = @versionId) AND (@kind IS NULL OR a.kind = @kind)
       ORDER BY a.created_at DESC, a.rowid DESC`,
    )
    .all({ versionId, kind })
    .map((raw) => {
      const row = rowSchema.parse(raw);
      return {
        id: row.id,
        kind: row.kind,
        algorithm: row.algorithm,
        versionId: row.version_id,
        versionName: `${row.name}@${row.number}`,
        summary: row.summary,
        createdAt: row.created_at,
      };
    });
}

/** Hash of an analysis's JSON, or null when there is no such analysis. */
export function findAnalysis(db: Database, id: string): string | null {
  const row = db
    .prepare<[string], { sha256: string }>('SELECT sha256 FROM analyses WHERE id = ?')
    .get(id);
  return row?.sha256 ?? null;
}
