import { z } from 'zod';
import { checkFit } from '../check-fit.ts';
import { defineEstimator } from '../estimator.ts';
import { descentParams } from './elastic-net-params.ts';
import { elasticNetMemory, fitElasticNet } from './fit-elastic-net.ts';

const params = z.strictObject(descentParams);

/**
 * Minimises Σ weight × (y − xw − b)² / (2 Σ weight) + α ‖w‖₁, b free: scikit-learn's Lasso (Tibshirani 1996).
 */
export const lasso = defineEstimator<z.infer<typeof params>>({
  id: 'lasso',
  title: 'Lasso',
  summary: 'A linear model with an L1 penalty that sets coefficients of little use to 0',
  tasks: ['regression'],
  tags: ['linear', 'needs_scaling'],
  params,
  search: { alpha: { type: 'float', low: 1e-5, high: 10, log: true } },
  memory: elasticNetMemory,
  fit(x, y, options) {
    checkFit(x, y, options, { missing: 'refuse' });
    return fitElasticNet(x, y, { ...options, params: { ...options.params, l1_ratio: 1 } });
  },
});
