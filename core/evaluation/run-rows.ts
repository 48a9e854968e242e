import { subTick, type Tick } from '../base/tick.ts';
import type { Warning } from '../contract/common.ts';
import { readTable, type ColumnRef } from '../data/read-table.ts';
import type { FittedPipeline } from '../models/pipeline.ts';
import { predictPipeline, type Prediction } from '../models/predict.ts';
import { readTestData, readTrainingData, type ReadData } from '../models/read-training-data.ts';
import type { VersionFile } from '../models/tasks.ts';
import { takeTrainingRows, type TrainingData } from '../models/training-data.ts';
import { untoldTraining } from '../models/imported.ts';
import { readModel } from '../registry/read-model.ts';
import { takeTableRows, type Table } from '../table/table.ts';
import { makeHoldout } from './make-folds.ts';
import type { RunSource } from './run-source.ts';

/** The rows a run was evaluated on, with what its model says of them. */
export interface RunRows {
  readonly pipeline: FittedPipeline;
  /** Features, truth and weights of the rows. */
  readonly data: TrainingData;
  readonly prediction: Prediction;
  /** The file the rows are of, and the number of each in it. */
  readonly file: VersionFile;
  readonly rows: Int32Array;
}

type Found = Pick<RunRows, 'data' | 'file' | 'rows'>;

/** Class indices as the pipeline has them: an imported model may have its classes in another order. */
function inOrderOf({ classes }: FittedPipeline, data: TrainingData): TrainingData {
  if (data.classes.every((label, k) => label === classes[k])) return data;
  const indices = Float64Array.from(data.classes, (label) => classes.indexOf(label));
  return { ...data, classes, y: data.y.map((k) => indices[k]!) };
}

async function findRows(source: RunSource, pipeline: FittedPipeline): Promise<Found> {
  const features = pipeline.features.map(({ name }) => name);
  const request = { ...source.request, features };
  if (source.test) {
    const { data, rows } = await readTestData(source.test, request, pipeline.classes);
    return { data, rows, file: source.test };
  }
  const read: ReadData = await readTrainingData(request);
  const { rows } = read;
  const data = inOrderOf(pipeline, read.data);
  const file = request.version;
  if (request.testFraction === 0) return { data, rows, file };
  const { test } = makeHoldout(data, request);
  return { data: takeTrainingRows(data, test), rows: test.map((i) => rows[i]!), file };
}

/**
 * Reads the very rows that training set aside (or the test version's, or with neither those trained on),
 * in the same order, and predicts them again. Works on worker threads.
 */
export async function readRunRows(source: RunSource, tick: Tick): Promise<RunRows> {
  tick(0, 'Reading');
  const pipeline = await readModel(source.jsonPath, source.binaryPath);
  const found = await findRows(source, pipeline);
  const scoring = subTick(tick, 0.4, 1, 'Scoring');
  return { ...found, pipeline, prediction: predictPipeline(pipeline, found.data.table, scoring) };
}

/** Columns of the evaluated rows as they stand in the version, also those the model does not read. */
export async function readRowColumns(
  { file, rows }: Pick<RunRows, 'file' | 'rows'>,
  wanted: (column: ColumnRef) => boolean,
): Promise<Table> {
  const table = await readTable(file.parquetPath, file.columns.filter(wanted));
  return takeTableRows(table, rows);
}

/** Says so where the rows are those the model learned from, or may be. */
export function warnOfTrainingRows({ on, foreign }: Pick<RunSource, 'on' | 'foreign'>): Warning[] {
  if (foreign) return [{ kind: 'train', message: untoldTraining }];
  if (on === 'test') return [];
  const message = 'The model learned from these rows: what it says of new ones may be worse.';
  return [{ kind: 'train', message }];
}
