import { z } from 'zod';
import { defineEstimator } from '../estimator.ts';
import { rememberRows, sharedNeighbourParams } from './remember-rows.ts';

const params = z.strictObject({
  n_neighbors: z.int().min(1).max(10_000).default(5).meta({
    title: 'Neighbours',
    description: 'How many of the nearest training rows vote; all, where there are fewer',
  }),
  ...sharedNeighbourParams,
});
type Params = z.infer<typeof params>;

/**
 * Class shares, or the mean target, of the nearest training rows (Fix & Hodges 1951; Cover & Hart 1967):
 * scikit-learn's KNeighborsClassifier and KNeighborsRegressor. Of equally near rows the earlier votes.
 * A row of weight w has w votes; it still is one neighbour.
 */
export const kNearestNeighbours = defineEstimator<Params>({
  id: 'k_neighbors',
  title: 'Nearest neighbours',
  summary: 'Predicts what the most similar training rows had',
  tasks: ['classification', 'regression'],
  tags: ['needs_scaling'],
  params,
  search: {
    n_neighbors: { type: 'integer', low: 1, high: 50, log: true },
    weights: { type: 'categorical', choices: ['uniform', 'distance'] },
    metric: { type: 'categorical', choices: ['euclidean', 'manhattan'] },
  },
  fit: (x, y, options) => ({
    ...rememberRows(x, y, options),
    neighbours: options.params.n_neighbors,
    radius: 0,
  }),
});
