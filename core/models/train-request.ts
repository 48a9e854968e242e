import { AppError } from '../base/app-error.ts';
import { parseParams } from '../base/parse-params.ts';
import type { Task } from '../contract/common.ts';
import type { TrainInput } from '../contract/models.ts';
import type { ColumnRef } from '../data/read-table.ts';
import { splitNeeds } from '../evaluation/make-folds.ts';
import { listNames } from '../preprocessing/coded.ts';
import { requireEstimator } from './catalogue.ts';

function requireName(columns: readonly ColumnRef[], name: string, path: string): ColumnRef {
  const column = columns.find((candidate) => candidate.name === name);
  if (column) return column;
  const known = listNames(columns.map((c) => c.name));
  throw new AppError('INVALID_INPUT', `There is no column '${name}'. Columns: ${known}`, {
    hint: 'Write the name as the version has it; case counts',
    path,
  });
}

function refuseFeature(name: string, role: string): AppError {
  return new AppError('INVALID_INPUT', `'${name}' is the ${role} and cannot be a feature.`, {
    hint: 'Leave it out of the features.',
    path: 'features',
  });
}

interface TrainColumns {
  readonly target: ColumnRef;
  readonly weight: string | null;
  /** Only where the split goes by it. */
  readonly group: string | null;
  readonly time: string | null;
  readonly features: readonly string[];
  readonly explicit: boolean;
}

type ColumnsInput = Pick<
  TrainInput,
  'target' | 'weight' | 'split' | 'group' | 'time' | 'features' | 'exclude'
>;

/** The group or time column; INVALID_INPUT when it is the target, or missing though the split needs it. */
function resolveKey(
  columns: readonly ColumnRef[],
  input: ColumnsInput,
  key: 'group' | 'time',
): string | null {
  const name = input[key];
  if (name === undefined) {
    if (!splitNeeds(input.split)[key]) return null;
    throw new AppError('INVALID_INPUT', `The split ${input.split} needs a ${key} column.`, {
      hint: 'Name one, or choose another split.',
      path: key,
    });
  }
  const { type } = requireName(columns, name, key);
  if (name === input.target) {
    throw new AppError('INVALID_INPUT', `'${name}' is the target; rows cannot be split by it.`, {
      hint: 'Choose another column.',
      path: key,
    });
  }
  if (key === 'time' && (type === 'text' || type === 'category' || type === 'boolean')) {
    throw new AppError('INVALID_INPUT', `The time column '${name}' is ${type}.`, {
      hint: 'Choose a column of dates or numbers.',
      path: key,
    });
  }
  return name;
}

/**
 * Checks the named columns against the version. The group and time columns are features only where
 * they are named among them. INVALID_INPUT names the field and the columns there are.
 */
export function resolveColumns(columns: readonly ColumnRef[], input: ColumnsInput): TrainColumns {
  const target = requireName(columns, input.target, 'target');
  const weight = input.weight ?? null;
  if (weight !== null) requireName(columns, weight, 'weight');
  if (weight === target.name) {
    throw new AppError('INVALID_INPUT', `'${weight}' is the target and cannot be the weight.`, {
      hint: 'Choose another column of numbers ≥ 0, or none.',
      path: 'weight',
    });
  }
  const group = resolveKey(columns, input, 'group');
  const time = resolveKey(columns, input, 'time');
  for (const name of input.exclude ?? []) requireName(columns, name, 'exclude');
  for (const name of input.features ?? []) {
    requireName(columns, name, 'features');
    if (name === target.name) throw refuseFeature(name, 'target');
    if (name === weight) throw refuseFeature(name, 'weight');
  }
  const left = new Set([target.name, weight, ...(input.exclude ?? [])]);
  const keys = new Set([group, time]);
  const wanted =
    input.features ?? columns.map(({ name }) => name).filter((name) => !keys.has(name));
  const features = [...new Set(wanted)].filter((name) => !left.has(name));
  if (features.length === 0) {
    throw new AppError('INVALID_INPUT', 'No column is left to learn from.', {
      hint: 'Name at least one feature besides the target.',
      path: 'features',
    });
  }
  const needs = splitNeeds(input.split);
  return {
    target,
    weight,
    group: needs.group ? group : null,
    time: needs.time ? time : null,
    features,
    explicit: input.features !== undefined,
  };
}

/** Refuses what corrects answers of the other task. */
function checkRefinements(
  input: Partial<Pick<TrainInput, 'calibration' | 'threshold' | 'intervals'>>,
  task: Task,
): void {
  const { calibration = 'none', threshold, intervals } = input;
  const asked = {
    calibration: task === 'regression' && calibration !== 'none',
    'threshold.by': task === 'regression' && (threshold?.by ?? 'default') !== 'default',
    'intervals.method': task === 'classification' && (intervals?.method ?? 'none') !== 'none',
  };
  for (const [path, wrong] of Object.entries(asked)) {
    if (!wrong) continue;
    const what = path.split('.')[0]!;
    throw new AppError('UNSUPPORTED', `There is no ${what.replace(/s$/, '')} for a ${task}.`, {
      hint: task === 'regression' ? 'Ask for intervals instead.' : 'Ask for calibration instead.',
      path,
    });
  }
}

/** Refuses folds, an algorithm or parameters that do not go with the task, before anything runs. */
export function checkAlgorithm(
  input: Pick<TrainInput, 'split' | 'algorithm' | 'params'> &
    Partial<Pick<TrainInput, 'classWeight' | 'calibration' | 'threshold' | 'intervals'>>,
  task: Task,
): void {
  if (splitNeeds(input.split).classes && task === 'regression') {
    throw new AppError('UNSUPPORTED', 'Stratified folds need classes; this is a regression.', {
      hint: 'Choose holdout, kfold or group.',
      path: 'split',
    });
  }
  if (input.classWeight === 'balanced' && task === 'regression') {
    throw new AppError('UNSUPPORTED', 'Class weights need classes; this is a regression.', {
      hint: 'Leave classWeight at none, or name a weight column.',
      path: 'classWeight',
    });
  }
  checkRefinements(input, task);
  if (input.algorithm === 'auto') {
    const [name] = Object.keys(input.params);
    if (name === undefined) return;
    throw new AppError('INVALID_INPUT', `Algorithm auto takes no parameters, but got '${name}'.`, {
      hint: 'Name an algorithm to set its parameters.',
      path: `params.${name}`,
    });
  }
  const estimator = requireEstimator(input.algorithm);
  if (!estimator.tasks.includes(task)) {
    throw new AppError('UNSUPPORTED', `${estimator.id} does no ${task}.`, {
      hint: `It does ${estimator.tasks.join(' and ')}. Choose another algorithm, or set the task.`,
      path: 'algorithm',
    });
  }
  parseParams(estimator.params, input.params, { id: estimator.id, path: 'params' });
}
