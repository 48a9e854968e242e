import { z } from 'zod';
import { checkFit } from '../check-fit.ts';
import { defineEstimator } from '../estimator.ts';
import { ridgeMemory, solveRidge } from './solve-ridge.ts';

const params = z.strictObject({});

/**
 * Ordinary least squares: minimises Σ weight × (y − xw − b)², as scikit-learn's LinearRegression. Where
 * columns depend on one another or outnumber the rows, the solution of least norm.
 */
export const linearRegression = defineEstimator<z.infer<typeof params>>({
  id: 'linear_regression',
  title: 'Linear regression',
  summary: 'Ordinary least squares: a linear model of the target without a penalty, solved exactly',
  tasks: ['regression'],
  tags: ['linear', 'needs_scaling'],
  params,
  memory: ridgeMemory,
  fit(x, y, options) {
    checkFit(x, y, options, { missing: 'refuse' });
    return solveRidge(x, y, { ...options, alpha: 0 });
  },
});
