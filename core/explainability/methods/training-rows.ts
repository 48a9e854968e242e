import { isAppError } from '../../base/app-error.ts';
import type { Cell, Warning } from '../../contract/common.ts';
import { trainInput, type TrainInput } from '../../contract/models.ts';
import { cellValue } from '../../data/cells.ts';
import { readTable, type ColumnRef } from '../../data/read-table.ts';
import { resolveVersion } from '../../data/versions.ts';
import { evenly } from '../../evaluation/curves.ts';
import { makeHoldout } from '../../evaluation/make-folds.ts';
import { runSource, type RunSource } from '../../evaluation/run-source.ts';
import type { OperationContext } from '../../jobs/context.ts';
import { alignQuietly } from '../../models/align-table.ts';
import type { FittedPipeline } from '../../models/pipeline.ts';
import { readTrainingData } from '../../models/read-training-data.ts';
import type { VersionFile } from '../../models/tasks.ts';
import type { ModelFiles } from '../../registry/model-store.ts';
import { resolveRun } from '../../tracking/record-run.ts';
import { findColumn, takeTableRows, type Table } from '../../table/table.ts';
import { warnOfSample } from './read-rows.ts';

/** Where the rows a model learned from are; plain data for worker threads. */
export interface TrainingSource {
  readonly file: VersionFile;
  /** How training read and set apart its rows; null for models from elsewhere. */
  readonly request: RunSource['request'] | null;
  /** Whether rows of the version were set aside as test rows. */
  readonly heldOut: boolean;
  /** How the pipeline was fitted; null for models from elsewhere. */
  readonly refit: Pick<TrainInput, 'recipe' | 'classWeight'> | null;
}

/** NOT_FOUND without the data. */
export function trainingSource(
  context: Pick<OperationContext, 'workspace'>,
  model: Pick<ModelFiles, 'runId' | 'versionId'>,
): TrainingSource {
  const { version, parquetPath } = resolveVersion(context.workspace, model.versionId);
  const file = { parquetPath, columns: version.columns };
  try {
    const { request, test, foreign } = runSource(context, model.runId);
    // The version stands in for what it learned from.
    if (foreign) return { file, request: null, heldOut: false, refit: null };
    const { recipe, classWeight } = trainInput.parse(resolveRun(context, model.runId).input);
    const heldOut = test === null && request.testFraction > 0;
    return { file, request, heldOut, refit: { recipe, classWeight } };
  } catch (error) {
    // A model from elsewhere: the version stands in for what it learned from.
    if (!isAppError(error) || error.code !== 'UNSUPPORTED') throw error;
    return { file, request: null, heldOut: false, refit: null };
  }
}

export interface TrainingRows {
  /** Features as the model reads them. */
  readonly table: Table;
  /** Number of each row in the version. */
  readonly row: Int32Array;
  /** The target of each, as JSON carries it. */
  readonly actual: readonly Cell[];
  /** Rows there are in all. */
  readonly rows: number;
  readonly warnings: readonly Warning[];
}

async function trainedRows(source: TrainingSource, features: readonly string[]) {
  if (source.request === null) return null;
  const { data, rows } = await readTrainingData({ ...source.request, features });
  if (!source.heldOut) return rows;
  return makeHoldout(data, source.request).train.map((i) => rows[i]!);
}

/** The rows a model learned from, at most `limit` of them, drawn evenly. */
export async function readTrainingRows(
  pipeline: FittedPipeline,
  source: TrainingSource,
  limit: number,
): Promise<TrainingRows> {
  const { file } = source;
  const features = pipeline.features.map(({ name }) => name);
  const trained = await trainedRows(source, features);
  const target = pipeline.target.name;
  const wanted = new Set([...features, target]);
  const columns: ColumnRef[] = file.columns.filter(({ name }) => wanted.has(name));
  const all = await readTable(file.parquetPath, columns);
  const rows = trained ?? Int32Array.from({ length: all.rows }, (_, i) => i);
  const row = Int32Array.from(evenly(rows.length, limit), (i) => rows[i]!);
  const taken = takeTableRows(all, row);
  const y = findColumn(taken, target);
  const message =
    'The model comes from elsewhere: the rows of its version stand in for what it learned from.';
  return {
    table: alignQuietly(pipeline, taken),
    row,
    actual: Array.from(row, (_, i) => (y ? cellValue(y, i) : null)),
    rows: rows.length,
    warnings: [
      ...(trained === null ? [{ kind: 'training', message }] : []),
      ...warnOfSample(row.length, rows.length),
    ],
  };
}
