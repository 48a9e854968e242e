import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../base/app-error.ts';
import { layerSchema, type Layer } from '../contract/common.ts';
import type { Version, VersionColumn } from '../contract/data.ts';
import type { Analysis } from '../contract/patterns.ts';
import { saveVersion, type VersionRecord } from '../data/versions.ts';
import type { JobContext, OperationContext } from '../jobs/context.ts';
import { insertAnalysis } from './repository.ts';
import type { SaveTarget } from './save-columns.ts';

/** Where a task writes the version with the new column; null when none was asked for. Throws CONFLICT. */
export function planSave(
  context: OperationContext,
  { version }: VersionRecord,
  asked: string | undefined,
): SaveTarget | null {
  if (asked === undefined) return null;
  const column = asked.trim();
  const taken = version.columns.map(({ name }) => name);
  if (column === '') {
    throw new AppError('INVALID_INPUT', 'The name of a column cannot be blank', { path: 'save' });
  }
  if (taken.some((name) => name.toLowerCase() === column.toLowerCase())) {
    throw new AppError('CONFLICT', `The version has a column ${column} already`, {
      hint: 'Choose another name',
      path: 'save',
    });
  }
  return {
    column,
    taken,
    folder: context.workspace.temporaryFolder,
    file: `${context.newId('analysis')}.parquet`,
    versionRows: version.rows,
  };
}

/** Runs what may write the file of `save`, which is removed again when it fails. */
export async function computeInto<T>(
  save: SaveTarget | null,
  compute: () => Promise<T>,
): Promise<T> {
  try {
    return await compute();
  } catch (error) {
    if (save !== null) await rm(join(save.folder, save.file), { force: true });
    throw error;
  }
}

/** The next version of the dataset, with the columns that the analysis made. */
export async function saveMadeVersion(
  context: JobContext,
  { version }: VersionRecord,
  made: {
    readonly file: string | null;
    readonly columns: readonly VersionColumn[] | null;
    readonly operation: string;
    readonly detail: Readonly<Record<string, unknown>>;
  },
): Promise<Version | null> {
  if (made.file === null || made.columns === null) return null;
  context.progress({ fraction: 0.99, stage: 'Saving' });
  const { workspace } = context;
  const parquet = await workspace.artifacts.adopt(join(workspace.temporaryFolder, made.file));
  return saveVersion(context, {
    datasetName: version.datasetName,
    layer: atMostSilver(version.layer),
    rows: version.rows,
    columns: [...version.columns, ...made.columns],
    parquet,
    parentId: version.id,
    operation: made.operation,
    detail: made.detail,
  });
}

/** What an analysis adds passed no gate. */
function atMostSilver(layer: Layer): Layer {
  const layers = layerSchema.options;
  return layers[Math.min(layers.indexOf(layer), layers.indexOf('silver'))]!;
}

/** Keeps an analysis with its audit event and tells of it. */
export async function keepAnalysis<A extends Analysis>(
  context: OperationContext,
  analysis: A,
  summary: string,
): Promise<A> {
  const { workspace, actor } = context;
  const { id, kind, algorithm, versionId, createdAt } = analysis;
  const { sha256 } = await workspace.artifacts.put(JSON.stringify(analysis));
  workspace.db.transaction(() => {
    insertAnalysis(workspace.db, { id, kind, algorithm, versionId, summary, sha256, createdAt });
    workspace.audit.append({
      actor,
      operation: `patterns.${kind}`,
      subject: id,
      detail: {
        algorithm,
        version: versionId,
        params: analysis.params,
        seed: analysis.seed,
        rows: analysis.rows,
        summary,
        saved: analysis.savedVersionId,
        sha256,
      },
      at: createdAt,
    });
  })();
  context.changed('analyses', 'audit');
  return analysis;
}
