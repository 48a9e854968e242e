import { z } from 'zod';
import { checkFit } from '../check-fit.ts';
import { defineEstimator } from '../estimator.ts';
import { ridgeMemory, solveRidge } from './solve-ridge.ts';

const params = z.strictObject({
  alpha: z.number().min(0).max(1e12).default(1).meta({
    title: 'Regularisation',
    description: 'L2 penalty on the coefficients; 0 gives ordinary least squares',
  }),
});
type Params = z.infer<typeof params>;

/**
 * Minimises Σ weight × (y − xw − b)² + α ‖w‖², b free: scikit-learn's Ridge (Hoerl & Kennard 1970).
 * With α = 0 and columns that depend on one another, the solution of least norm.
 */
export const ridge = defineEstimator<Params>({
  id: 'ridge',
  title: 'Ridge regression',
  summary: 'A linear model of the target with an L2 penalty, solved exactly',
  tasks: ['regression'],
  tags: ['linear', 'needs_scaling'],
  params,
  search: { alpha: { type: 'float', low: 1e-3, high: 1e4, log: true } },
  memory: ridgeMemory,
  fit(x, y, options) {
    checkFit(x, y, options, { missing: 'refuse' });
    return solveRidge(x, y, { ...options, alpha: options.params.alpha });
  },
});
