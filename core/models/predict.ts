import { noTick, subTick, type Tick } from '../base/tick.ts';
import { applySteps } from '../preprocessing/fit-step.ts';
import type { Matrix } from '../table/matrix.ts';
import type { Table } from '../table/table.ts';
import { alignQuietly } from './align-table.ts';
import { applyCalibration } from './calibration/calibrate.ts';
import { predictInterval } from './intervals/predict-interval.ts';
import { classProbabilities, linkOf, mostProbable, targetValues } from './links.ts';
import { computeMargins } from './margins.ts';
import type { FittedPipeline } from './pipeline.ts';
import { toMatrix } from './to-matrix.ts';

export interface Prediction {
  /** [output][row], in the unit the estimator's link says. */
  readonly margins: readonly Float64Array[];
  /** [class][row], calibrated where the pipeline is; null for regression. */
  readonly probabilities: readonly Float64Array[] | null;
  /** Regression only. */
  readonly values: Float64Array | null;
  /** Class index a row: the most probable, or as the threshold says; null for regression. */
  readonly labels: Int32Array | null;
  /** Ends of the interval of each row, where the pipeline has one. */
  readonly lower?: Float64Array | undefined;
  readonly upper?: Float64Array | undefined;
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
  const { estimator, task, interval, calibration, threshold } = pipeline;
  const aligned = alignQuietly(pipeline, table);
  const x = toMatrix(applySteps(aligned, pipeline.steps), pipeline.encoded);
  const margins = computeMargins(estimator, x, interval ? subTick(tick, 0, 0.3) : tick);
  const link = linkOf(estimator, task);
  if (task === 'regression') {
    const values = targetValues(margins[0]!, link);
    const plain = { margins, probabilities: null, values, labels: null };
    if (!interval) return plain;
    const ends = predictInterval(interval, { table: aligned, values, tick: subTick(tick, 0.3, 1) });
    return { ...plain, ...ends };
  }
  const raw = classProbabilities(margins, link);
  const probabilities = calibration ? applyCalibration(calibration, raw) : raw;
  const labels = mostProbable(probabilities, threshold?.value);
  return { margins, probabilities, values: null, labels };
}
