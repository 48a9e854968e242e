import { z } from 'zod';
import { defineEstimator } from '../estimator.ts';
import { rememberRows, sharedNeighbourParams } from './remember-rows.ts';

const params = z.strictObject({
  radius: z.number().gt(0).max(1e12).default(1).meta({
    title: 'Radius',
    description: 'Training rows at most this far away vote; of none, all training rows do',
  }),
  ...sharedNeighbourParams,
});
type Params = z.infer<typeof params>;

/**
 * Class shares, or the mean target, of all training rows within a radius: scikit-learn's
 * RadiusNeighborsClassifier and RadiusNeighborsRegressor. Where those have no answer, because no
 * training row is near enough, this gives the class shares, or the mean, of all training rows.
 */
export const radiusNeighbours = defineEstimator<Params>({
  id: 'radius_neighbors',
  title: 'Neighbours within a radius',
  summary: 'Predicts what all training rows within a distance had',
  tasks: ['classification', 'regression'],
  tags: ['needs_scaling'],
  params,
  search: {
    radius: { type: 'float', low: 0.3, high: 30, log: true },
    weights: { type: 'categorical', choices: ['uniform', 'distance'] },
  },
  fit: (x, y, options) => ({
    ...rememberRows(x, y, options),
    neighbours: null,
    radius: options.params.radius,
  }),
});
