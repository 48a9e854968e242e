import { AppError } from '../base/app-error.ts';
import { dummy } from './dummy.ts';
import type { Estimator } from './estimator.ts';
import { gradientBoosting } from './gradient-boosting.ts';
import { logisticRegression } from './logistic-regression.ts';
import { ridge } from './ridge.ts';

const list: readonly Estimator[] = [gradientBoosting, logisticRegression, ridge, dummy];

/** Every estimator by id, in the order the catalogue shows them. */
export const estimators: ReadonlyMap<string, Estimator> = new Map(list.map((e) => [e.id, e]));

/** The estimator of that id; NOT_FOUND lists the ids there are. */
export function requireEstimator(id: string): Estimator {
  const estimator = estimators.get(id);
  if (estimator) return estimator;
  throw new AppError('NOT_FOUND', `There is no algorithm '${id}'.`, {
    hint: `Algorithms: auto, ${[...estimators.keys()].join(', ')}`,
    path: 'algorithm',
  });
}
