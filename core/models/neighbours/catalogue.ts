import type { Estimator } from '../estimator.ts';
import { kNearestNeighbours } from './k-nearest-neighbours.ts';
import { radiusNeighbours } from './radius-neighbours.ts';

/** The estimators of this family, in the order the catalogue shows them. */
export const neighboursEstimators: readonly Estimator[] = [kNearestNeighbours, radiusNeighbours];
