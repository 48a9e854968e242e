import type { Estimator } from '../estimator.ts';
import { decisionTree } from './decision-tree.ts';

/** The estimators of this family, in the order the catalogue shows them. */
export const treeEstimators: readonly Estimator[] = [decisionTree];
