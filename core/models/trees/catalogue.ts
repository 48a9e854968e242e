import type { Estimator } from '../estimator.ts';
import { adaBoost } from './ada-boost.ts';
import { decisionTree } from './decision-tree.ts';
import { extraTrees } from './extra-trees.ts';
import { randomForest } from './random-forest.ts';

/** The estimators of this family, in the order the catalogue shows them. */
export const treeEstimators: readonly Estimator[] = [
  randomForest,
  extraTrees,
  decisionTree,
  adaBoost,
];
