import { AppError } from '../base/app-error.ts';
import type { ModelVersion } from '../contract/registry.ts';
import type { Handlers, OperationContext } from '../jobs/context.ts';
import { resolveRun } from '../tracking/record-run.ts';
import { exportModel } from './export-model.ts';
import { lineageOf } from './lineage.ts';
import {
  deleteAlias,
  findModel,
  findName,
  findVersionById,
  insertVersion,
  listNames,
  listTransitions,
  listVersions,
  type ModelVersionRecord,
  putAlias,
} from './repository.ts';
import { resolveModelVersion, unknownName } from './resolve-model.ts';
import { promote, rollback } from './stages.ts';

function describe(context: OperationContext, version: ModelVersionRecord): ModelVersion {
  const model = findModel(context.workspace.db, version.modelId)!;
  return {
    ...version,
    aliases: [...version.aliases],
    runId: model.runId,
    algorithm: model.algorithm,
    task: model.task,
    metrics: resolveRun(context, model.runId).metrics,
  };
}

function register(
  context: OperationContext,
  input: { readonly run: string; readonly name: string; readonly description: string },
): ModelVersionRecord {
  const { workspace, actor } = context;
  const { db } = workspace;
  const run = resolveRun(context, input.run);
  const model = findModel(db, run.id);
  if (!model) {
    const why = run.error === null ? '' : `: ${run.error}`;
    throw new AppError('CONFLICT', `Run ${run.id} has no model; it is ${run.status}${why}`);
  }
  const at = context.now();
  const id = context.newId('mv');
  db.transaction(() => {
    const same = listVersions(db, input.name).find((version) => version.modelId === model.id);
    if (same) {
      throw new AppError('CONFLICT', `This model is ${same.name}@${same.number} already`, {
        hint: 'Promote that version, or give it an alias',
      });
    }
    const { name, description } = input;
    const number = insertVersion(db, { id, name, modelId: model.id, description, createdAt: at });
    const detail = { name, number, modelId: model.id, runId: run.id };
    workspace.audit.append({ actor, operation: 'registry.register', subject: id, detail, at });
  })();
  context.changed('models');
  return findVersionById(db, id)!;
}

function setAlias(
  context: OperationContext,
  input: { readonly version: string; readonly alias: string; readonly remove: boolean },
): ModelVersionRecord {
  const { workspace, actor } = context;
  const { alias, remove } = input;
  const version = workspace.db.transaction(() => {
    const named = resolveModelVersion(context, input.version);
    if (!remove) putAlias(workspace.db, named, alias);
    else if (!deleteAlias(workspace.db, named, alias)) {
      throw new AppError('NOT_FOUND', `${named.name}@${named.number} has no alias '${alias}'`);
    }
    const event = { actor, operation: 'registry.alias', subject: named.id };
    workspace.audit.append({ ...event, detail: { alias, remove }, at: context.now() });
    return named;
  })();
  context.changed('models');
  return findVersionById(workspace.db, version.id)!;
}

export const registryHandlers: Omit<
  Handlers<'registry'>,
  'registry.import' | 'registry.inspect' | 'registry.recognise'
> = {
  'registry.register': async (input, context) => ({
    version: describe(context, register(context, input)),
  }),
  'registry.list': async (_input, context) => ({
    models: listNames(context.workspace.db).map(({ name, createdAt }) => ({
      name,
      createdAt,
      versions: listVersions(context.workspace.db, name).map((v) => describe(context, v)),
    })),
  }),
  'registry.show': async ({ name }, context) => {
    const { db } = context.workspace;
    const found = findName(db, name);
    if (!found) throw unknownName(context, name);
    return {
      ...found,
      versions: listVersions(db, name).map((version) => describe(context, version)),
      transitions: listTransitions(db, name).map(({ at, number, from, to, reason }) => ({
        at,
        number,
        from,
        to,
        reason,
      })),
    };
  },
  'registry.promote': async ({ version, stage, reason }, context) => {
    const moved = promote(context, version, { to: stage, reason });
    return {
      version: describe(context, moved.version),
      archived: moved.archived.map((other) => describe(context, other)),
    };
  },
  'registry.rollback': async ({ name, reason }, context) => {
    const moved = rollback(context, name, reason);
    return {
      version: describe(context, moved.version),
      archived: describe(context, moved.archived),
    };
  },
  'registry.alias': async (input, context) => ({
    version: describe(context, setAlias(context, input)),
  }),
  'registry.lineage': async ({ id }, context) => lineageOf(context, id),
  'registry.export': async ({ version, ...input }, context) =>
    exportModel(context, resolveModelVersion(context, version), input),
};
