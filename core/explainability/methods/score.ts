import { AppError } from '../../base/app-error.ts';
import { noTick, type Tick } from '../../base/tick.ts';
import { linkOf } from '../../models/links.ts';
import { countOutputs } from '../../models/margins.ts';
import type { FittedPipeline } from '../../models/pipeline.ts';
import { predictPipeline } from '../../models/predict.ts';
import type { Table } from '../../table/table.ts';

/** The one number a row that a method explains. */
export interface Score {
  /** The class it is of; null for regression. */
  readonly label: string | null;
  readonly unit: 'raw' | 'probability';
  /** One number a row; the table may be raw. */
  of(table: Table, tick?: Tick): Float64Array;
}

export interface ScoreOptions {
  /** Default: the last class. */
  readonly label?: string | undefined;
  /** Default: probability for classes, the value for regression. */
  readonly output?: 'raw' | 'probability' | undefined;
}

/** INVALID_INPUT (path `label`) with the classes there are. */
function classIndex({ classes }: FittedPipeline, label: string | undefined): number {
  if (label === undefined) return classes.length - 1;
  const index = classes.indexOf(label);
  if (index >= 0) return index;
  throw new AppError('INVALID_INPUT', `'${label}' is no class of the model.`, {
    path: 'label',
    hint: `Classes: ${classes.join(', ')}`,
  });
}

function refuse(path: 'label' | 'output', what: string): AppError {
  return new AppError('INVALID_INPUT', `The model predicts numbers, so it has no ${what}.`, {
    path,
    hint: `Leave ${path} out`,
  });
}

/** The margin of a class; of the first of two that of the second, turned round. */
function marginOf(pipeline: FittedPipeline, index: number): Score['of'] {
  const single = countOutputs(pipeline.estimator) === 1;
  const whole = linkOf(pipeline.estimator, 'classification') === 'probability' ? 1 : 0;
  return (table, tick = noTick) => {
    const { margins } = predictPipeline(pipeline, table, tick);
    if (!single) return margins[index]!;
    return index === 1 ? margins[0]! : margins[0]!.map((margin) => whole - margin);
  };
}

/**
 * What is explained of a model: the value of a regression; of classes the probability (calibrated where
 * the model is) or the margin of one. INVALID_INPUT for a class or an output the model has not.
 */
export function chooseScore(pipeline: FittedPipeline, options: ScoreOptions = {}): Score {
  const { label, output } = options;
  if (pipeline.task === 'regression') {
    if (label !== undefined) throw refuse('label', `class '${label}'`);
    if (output === 'probability') throw refuse('output', 'probability');
    const of: Score['of'] = (table, tick = noTick) =>
      predictPipeline(pipeline, table, tick).values!;
    return { label: null, unit: 'raw', of };
  }
  const index = classIndex(pipeline, label);
  const unit = output ?? 'probability';
  return {
    label: pipeline.classes[index]!,
    unit,
    of:
      unit === 'raw'
        ? marginOf(pipeline, index)
        : (table, tick = noTick) => predictPipeline(pipeline, table, tick).probabilities![index]!,
  };
}
