import type { Estimator } from '../estimator.ts';
import { logisticRegression } from './logistic-regression.ts';
import { ridge } from './ridge.ts';

/** The estimators of this family, in the order the catalogue shows them. */
export const linearEstimators: readonly Estimator[] = [logisticRegression, ridge];
