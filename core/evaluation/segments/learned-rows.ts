import type { Tick } from '../../base/tick.ts';
import { asColumn } from '../../monitoring/prediction-column.ts';
import { predictPipeline } from '../../models/predict.ts';
import { readTrainingData } from '../../models/read-training-data.ts';
import type { FittedPipeline } from '../../models/pipeline.ts';
import { takeTableRows, type Column, type Table } from '../../table/table.ts';
import { makeHoldout } from '../make-folds.ts';
import type { RunSource } from '../run-source.ts';

/** The rows a model learned from. */
export interface LearnedRows {
  /** The number of each in its version. */
  readonly rows: Int32Array;
  /** What the model says of some of them, by their place in `rows`. */
  predict(places: Int32Array, tick: Tick): Column;
}

/** Reads the rows the run learned from: those of its version that were not set aside as test rows. */
export async function readLearnedRows(
  pipeline: FittedPipeline,
  { request, test }: RunSource,
): Promise<LearnedRows> {
  const features = pipeline.features.map(({ name }) => name);
  const { data, rows } = await readTrainingData({ ...request, features });
  const taken = test === null && request.testFraction > 0 ? makeHoldout(data, request).train : null;
  const table: Table = taken ? takeTableRows(data.table, taken) : data.table;
  return {
    rows: taken ? taken.map((i) => rows[i]!) : rows,
    predict: (places, tick) =>
      asColumn(pipeline, predictPipeline(pipeline, takeTableRows(table, places), tick)),
  };
}
