import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { scenarioSchema } from '../../contract/explainability-what-if.ts';
import type { OutputOf } from '../../contract/contract.ts';

type Scenario = OutputOf<'explainability.saveScenario'>['scenario'];
/** A scenario as it is kept: what its model is called may change. */
export type ScenarioRecord = Omit<Scenario, 'modelTitle'>;

export function insertScenario(db: Database, scenario: ScenarioRecord): void {
  const { id, name, modelId, row, origin, changes, prediction, probability, createdAt } = scenario;
  db.prepare(
    `INSERT INTO scenarios (id, name, model_id, row_json, origin_version_id, origin_row,
       changes_json, prediction_json, probability, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    id,
    name,
    modelId,
    JSON.stringify(row),
    origin?.versionId ?? null,
    origin?.row ?? null,
    JSON.stringify(changes),
    JSON.stringify(prediction),
    probability,
    createdAt,
  );
}

const rowSchema = z.object({
  id: z.string(),
  name: z.string(),
  model_id: z.string(),
  row_json: z.string(),
  origin_version_id: z.string().nullable(),
  origin_row: z.number().nullable(),
  changes_json: z.string(),
  prediction_json: z.string(),
  probability: z.number().nullable(),
  created_at: z.number(),
});

const recordSchema = scenarioSchema.omit({ modelTitle: true });

function readScenario(raw: unknown): ScenarioRecord {
  const row = rowSchema.parse(raw);
  const { origin_version_id: versionId, origin_row: originRow } = row;
  return recordSchema.parse({
    id: row.id,
    name: row.name,
    modelId: row.model_id,
    row: JSON.parse(row.row_json) as unknown,
    origin: versionId === null || originRow === null ? null : { versionId, row: originRow },
    changes: JSON.parse(row.changes_json) as unknown,
    prediction: JSON.parse(row.prediction_json) as unknown,
    probability: row.probability,
    createdAt: row.created_at,
  });
}

/** Newest first; of one model when its id is given. */
export function listScenarios(db: Database, modelId: string | null): ScenarioRecord[] {
  return db
    .prepare(
      `SELECT * FROM scenarios WHERE @modelId IS NULL OR model_id = @modelId
       ORDER BY created_at DESC, rowid DESC`,
    )
    .all({ modelId })
    .map(readScenario);
}

export function findScenario(db: Database, id: string): ScenarioRecord | null {
  const found = db.prepare('SELECT * FROM scenarios WHERE id = ?').get(id);
  return found === undefined ? null : readScenario(found);
}

export function deleteScenario(db: Database, id: string): void {
  db.prepare('DELETE FROM scenarios WHERE id = ?').run(id);
}
