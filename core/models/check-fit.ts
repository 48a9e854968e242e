import { AppError } from '../base/app-error.ts';
import type { Matrix } from '../table/matrix.ts';
import type { FitOptions } from './estimator.ts';
import { classWeights, totalWeight } from './weighted-moments.ts';

/** More classes than this are refused: the target is then surely no class. */
export const maxClasses = 1000;

function checkWeights(weights: Float64Array): void {
  for (let i = 0; i < weights.length; i++) {
    if (weights[i]! >= 0 && weights[i]! < Infinity) continue;
    throw new AppError(
      'INVALID_INPUT',
      `Weight ${weights[i]} of row ${i} is no finite number ≥ 0.`,
      {
        hint: 'Choose a weight column without missing or negative values.',
      },
    );
  }
  if (totalWeight(weights.length, weights) > 0) return;
  throw new AppError('INVALID_INPUT', 'All weights are 0.', {
    hint: 'Choose another weight column.',
  });
}

function checkClasses(y: Float64Array, { classes, weights }: FitOptions<unknown>): void {
  if (classes > maxClasses) {
    throw new AppError(
      'TARGET_INVALID',
      `The target has ${classes} classes; at most ${maxClasses} can be learned.`,
      {
        hint: 'Train a regression, or group the rare classes.',
      },
    );
  }
  const present = classWeights(y, Math.max(classes, 1), weights).filter((weight) => weight > 0);
  if (present.length >= 2) return;
  throw new AppError('TARGET_INVALID', 'The training rows hold one class only.', {
    hint: 'Choose a target with at least two values, or more rows.',
  });
}

function checkTarget(y: Float64Array): void {
  const first = y[0]!;
  for (const value of y) if (value !== first) return;
  throw new AppError('TARGET_INVALID', `The target is ${first} on every training row.`, {
    hint: 'Choose a target that varies.',
  });
}

function checkNoMissing(x: Matrix): void {
  x.columns.forEach((column, j) => {
    // Of categories, not a number stands for the unknown, which is one more category.
    if (x.categories && x.categories[j]! > 0) return;
    for (let i = 0; i < column.length; i++) {
      if (Number.isFinite(column[i]!)) continue;
      const seen = Number.isNaN(column[i]!) ? 'a missing value' : 'an infinite value';
      throw new AppError('INVALID_INPUT', `Column '${x.names[j]}' has ${seen} in row ${i}.`, {
        hint: 'Fill missing values first; the automatic recipe does.',
      });
    }
  });
}

/**
 * What every estimator refuses: too few rows, bad weights, a target that does not vary; with
 * `missing: 'refuse'` also missing values. O(rows × columns).
 */
export function checkFit(
  x: Matrix,
  y: Float64Array,
  options: FitOptions<unknown>,
  { missing = 'allow' }: { missing?: 'allow' | 'refuse' } = {},
): void {
  if (x.rows < 2) {
    throw new AppError(
      'NOT_ENOUGH_DATA',
      `There ${x.rows === 1 ? 'is 1 training row' : 'are no training rows'}; at least 2 are needed.`,
      {
        hint: 'Add rows, or make the test fraction smaller.',
      },
    );
  }
  if (options.weights) checkWeights(options.weights);
  if (options.task === 'classification') checkClasses(y, options);
  else checkTarget(y);
  if (missing === 'refuse') checkNoMissing(x);
}
