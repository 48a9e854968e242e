import { noTick, type Tick } from '../base/tick.ts';
import { applySteps } from '../preprocessing/fit-step.ts';
import type { Matrix } from '../table/matrix.ts';
import type { Table } from '../table/table.ts';
import { alignQuietly } from './align-table.ts';
import { classProbabilities, linkOf, mostProbable, targetValues } from './links.ts';
import { computeMargins } from './margins.ts';
import type { FittedPipeline } from './pipeline.ts';
import { toMatrix } from './to-matrix.ts';

export interface Prediction {
  /** [output][row], in the unit the estimator's link says. */
  readonly margins: readonly Float64Array[];
  /** [class][row]; null for regression. */
  readonly probabilities: readonly Float64Array[] | null;
  /** Regression only. */
  readonly values: Float64Array | null;
  /** Index of the most probable class a row; null for regression. */
  readonly labels: Int32Array | null;
}

/** What the estimator sees of raw rows. Aligns the table first, so raw tables are fine. */
export function encodeTable(pipeline: FittedPipeline, table: Table): Matrix {
  const encoded = applySteps(alignQuietly(pipeline, table), pipeline.steps);
  return toMatrix(encoded, pipeline.encoded);
}

/** Scores raw rows. Throws SCHEMA_MISMATCH when columns are missing. */
export function predictPipeline(
  pipeline: FittedPipeline,
  table: Table,
  tick: Tick = noTick,
): Prediction {
  const margins = computeMargins(pipeline.estimator, encodeTable(pipeline, table), tick);
  const link = linkOf(pipeline.estimator, pipeline.task);
  if (pipeline.task === 'regression') {
    const values = targetValues(margins[0]!, link);
    return { margins, probabilities: null, values, labels: null };
  }
  const probabilities = classProbabilities(margins, link);
  return { margins, probabilities, values: null, labels: mostProbable(probabilities) };
}
