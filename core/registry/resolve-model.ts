import { AppError } from '../base/app-error.ts';
import type { OperationContext } from '../jobs/context.ts';
import { resolveRun } from '../tracking/record-run.ts';
import {
  findModel,
  findName,
  findVersionByAlias,
  findVersionById,
  listNames,
  listVersions,
  type ModelRecord,
  type ModelVersionRecord,
} from './repository.ts';

type Context = Pick<OperationContext, 'workspace'>;

export interface ResolvedModel {
  readonly model: ModelRecord;
  /** The registered version the reference named; null for a model or run id. */
  readonly version: ModelVersionRecord | null;
  /** For people: `heart@2`, or the algorithm and its target. */
  readonly title: string;
}

function registered(context: Context): string {
  const names = listNames(context.workspace.db).map(({ name }) => name);
  return names.length === 0 ? 'Nothing is registered yet' : `Registered: ${names.join(', ')}`;
}

export function unknownName(context: Context, name: string): AppError {
  return new AppError('NOT_FOUND', `There is no model '${name}'. ${registered(context)}`, {
    hint: 'Give name, name@2, name:alias, or the id of a version, model or run',
  });
}

function noSuchVersion(context: Context, name: string, wanted: string): AppError {
  const versions = listVersions(context.workspace.db, name);
  const there = versions.map((v) => [`@${v.number}`, ...v.aliases.map((a) => `:${a}`)].join(' '));
  return new AppError('NOT_FOUND', `Model '${name}' has no ${wanted}. It has ${there.join(', ')}`);
}

/** The registered version of a reference; undefined when it has not the form of one. */
function findVersion(context: Context, ref: string): ModelVersionRecord | undefined {
  const { db } = context.workspace;
  const byId = findVersionById(db, ref);
  if (byId) return byId;
  const parts = /^(.*?)([@:])(.*)$/.exec(ref);
  const name = findName(db, parts?.[1] ?? ref)?.name;
  if (name === undefined) return undefined;
  const versions = listVersions(db, name);
  if (!parts) return versions.find((v) => v.stage === 'Production') ?? versions[0];
  const [, , mark, rest = ''] = parts;
  const found =
    mark === '@'
      ? versions.find((version) => String(version.number) === rest)
      : findVersionByAlias(db, name, rest);
  if (found) return found;
  throw noSuchVersion(context, name, mark === '@' ? `version ${rest}` : `alias '${rest}'`);
}

/**
 * A registered version by id, `name` (Production, else the latest), `name@2` or `name:alias`. Throws
 * NOT_FOUND that says what there is.
 */
export function resolveModelVersion(context: Context, ref: string): ModelVersionRecord {
  const version = findVersion(context, ref);
  if (version) return version;
  if (findModel(context.workspace.db, ref)) {
    throw new AppError('NOT_FOUND', `'${ref}' is no registered version. ${registered(context)}`, {
      hint: 'Register the model first: assay registry register RUN --name NAME',
    });
  }
  throw unknownName(context, ref.replace(/[@:].*$/, ''));
}

/** A model by any reference: those of a version, a model id, a run id, or `latest`. Throws NOT_FOUND. */
export function resolveModel(context: Context, ref: string): ResolvedModel {
  const { db } = context.workspace;
  const direct = findModel(db, ref);
  if (direct) return withTitle(direct, null);
  const version = findVersion(context, ref);
  if (version) return withTitle(findModel(db, version.modelId)!, version);
  if (ref === 'latest' || ref.startsWith('run_')) {
    const run = resolveRun(context, ref);
    const model = findModel(db, run.id);
    if (model) return withTitle(model, null);
    throw new AppError('NOT_FOUND', `Run ${run.id} has no model; it is ${run.status}`);
  }
  throw unknownName(context, ref);
}

function withTitle(model: ModelRecord, version: ModelVersionRecord | null): ResolvedModel {
  const title = version
    ? `${version.name}@${version.number}`
    : `${model.algorithm} for ${model.target}`;
  return { model, version, title };
}
