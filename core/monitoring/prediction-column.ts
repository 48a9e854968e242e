import type { Tick } from '../base/tick.ts';
import type { FittedPipeline } from '../models/pipeline.ts';
import { predictPipeline } from '../models/predict.ts';
import type { Column, Table } from '../table/table.ts';

/**
 * What a model says on a table, as one column to watch: the probability of the last class for two
 * classes, the predicted class for more, the predicted value for regression. Throws SCHEMA_MISMATCH
 * when the table lacks a feature.
 */
export function predictionColumn(pipeline: FittedPipeline, table: Table, tick: Tick): Column {
  const { probabilities, values, labels } = predictPipeline(pipeline, table, tick);
  if (values) return { name: 'prediction', type: 'number', values };
  const { classes } = pipeline;
  if (classes.length === 2 && probabilities) {
    return { name: `probability_${classes[1]!}`, type: 'number', values: probabilities[1]! };
  }
  const codes = labels ?? new Int32Array(table.rows);
  return { name: 'prediction', type: 'category', codes, dictionary: classes };
}
