import type { Database } from 'better-sqlite3';
import type { Task } from '../contract/common.ts';
import type { ModelVersion } from '../contract/registry.ts';
import { prepare } from '../storage/prepare.ts';

export type Stage = ModelVersion['stage'];

/** A model as a run made it, registered or not. */
export interface ModelRecord {
  readonly id: string;
  readonly runId: string;
  readonly algorithm: string;
  readonly task: Task;
  readonly target: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Empty for regression. */
  readonly classes: readonly string[];
  /** Raw columns it reads, in order. */
  readonly features: readonly string[];
  readonly jsonSha256: string;
  readonly binarySha256: string;
  readonly createdAt: number;
}

/** A registered version without what its run knows. */
export interface ModelVersionRecord {
  readonly id: string;
  readonly name: string;
  readonly number: number;
  readonly stage: Stage;
  readonly modelId: string;
  readonly description: string;
  readonly createdAt: number;
  readonly aliases: readonly string[];
}

export interface TransitionRecord {
  readonly versionId: string;
  readonly number: number;
  readonly from: Stage;
  readonly to: Stage;
  readonly kind: 'promote' | 'rollback';
  readonly reason: string;
  readonly at: number;
}

interface ModelRow {
  readonly id: string;
  readonly run_id: string;
  readonly algorithm: string;
  readonly task: Task;
  readonly target: string;
  readonly params_json: string;
  readonly classes_json: string;
  readonly features_json: string;
  readonly json_sha256: string;
  readonly binary_sha256: string;
  readonly created_at: number;
}

interface VersionRow {
  readonly id: string;
  readonly name: string;
  readonly number: number;
  readonly stage: Stage;
  readonly model_id: string;
  readonly description: string;
  readonly created_at: number;
  readonly aliases_json: string;
}

function parseModel(row: ModelRow): ModelRecord {
  return {
    id: row.id,
    runId: row.run_id,
    algorithm: row.algorithm,
    task: row.task,
    target: row.target,
    params: JSON.parse(row.params_json) as Record<string, unknown>,
    classes: JSON.parse(row.classes_json) as string[],
    features: JSON.parse(row.features_json) as string[],
    jsonSha256: row.json_sha256,
    binarySha256: row.binary_sha256,
    createdAt: row.created_at,
  };
}

function parseVersion(row: VersionRow): ModelVersionRecord {
  return {
    id: row.id,
    name: row.name,
    number: row.number,
    stage: row.stage,
    modelId: row.model_id,
    description: row.description,
    createdAt: row.created_at,
    aliases: JSON.parse(row.aliases_json) as string[],
  };
}

export function insertModel(db: Database, model: ModelRecord): void {
  prepare(
    db,
    `INSERT INTO models (id, run_id, algorithm, task, target, params_json, classes_json,
       features_json, json_sha256, binary_sha256, created_at)
     VALUES (@id, @runId, @algorithm, @task, @target, @params, @classes, @features, @jsonSha256,
       @binarySha256, @createdAt)`,
  ).run({
    ...model,
    params: JSON.stringify(model.params),
    classes: JSON.stringify(model.classes),
    features: JSON.stringify(model.features),
  });
}

/** By model id or by the id of its run. */
export function findModel(db: Database, id: string): ModelRecord | undefined {
  const row = prepare<[string, string], ModelRow>(
    db,
    'SELECT * FROM models WHERE id = ? OR run_id = ?',
  ).get(id, id);
  return row && parseModel(row);
}

const selectVersions = `
  SELECT v.*, (SELECT json_group_array(a.alias) FROM
    (SELECT alias FROM model_aliases WHERE version_id = v.id ORDER BY alias) a) AS aliases_json
  FROM model_versions v`;

export function findVersionById(db: Database, id: string): ModelVersionRecord | undefined {
  const row = prepare<[string], VersionRow>(db, `${selectVersions} WHERE v.id = ?`).get(id);
  return row && parseVersion(row);
}

export function findVersionByAlias(
  db: Database,
  name: string,
  alias: string,
): ModelVersionRecord | undefined {
  const row = prepare<[string, string], VersionRow>(
    db,
    `${selectVersions} JOIN model_aliases x ON x.version_id = v.id WHERE x.name = ? AND x.alias = ?`,
  ).get(name, alias);
  return row && parseVersion(row);
}

/** Versions of a name, newest first. */
export function listVersions(db: Database, name: string): ModelVersionRecord[] {
  return prepare<[string], VersionRow>(
    db,
    `${selectVersions} WHERE v.name = ? ORDER BY v.number DESC`,
  )
    .all(name)
    .map(parseVersion);
}

export function listVersionsOfModel(db: Database, modelId: string): ModelVersionRecord[] {
  return prepare<[string], VersionRow>(
    db,
    `${selectVersions} WHERE v.model_id = ? ORDER BY v.created_at`,
  )
    .all(modelId)
    .map(parseVersion);
}

export interface RegisteredModel {
  readonly name: string;
  readonly createdAt: number;
}

const selectNames = 'SELECT name, created_at AS createdAt FROM registered_models';

export function listNames(db: Database): RegisteredModel[] {
  return prepare<[], RegisteredModel>(db, `${selectNames} ORDER BY name`).all();
}

export function findName(db: Database, name: string): RegisteredModel | undefined {
  return prepare<[string], RegisteredModel>(db, `${selectNames} WHERE name = ?`).get(name);
}

/** Adds the next version of a name, which is made when missing; returns the version's number. */
export function insertVersion(
  db: Database,
  version: Omit<ModelVersionRecord, 'number' | 'stage' | 'aliases'>,
): number {
  prepare(db, 'INSERT INTO registered_models VALUES (?, ?) ON CONFLICT DO NOTHING').run(
    version.name,
    version.createdAt,
  );
  const row = prepare<[Record<string, unknown>], { number: number }>(
    db,
    `INSERT INTO model_versions (id, name, number, stage, model_id, description, created_at)
       SELECT @id, (SELECT name FROM registered_models WHERE name = @name),
         1 + coalesce((SELECT max(number) FROM model_versions WHERE name = @name), 0),
         'None', @modelId, @description, @createdAt
       RETURNING number`,
  ).get({ ...version });
  return row!.number;
}

export function updateStage(
  db: Database,
  version: ModelVersionRecord,
  move: Pick<TransitionRecord, 'to' | 'kind' | 'reason' | 'at'>,
): void {
  prepare(db, 'UPDATE model_versions SET stage = ? WHERE id = ?').run(move.to, version.id);
  prepare(
    db,
    `INSERT INTO stage_transitions (version_id, from_stage, to_stage, kind, reason, at)
     VALUES (?, ?, ?, ?, ?, ?)`,
  ).run(version.id, version.stage, move.to, move.kind, move.reason, move.at);
}

/** Transitions of a name in the order they happened. */
export function listTransitions(db: Database, name: string): TransitionRecord[] {
  return prepare<[string], TransitionRecord>(
    db,
    `SELECT t.version_id AS versionId, v.number, t.from_stage AS "from", t.to_stage AS "to",
         t.kind, t.reason, t.at
       FROM stage_transitions t JOIN model_versions v ON v.id = t.version_id
       WHERE v.name = ? ORDER BY t.id`,
  ).all(name);
}

/** An alias names one version at a time: it moves. */
export function putAlias(db: Database, version: ModelVersionRecord, alias: string): void {
  prepare(
    db,
    `INSERT INTO model_aliases (name, alias, version_id) VALUES (?, ?, ?)
     ON CONFLICT (name, alias) DO UPDATE SET alias = excluded.alias, version_id = excluded.version_id`,
  ).run(version.name, alias, version.id);
}

/** Whether there was such an alias of that version. */
export function deleteAlias(db: Database, version: ModelVersionRecord, alias: string): boolean {
  const sql = 'DELETE FROM model_aliases WHERE name = ? AND alias = ? AND version_id = ?';
  return prepare(db, sql).run(version.name, alias, version.id).changes > 0;
}
