import { z } from 'zod';
import { checkFit } from '../check-fit.ts';
import { defineEstimator } from '../estimator.ts';
import { solveNormalEquations } from './normal-equations.ts';
import { solveLeastNorm } from './pseudo-inverse.ts';
import { standardBlocks } from './standard-blocks.ts';
import { weightedMean } from '../weighted-moments.ts';

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
  fit(x, y, options) {
    checkFit(x, y, options, { missing: 'refuse' });
    const { weights, tick } = options;
    const { alpha } = options.params;
    const blocks = standardBlocks(x, weights);
    const centre = weightedMean(y, weights);
    const target = y.map((value) => value - centre);
    const penalties = blocks.scales.map((scale) => alpha / (scale * scale));
    const wide = blocks.size > blocks.rows && blocks.rows * blocks.rows * blocks.size <= 5e8;
    const scaled = wide ? null : solveNormalEquations({ blocks, target, weights, penalties, tick });
    const coefficients = scaled
      ? scaled.map((value, j) => value / blocks.scales[j]!)
      : solveLeastNorm({ blocks, target, weights, alpha });
    const shift = coefficients.reduce((sum, value, j) => sum + value * blocks.means[j]!, 0);
    tick(1);
    return {
      kind: 'linear',
      coefficients: [coefficients],
      intercepts: Float64Array.of(centre - shift),
      means: blocks.means,
    };
  },
});
