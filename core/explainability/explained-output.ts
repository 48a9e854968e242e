import { AppError } from '../base/app-error.ts';
import { noTick, type Tick } from '../base/tick.ts';
import { applyCalibration } from '../models/calibration/calibrate.ts';
import { classProbabilities, linkOf } from '../models/links.ts';
import { computeMargins, countOutputs } from '../models/margins.ts';
import type { FittedPipeline } from '../models/pipeline.ts';
import type { Matrix } from '../table/matrix.ts';

/** `raw`: the margin; `probability`: that of the class, calibrated where the model is. */
export type OutputUnit = 'raw' | 'probability';

/** As `unit` of an explanation. */
export type ValueUnit = 'value' | 'log' | 'log_odds' | 'score' | 'probability';

/** The one number a row that is explained. */
export interface ExplainedOutput {
  readonly unit: OutputUnit;
  readonly valueUnit: ValueUnit;
  /** The class; null for regression. */
  readonly label: string | null;
  /** Which output of the estimator. */
  readonly output: number;
  /** −1 for the first of two classes, whose margin is that of the second reversed. */
  readonly sign: 1 | -1;
  /** Added after the sign: 1 for the first of two classes where margins are probabilities. */
  readonly offset: 0 | 1;
  /** The probability is a margin as it is, so that what explains margins explains it too. */
  readonly marginIsUnit: boolean;
  /** Of encoded rows. */
  of(x: Matrix, tick?: Tick): Float64Array;
}

function classIndex({ classes, task }: FittedPipeline, label: string | undefined): number | null {
  if (task === 'regression') {
    if (label === undefined) return null;
    throw new AppError(
      'INVALID_INPUT',
      `The model predicts numbers, so it has no class '${label}'.`,
      { path: 'label', hint: 'Leave label out' },
    );
  }
  const index = label === undefined ? classes.length - 1 : classes.indexOf(label);
  if (index >= 0) return index;
  throw new AppError('INVALID_INPUT', `'${label}' is no class of the model.`, {
    path: 'label',
    hint: `Classes: ${classes.join(', ')}`,
  });
}

/**
 * What of a model is explained: `label` is a class, default the last. Errors: INVALID_INPUT (no such
 * class, or the probability of a number).
 */
export function chooseOutput(
  pipeline: FittedPipeline,
  label: string | undefined,
  unit: OutputUnit,
): ExplainedOutput {
  const { estimator, task, calibration } = pipeline;
  const index = classIndex(pipeline, label);
  const link = linkOf(estimator, task);
  if (index === null) {
    if (unit === 'probability') {
      throw new AppError(
        'INVALID_INPUT',
        'The model predicts numbers, which have no probability.',
        {
          path: 'output',
          hint: 'Ask for the raw output',
        },
      );
    }
    const of = (x: Matrix, tick: Tick = noTick) => computeMargins(estimator, x, tick)[0]!.slice();
    const valueUnit = link === 'log' ? 'log' : 'value';
    const numbers = { unit, valueUnit, label: null, output: 0, sign: 1, offset: 0 } as const;
    return { ...numbers, marginIsUnit: true, of };
  }
  const single = countOutputs(estimator) === 1;
  const output = single ? 0 : index;
  const reversed = single && index === 0;
  const sign = reversed ? -1 : 1;
  const offset = reversed && link === 'probability' ? 1 : 0;
  const logits = single ? 'log_odds' : 'score';
  const valueUnit = unit === 'probability' || link === 'probability' ? 'probability' : logits;
  const common = {
    unit,
    valueUnit,
    label: pipeline.classes[index]!,
    output,
    sign,
    offset,
  } as const;
  if (unit === 'raw') {
    const of = (x: Matrix, tick: Tick = noTick) =>
      computeMargins(estimator, x, tick)[output]!.map((margin) => offset + sign * margin);
    return { ...common, marginIsUnit: true, of };
  }
  return {
    ...common,
    marginIsUnit: link === 'probability' && !calibration,
    of(x, tick = noTick) {
      const raw = classProbabilities(computeMargins(estimator, x, tick), link);
      return (calibration ? applyCalibration(calibration, raw) : raw)[index]!.slice();
    },
  };
}
