import { z } from 'zod';
import { checkFit } from '../check-fit.ts';
import { defineEstimator } from '../estimator.ts';
import { totalWeight, weightedMean } from '../weighted-moments.ts';
import { solveQuantile } from './frisch-newton.ts';
import { standardBlocks, unscale } from './standard-blocks.ts';

const params = z.strictObject({
  quantile: z.number().gt(0).lt(1).default(0.5).meta({
    title: 'Quantile',
    description: 'Share of the rows that lie below the prediction; 0.5 is the median',
  }),
  alpha: z.number().min(0).max(1e12).default(0.001).meta({
    title: 'Regularisation',
    description: 'L1 penalty on the coefficients, beside the mean error of a row',
  }),
});

/**
 * Minimises Σ weight × ρ(y − xw − b) / Σ weight + α ‖w‖₁ with the pinball loss ρ, b free: scikit-learn's
 * QuantileRegressor (whose α is 1 unless told otherwise), solved to a duality gap of 1e-12.
 */
export const quantileRegression = defineEstimator<z.infer<typeof params>>({
  id: 'quantile',
  title: 'Quantile regression',
  summary: 'A linear model of the median or another quantile, with an L1 penalty',
  tasks: ['regression'],
  tags: ['linear', 'needs_scaling', 'slow'],
  params,
  search: { alpha: { type: 'float', low: 1e-5, high: 1, log: true } },
  memory: ({ rows, columns }) => 8 * (30 * (rows + columns) + 1024 * columns + 3 * columns ** 2),
  fit(x, y, options) {
    checkFit(x, y, options, { missing: 'refuse' });
    const { weights, tick, stopEarly } = options;
    const { quantile, alpha } = options.params;
    const blocks = standardBlocks(x, weights);
    const centre = weightedMean(y, weights);
    const spread = Math.sqrt(
      weightedMean(
        y.map((value) => (value - centre) ** 2),
        weights,
      ),
    );
    const total = totalWeight(x.rows, weights);
    const thresholds = blocks.scales.map((scale) => (alpha * total) / scale);
    const target = y.map((value) => (value - centre) / spread);
    const problem = { blocks, target, weights, quantile, thresholds };
    const { theta, converged } = solveQuantile(problem, { tick, stopEarly });
    const standard = theta.slice(0, blocks.size).map((value) => value * spread);
    const line = unscale(blocks, standard, centre + spread * theta[blocks.size]!);
    tick(1);
    const warning = 'The solver ended before it converged; the coefficients are approximate.';
    return {
      kind: 'linear',
      coefficients: [line.coefficients],
      intercepts: Float64Array.of(line.intercept),
      means: blocks.means,
      ...(converged ? {} : { warnings: [warning] }),
    };
  },
});
