import { z } from 'zod';
import { checkFit } from '../check-fit.ts';
import { defineEstimator } from '../estimator.ts';
import { weightedMean } from '../weighted-moments.ts';
import { huberObjective } from './huber-objective.ts';
import { minimiseLbfgs } from './lbfgs.ts';
import { minimiseNewton } from './newton.ts';
import { standardBlocks, unscale } from './standard-blocks.ts';

const params = z.strictObject({
  epsilon: z.number().min(1).max(100).default(1.35).meta({
    title: 'Epsilon',
    description: 'Errors beyond so many times the scale count linearly; smaller is more robust',
  }),
  alpha: z.number().min(0).max(1e12).default(1e-4).meta({
    title: 'Regularisation',
    description: 'L2 penalty on the coefficients',
  }),
  max_iter: z.number().int().min(1).max(100_000).default(200).meta({
    title: 'Most iterations',
    description: 'Steps of the solver',
  }),
});

/** Beyond so many columns the Hessian is not factored. */
const mostNewton = 600;

/**
 * Minimises Σ weight × (σ + σ H((y − xw − b) / σ)) + α ‖w‖² over w, b and σ, with H square up to epsilon and
 * linear beyond: scikit-learn's HuberRegressor.
 */
export const huberRegression = defineEstimator<z.infer<typeof params>>({
  id: 'huber',
  title: 'Huber regression',
  summary: 'A linear model that outliers pull at by their sign only, with an L2 penalty',
  tasks: ['regression'],
  tags: ['linear', 'needs_scaling'],
  params,
  search: {
    epsilon: { type: 'float', low: 1.01, high: 3 },
    alpha: { type: 'float', low: 1e-6, high: 10, log: true },
  },
  memory: ({ rows, columns }) =>
    8 * (rows + 1024 * columns + 3 * Math.min(columns + 2, mostNewton) ** 2 + 45 * columns),
  fit(x, y, options) {
    checkFit(x, y, options, { missing: 'refuse' });
    const { weights, tick, stopEarly } = options;
    const { epsilon, alpha, max_iter: maxIterations } = options.params;
    const blocks = standardBlocks(x, weights);
    const centre = weightedMean(y, weights);
    const spread = Math.sqrt(
      weightedMean(
        y.map((value) => (value - centre) ** 2),
        weights,
      ),
    );
    const target = y.map((value) => (value - centre) / spread);
    const penalties = blocks.scales.map((scale) => (alpha * spread) / (scale * scale));
    const objective = huberObjective({ blocks, target, weights, epsilon, penalties });
    const start = new Float64Array(objective.size);
    start[blocks.size + 1] = 1;
    const shared = { start, tick, stopEarly, maxIterations };
    const { value: atStart } = objective.evaluate(start, { tick: () => tick(0) });
    const { theta, converged } =
      objective.size <= mostNewton
        ? minimiseNewton(objective, shared)
        : minimiseLbfgs(objective, (v) => v.map((g) => g / (2 * atStart)), shared);
    const standard = theta.slice(0, blocks.size).map((value) => value * spread);
    const line = unscale(blocks, standard, centre + spread * theta[blocks.size]!);
    tick(1);
    const warning = `The solver ended after ${maxIterations} iterations before it converged; the coefficients are approximate.`;
    return {
      kind: 'linear',
      coefficients: [line.coefficients],
      intercepts: Float64Array.of(line.intercept),
      means: blocks.means,
      ...(converged ? {} : { warnings: [warning] }),
    };
  },
});
