import { AppError } from '../../../base/app-error.ts';
import type { Warning } from '../../../contract/common.ts';
import { evenly } from '../../../evaluation/curves.ts';
import { makeHoldout } from '../../../evaluation/make-folds.ts';
import { readModelRows } from '../../../evaluation/read-model-rows.ts';
import { classTargets, numberTargets, warnOfUntold } from '../../../evaluation/target-values.ts';
import { alignTable } from '../../../models/align-table.ts';
import type { FittedPipeline } from '../../../models/pipeline.ts';
import { readTrainingData } from '../../../models/read-training-data.ts';
import type { VersionFile } from '../../../models/tasks.ts';
import { takeTrainingRows, type TrainingData } from '../../../models/training-data.ts';
import { takeTableRows } from '../../../table/table.ts';
import { warnOfSample } from '../read-rows.ts';
import type { TrainingSource } from '../training-rows.ts';

export interface ScoredRows {
  readonly data: TrainingData;
  readonly rowsOfVersion: number;
  readonly warnings: readonly Warning[];
}

const rowsOf = (data: TrainingData, rows: ArrayLike<number>): TrainingData =>
  takeTrainingRows(data, Int32Array.from(rows));

/** The rows of the training version, parted as training parted them. */
export async function readParts(
  pipeline: FittedPipeline,
  source: TrainingSource,
): Promise<{ readonly train: TrainingData; readonly test: TrainingData | null }> {
  const { request, heldOut } = source;
  if (request === null) {
    throw new AppError(
      'UNSUPPORTED',
      'The model comes from elsewhere: it cannot be fitted again.',
      {
        path: 'kind',
        hint: 'Ask for permutation',
      },
    );
  }
  const features = pipeline.features.map(({ name }) => name);
  const { data } = await readTrainingData({ ...request, features });
  if (!heldOut) return { train: data, test: null };
  const fold = makeHoldout(data, request);
  return { train: takeTrainingRows(data, fold.train), test: takeTrainingRows(data, fold.test) };
}

async function readScored(
  pipeline: FittedPipeline,
  file: VersionFile,
): Promise<{ data: TrainingData; warnings: readonly Warning[] }> {
  const { target, task, classes } = pipeline;
  const read = new Set([...pipeline.features.map(({ name }) => name), target.name]);
  const raw = await readModelRows(pipeline, file, { wanted: ({ name }) => read.has(name) });
  const { rows, y } =
    task === 'classification' ? classTargets(pipeline, raw) : numberTargets(pipeline, raw);
  const { table, warnings } = alignTable(pipeline, takeTableRows(raw, rows));
  const data = { task, target, classes, table, y: Float64Array.from(y), weights: null };
  return { data, warnings: [...warnOfUntold(raw.rows, rows.length, target.name), ...warnings] };
}

/**
 * Rows with a target to score a model on: of its own training version those that were set aside where
 * there are such, else all; at most `limit`, drawn evenly.
 */
export async function readScoredRows(
  pipeline: FittedPipeline,
  source: {
    readonly file: VersionFile;
    readonly training: TrainingSource;
    /** The version is the one the model was trained on. */
    readonly own: boolean;
    readonly limit: number;
  },
): Promise<ScoredRows> {
  const { file, training, own, limit } = source;
  const test = own && training.heldOut ? (await readParts(pipeline, training)).test : null;
  const { data, warnings: seen } = test
    ? { data: test, warnings: [] }
    : await readScored(pipeline, file);
  const all = data.y.length;
  const rows = evenly(all, limit);
  const aside = `Scored on the ${all} rows that were set aside when the model was trained.`;
  const learned =
    training.request === null
      ? 'The file does not say which rows the model learned from: if from these, columns it only memorised look important.'
      : 'The model learned from these rows: columns it only memorised look important.';
  const warnings: Warning[] = [
    ...(test ? [{ kind: 'test', message: aside }] : []),
    ...(own && !test ? [{ kind: 'train', message: learned }] : []),
    ...warnOfSample(rows.length, all),
    ...seen,
  ];
  return { data: rowsOf(data, rows), rowsOfVersion: all, warnings };
}
