import { AppError } from '../base/app-error.ts';
import type { Layer } from '../contract/common.ts';
import type { Version, VersionColumn } from '../contract/data.ts';
import type { OperationContext } from '../jobs/context.ts';
import type { StoredArtifact } from '../storage/artifact-store.ts';
import type { Workspace } from '../storage/workspace.ts';
import {
  findDataset,
  findVersionById,
  findVersionByName,
  insertDataset,
  insertVersion,
  nextVersionNumber,
  type VersionSource,
} from './repository.ts';
import { isDeleted } from './versions/bin-repository.ts';

export interface VersionRecord {
  readonly version: Version;
  /** Absolute. */
  readonly parquetPath: string;
  /** Null when the version was not made from a file. */
  readonly source: VersionSource | null;
}

/** Finds a version by id, `name` (latest) or `name@3`. Throws NOT_FOUND. */
export function resolveVersion(workspace: Workspace, ref: string): VersionRecord {
  const { db } = workspace;
  const numbered = /^(.+)@(\d+)$/.exec(ref);
  const found =
    findVersionById(db, ref) ??
    findVersionByName(db, ref, null) ??
    (numbered ? findVersionByName(db, numbered[1]!, Number(numbered[2])) : null);
  if (!found) throw notFound(workspace, ref, numbered?.[1]);
  return { ...found, parquetPath: workspace.artifacts.path(found.version.sha256) };
}

function notFound(workspace: Workspace, ref: string, name: string | undefined): AppError {
  const latest = name === undefined ? null : findVersionByName(workspace.db, name, null);
  return latest
    ? new AppError(
        'NOT_FOUND',
        `${latest.version.datasetName} has no version ${ref.split('@').at(-1)}`,
        {
          hint: `Its latest version is ${latest.version.datasetName}@${latest.version.number}`,
        },
      )
    : new AppError('NOT_FOUND', `There is no dataset version ${ref}`, {
        hint: 'Give an id, a dataset name or name@number; data.list shows them',
      });
}

export interface NewVersion {
  /** An existing dataset (letter case does not matter) gets its next version; else it is made. */
  readonly datasetName: string;
  readonly layer: Layer;
  readonly rows: number;
  readonly columns: readonly VersionColumn[];
  /** The Parquet file, already in the artifact store. */
  readonly parquet: StoredArtifact;
  readonly source?: VersionSource;
  readonly bronzeSha256?: string;
  /** Id of the version it was derived from. */
  readonly parentId?: string;
  /** The operation that made it, for the audit log. */
  readonly operation: string;
  /** More for the audit log. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Adds a version with its audit event in one transaction and tells of the change. */
export function saveVersion(context: OperationContext, made: NewVersion): Version {
  const { workspace } = context;
  const at = context.now();
  const save = workspace.db.transaction((): Version => {
    let dataset = findDataset(workspace.db, made.datasetName);
    if (!dataset) {
      dataset = { id: context.newId('ds'), name: made.datasetName };
      insertDataset(workspace.db, { ...dataset, createdAt: at });
    } else if (isDeleted(workspace.db, dataset.id)) {
      throw new AppError('CONFLICT', `The dataset ${dataset.name} is in the bin`, {
        hint: 'Bring it back first with data.undelete',
      });
    }
    const version: Version = {
      id: context.newId('dv'),
      datasetId: dataset.id,
      datasetName: dataset.name,
      number: nextVersionNumber(workspace.db, dataset.id),
      layer: made.layer,
      rows: made.rows,
      sha256: made.parquet.sha256,
      bytes: made.parquet.bytes,
      columns: [...made.columns],
      createdAt: at,
      createdBy: made.operation,
    };
    insertVersion(workspace.db, {
      version,
      source: made.source ?? null,
      bronzeSha256: made.bronzeSha256 ?? null,
      parentId: made.parentId ?? null,
    });
    workspace.audit.append({
      actor: context.actor,
      operation: made.operation,
      subject: version.id,
      detail: auditDetail(version, made),
      at,
    });
    return version;
  });
  const version = save.immediate();
  context.changed('datasets', 'audit');
  return version;
}

function auditDetail(version: Version, made: NewVersion): Record<string, unknown> {
  return {
    dataset: version.datasetName,
    number: version.number,
    layer: version.layer,
    rows: version.rows,
    columns: version.columns.length,
    sha256: version.sha256,
    ...(made.source === undefined
      ? {}
      : {
          file: made.source.file,
          source: made.source.sha256,
          rejected: made.source.rejected.rows,
        }),
    ...(made.parentId === undefined ? {} : { parent: made.parentId }),
    ...made.detail,
  };
}
