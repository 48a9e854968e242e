import { createRng } from '../../base/rng.ts';
import { checkFit } from '../check-fit.ts';
import { defineEstimator } from '../estimator.ts';
import { boost } from './boost.ts';
import { gradientBoostingParams, type GradientBoostingParams } from './params.ts';

/**
 * Gradient boosting on histograms (Friedman 2001; Ke et al. 2017), after scikit-learn's
 * HistGradientBoosting: second-order leaves grown best first, missing values sent where they fit best.
 * A tree's `cover` is the number of training rows it saw, or the sum of their weights.
 */
export const gradientBoosting = defineEstimator<GradientBoostingParams>({
  id: 'gradient_boosting',
  title: 'Gradient boosting',
  summary: 'Many small trees, each correcting the ones before it; takes missing values as they are',
  tasks: ['classification', 'regression'],
  tags: ['tree', 'handles_missing'],
  params: gradientBoostingParams,
  fit(x, y, options) {
    checkFit(x, y, options);
    return boost(x, y, { ...options, rng: createRng(options.seed).fork('gradient_boosting') });
  },
});
