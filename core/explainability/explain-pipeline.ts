import { AppError } from '../base/app-error.ts';
import { noTick, subTick } from '../base/tick.ts';
import type { Tick } from '../base/tick.ts';
import { linkOf } from '../models/links.ts';
import { computeMargins, countOutputs } from '../models/margins.ts';
import type { FittedPipeline } from '../models/pipeline.ts';
import { encodeTable } from '../models/predict.ts';
import type { Matrix } from '../table/matrix.ts';
import type { Table } from '../table/table.ts';
import { linearShap } from './linear-shap.ts';
import { treeShap } from './tree-shap.ts';
import type { ShapOptions } from './tree-shap.ts';

export interface PipelineExplanation {
  readonly method: 'tree_path_dependent' | 'linear';
  /** The class whose margin is explained; null for regression. */
  readonly label: string | null;
  readonly baseValue: number;
  /** Raw columns, in the order of the model. */
  readonly features: readonly string[];
  /** Contributions [raw column][row] in units of the margin. */
  readonly values: readonly Float64Array[];
  /** What the model itself gives for each row. */
  readonly margin: Float64Array;
  /** Largest |base value + contributions − margin|. */
  readonly maxAdditivityError: number;
}

interface Explained {
  readonly label: string | null;
  readonly output: number;
  /** −1 for the first of two classes, whose margin is that of the second reversed. */
  readonly sign: 1 | -1;
}

function chooseOutput(pipeline: FittedPipeline, label: string | undefined): Explained {
  const { classes, task } = pipeline;
  if (task === 'regression') {
    if (label === undefined) return { label: null, output: 0, sign: 1 };
    throw new AppError(
      'INVALID_INPUT',
      `The model predicts numbers, so it has no class '${label}'.`,
      {
        path: 'label',
        hint: 'Leave label out',
      },
    );
  }
  const index = label === undefined ? classes.length - 1 : classes.indexOf(label);
  if (index < 0) {
    throw new AppError('INVALID_INPUT', `'${label}' is no class of the model.`, {
      path: 'label',
      hint: `Classes: ${classes.join(', ')}`,
    });
  }
  const single = countOutputs(pipeline.estimator) === 1;
  return {
    label: classes[index]!,
    output: single ? 0 : index,
    sign: single && index === 0 ? -1 : 1,
  };
}

function shapOf({ estimator, algorithm }: FittedPipeline, x: Matrix, options: ShapOptions): number {
  switch (estimator.kind) {
    case 'trees':
      return treeShap(estimator, x, options);
    case 'linear':
      return linearShap(estimator, x, options);
    default:
      throw new AppError('UNSUPPORTED', `SHAP values of ${algorithm} are not computed.`, {
        hint: 'Explain a model made of trees or a linear one.',
      });
  }
}

function additivityError(
  baseValue: number,
  values: readonly Float64Array[],
  margin: Float64Array,
): number {
  let worst = 0;
  for (let row = 0; row < margin.length; row++) {
    let sum = baseValue;
    for (const column of values) sum += column[row]!;
    worst = Math.max(worst, Math.abs(sum - margin[row]!));
  }
  return worst;
}

function flip(values: Float64Array): void {
  for (let i = 0; i < values.length; i++) values[i] = -values[i]!;
}

/**
 * SHAP values of a fitted pipeline for raw rows: exact path-dependent TreeSHAP for trees, linear SHAP
 * for linear models. What a column became by encoding is summed back to it. `label` is the class to
 * explain, default the last. Errors: INVALID_INPUT (no such class), SCHEMA_MISMATCH (columns missing).
 */
export function explainPipeline(
  pipeline: FittedPipeline,
  table: Table,
  options: { readonly label?: string | undefined; readonly tick?: Tick } = {},
): PipelineExplanation {
  const { estimator, encoded } = pipeline;
  const tick = options.tick ?? noTick;
  const { label, output, sign } = chooseOutput(pipeline, options.label);
  const x = encodeTable(pipeline, table);
  const features = pipeline.features.map((feature) => feature.name);
  const values = features.map(() => new Float64Array(table.rows));
  const byName = new Map(features.map((name, j) => [name, values[j]!]));
  const into = encoded.origin.map((name) => byName.get(name)!);
  const explaining = subTick(tick, 0, 0.9);
  const base = shapOf(pipeline, x, { output, into, tick: explaining });
  const margin = computeMargins(estimator, x, subTick(tick, 0.9, 1))[output]!.slice();
  if (sign === -1) for (const column of [...values, margin]) flip(column);
  // The first of two classes: log-odds change their sign, probabilities are what is left to 1.
  const whole = sign === -1 && linkOf(estimator, pipeline.task) === 'probability' ? 1 : 0;
  if (whole === 1) for (let row = 0; row < margin.length; row++) margin[row]! += 1;
  const baseValue = whole + sign * base;
  return {
    method: estimator.kind === 'trees' ? 'tree_path_dependent' : 'linear',
    label,
    baseValue,
    features,
    values,
    margin,
    maxAdditivityError: additivityError(baseValue, values, margin),
  };
}
