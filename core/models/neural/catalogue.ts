import type { Estimator } from '../estimator.ts';
import { multilayerPerceptron } from './multilayer-perceptron.ts';

/** The estimators of this family, in the order the catalogue shows them. */
export const neuralEstimators: readonly Estimator[] = [multilayerPerceptron];
