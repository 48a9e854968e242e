import type { Tick } from '../base/tick.ts';
import type { FittedPipeline } from '../models/pipeline.ts';
import { predictPipeline, type Prediction } from '../models/predict.ts';
import type { Column, Table } from '../table/table.ts';

/**
 * What a model said, as one column to watch: the probability of the last class for two classes, the
 * predicted class for more, the predicted value for regression.
 */
export function asColumn(
  { classes }: Pick<FittedPipeline, 'classes'>,
  { probabilities, values, labels }: Pick<Prediction, 'probabilities' | 'values' | 'labels'>,
): Column {
  if (values) return { name: 'prediction', type: 'number', values };
  if (classes.length === 2 && probabilities) {
    return { name: `probability_${classes[1]!}`, type: 'number', values: probabilities[1]! };
  }
  const codes = labels ?? new Int32Array(0);
  return { name: 'prediction', type: 'category', codes, dictionary: classes };
}

/** What a model says on a table, as `asColumn`. Throws SCHEMA_MISMATCH when the table lacks a feature. */
export function predictionColumn(pipeline: FittedPipeline, table: Table, tick: Tick): Column {
  return asColumn(pipeline, predictPipeline(pipeline, table, tick));
}
