import { encodeBundle } from '../base/array-bundle.ts';
import type { OutputOf } from '../contract/contract.ts';
import type { OperationContext } from '../jobs/context.ts';
import type { FittedPipeline } from '../models/pipeline.ts';
import type { Workspace } from '../storage/workspace.ts';
import { resolveRun } from '../tracking/record-run.ts';
import { readModel } from './read-model.ts';
import { findModel, insertModel, listVersionsOfModel, type ModelRecord } from './repository.ts';
import { type ResolvedModel, resolveModel } from './resolve-model.ts';

type Context = Pick<OperationContext, 'workspace'>;

export interface LoadedModel {
  readonly pipeline: FittedPipeline;
  readonly modelId: string;
  readonly runId: string;
  /** Of the data it was trained on. */
  readonly versionId: string;
  /** For people: `heart@2`, or the algorithm and its target. */
  readonly title: string;
}

type DecodedModel = Omit<LoadedModel, 'title'>;

export interface ModelFiles extends Omit<LoadedModel, 'pipeline'> {
  readonly jsonPath: string;
  readonly binaryPath: string;
}

/** Decoded models, the last used last. Models never change, so the id is key enough. */
const cacheSize = 8;
const caches = new WeakMap<Workspace, Map<string, Promise<DecodedModel>>>();

/** Keeps a fitted pipeline as the model of a run; returns its id. */
export async function saveModel(
  context: Pick<OperationContext, 'workspace' | 'now' | 'actor' | 'changed'>,
  runId: string,
  pipeline: FittedPipeline,
): Promise<string> {
  const { workspace, actor } = context;
  const { json, binary } = encodeBundle(pipeline);
  const storedJson = await workspace.artifacts.put(json);
  const storedBinary = await workspace.artifacts.put(binary);
  const at = context.now();
  workspace.db.transaction(() => {
    insertModel(workspace.db, {
      id: pipeline.modelId,
      runId,
      algorithm: pipeline.algorithm,
      task: pipeline.task,
      target: pipeline.target.name,
      params: pipeline.params,
      classes: pipeline.classes,
      features: pipeline.features.map((feature) => feature.name),
      jsonSha256: storedJson.sha256,
      binarySha256: storedBinary.sha256,
      createdAt: at,
    });
    const detail = { runId, json: storedJson.sha256, binary: storedBinary.sha256 };
    const event = { actor, operation: 'model.save', subject: pipeline.modelId };
    workspace.audit.append({ ...event, detail, at });
  })();
  context.changed('models');
  return pipeline.modelId;
}

/** The files of a model, for tasks on worker threads, which read them with `readModel`. */
export function modelFiles(context: Context, ref: string): ModelFiles {
  return filesOf(context, resolveModel(context, ref));
}

/** What people call a model: its registered name and version, else its algorithm and target. */
export function modelTitle(context: Context, ref: string): string {
  return resolveModel(context, ref).title;
}

function filesOf(context: Context, { model, title }: ResolvedModel): ModelFiles {
  const { artifacts } = context.workspace;
  return {
    modelId: model.id,
    runId: model.runId,
    versionId: resolveRun(context, model.runId).versionId,
    title,
    jsonPath: artifacts.path(model.jsonSha256),
    binaryPath: artifacts.path(model.binarySha256),
  };
}

async function decodeModel(files: ModelFiles): Promise<DecodedModel> {
  const { modelId, runId, versionId, jsonPath, binaryPath } = files;
  return { modelId, runId, versionId, pipeline: await readModel(jsonPath, binaryPath) };
}

/** A model, decoded. The last few stay in memory. Throws NOT_FOUND, WORKSPACE_DAMAGED. */
export async function loadModel(context: Context, ref: string): Promise<LoadedModel> {
  const resolved = resolveModel(context, ref);
  const { id } = resolved.model;
  let cache = caches.get(context.workspace);
  if (!cache) caches.set(context.workspace, (cache = new Map()));
  const decoding = cache.get(id) ?? decodeModel(filesOf(context, resolved));
  cache.delete(id);
  cache.set(id, decoding);
  if (cache.size > cacheSize) cache.delete(cache.keys().next().value!);
  try {
    return { ...(await decoding), title: resolved.title };
  } catch (error) {
    cache.delete(id);
    throw error;
  }
}

/** A model as outputs carry it. */
export function describeModel(model: ModelRecord): NonNullable<OutputOf<'tracking.show'>['model']> {
  return {
    id: model.id,
    algorithm: model.algorithm,
    task: model.task,
    params: { ...model.params },
    target: model.target,
    ...(model.task === 'classification' ? { classes: [...model.classes] } : {}),
    features: [...model.features],
  };
}

/** A stored model as outputs carry it, with the names it is registered under. */
export function modelSummary(
  context: Context,
  modelId: string,
): Pick<OutputOf<'tracking.show'>, 'model' | 'registered'> {
  const { db } = context.workspace;
  const model = findModel(db, modelId);
  const registered = listVersionsOfModel(db, modelId).map(({ name, number, stage }) => ({
    name,
    number,
    stage,
  }));
  return { model: model ? describeModel(model) : null, registered };
}
