import { z } from 'zod';
import { checkFit } from '../check-fit.ts';
import { defineEstimator } from '../estimator.ts';
import { descentParams } from './elastic-net-params.ts';
import { elasticNetMemory, fitElasticNet } from './fit-elastic-net.ts';

const params = z.strictObject({
  ...descentParams,
  l1_ratio: z.number().min(0).max(1).default(0.5).meta({
    title: 'L1 share',
    description: 'Of the penalty: 0 is ridge, 1 is the lasso',
  }),
});

/**
 * Minimises Σ weight × (y − xw − b)² / (2 Σ weight) + α (ρ ‖w‖₁ + (1 − ρ) ‖w‖² / 2), b free:
 * scikit-learn's ElasticNet (Zou & Hastie 2005).
 */
export const elasticNet = defineEstimator<z.infer<typeof params>>({
  id: 'elastic_net',
  title: 'Elastic net',
  summary: 'A linear model with a mix of L1 and L2 penalties',
  tasks: ['regression'],
  tags: ['linear', 'needs_scaling'],
  params,
  search: {
    alpha: { type: 'float', low: 1e-5, high: 10, log: true },
    l1_ratio: { type: 'float', low: 0.05, high: 1 },
  },
  memory: elasticNetMemory,
  fit(x, y, options) {
    checkFit(x, y, options, { missing: 'refuse' });
    return fitElasticNet(x, y, options);
  },
});
