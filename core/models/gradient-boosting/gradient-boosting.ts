import { createRng } from '../../base/rng.ts';
import { checkFit } from '../check-fit.ts';
import { defineEstimator } from '../estimator.ts';
import { boost } from './boost.ts';
import { fitBytes } from './fit-memory.ts';
import { gradientBoostingParams, type GradientBoostingParams } from './params.ts';

/**
 * Gradient boosting on histograms (Friedman 2001; Ke et al. 2017): bins and missing values as
 * scikit-learn's HistGradientBoosting, leaves grown best first, categories split as LightGBM. A tree's
 * `cover` is the number of training rows it saw, or the sum of their weights.
 */
export const gradientBoosting = defineEstimator<GradientBoostingParams>({
  id: 'gradient_boosting',
  title: 'Gradient boosting',
  summary: 'Many small trees, each correcting the ones before it; takes missing values as they are',
  tasks: ['classification', 'regression'],
  tags: ['tree', 'handles_missing', 'handles_categories'],
  params: gradientBoostingParams,
  search: {
    learning_rate: { type: 'float', low: 0.01, high: 0.3, log: true },
    n_estimators: { type: 'integer', low: 50, high: 500, log: true },
    max_leaf_nodes: { type: 'integer', low: 7, high: 127, log: true },
    min_samples_leaf: { type: 'integer', low: 2, high: 100, log: true },
    l2_regularization: { type: 'float', low: 1e-3, high: 100, log: true },
    max_features_tree: { type: 'float', low: 0.4, high: 1 },
    subsample: { type: 'float', low: 0.5, high: 1 },
  },
  memory: ({ rows, columns, classes }, { max_leaf_nodes: leaves }) =>
    fitBytes({
      rows,
      features: columns,
      outputs: classes > 2 ? classes : 1,
      leaves,
      weighted: true,
      threads: 1,
    }),
  fit(x, y, options) {
    checkFit(x, y, options);
    return boost(x, y, { ...options, rng: createRng(options.seed).fork('gradient_boosting') });
  },
});
