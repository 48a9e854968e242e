import type { Estimator } from '../estimator.ts';
import { linearSvm } from './linear-svm.ts';
import { svm } from './svm.ts';

/** The estimators of this family, in the order the catalogue shows them. */
export const svmEstimators: readonly Estimator[] = [linearSvm, svm];
