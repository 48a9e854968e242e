import { z } from 'zod';
import { AppError } from '../../base/app-error.ts';
import type { Matrix } from '../../table/matrix.ts';
import type { FitOptions, FitShape } from '../estimator.ts';
import type { LinearState } from '../states/linear.ts';
import { totalWeight, weightedMean } from '../weighted-moments.ts';
import { tweedieLoss } from './glm-loss.ts';
import { minimiseSmooth } from './minimise-smooth.ts';
import { standardBlocks, unscale } from './standard-blocks.ts';

/** The penalty that Poisson, gamma and Tweedie regression share. */
export const glmAlpha = z.number().min(0).max(1e12).default(1).meta({
  title: 'Regularisation',
  description: 'L2 penalty on the coefficients, beside the mean deviance of a row',
});

/** TARGET_INVALID for values that the distribution cannot take. */
function checkPositive(y: Float64Array, power: number, weights: Float64Array | null): void {
  const zero = power < 2;
  for (let i = 0; i < y.length; i++) {
    if (y[i]! > 0 || (zero && y[i] === 0)) continue;
    throw new AppError(
      'TARGET_INVALID',
      `The target is ${y[i]} in row ${i}; this regression needs values ${zero ? '≥ 0' : '> 0'}.`,
      { hint: 'Choose another target, or an algorithm for any number such as ridge.' },
    );
  }
  if (weightedMean(y, weights) > 0) return;
  throw new AppError('TARGET_INVALID', 'The target is 0 on every row that has a weight.', {
    hint: 'Choose a target that varies.',
  });
}

/** Bytes that a fit of one output takes besides the matrix. */
export function glmMemory({ columns, rows }: FitShape): number {
  const size = columns + 1;
  return (
    8 * (rows + Math.min(2 * rows, 20_000) * columns + 4 * Math.min(size, 1500) ** 2 + 45 * size)
  );
}

/**
 * Minimises Σ weight × half deviance / Σ weight + α ‖w‖² / 2 of a Tweedie distribution whose mean is
 * e^(xw + b), b free. Throws TARGET_INVALID for values the distribution cannot take.
 */
export function fitGlm(
  x: Matrix,
  y: Float64Array,
  options: FitOptions<{ readonly alpha: number }> & { readonly power: number },
): LinearState {
  const { power, weights, tick, stopEarly } = options;
  checkPositive(y, power, weights);
  const blocks = standardBlocks(x, weights);
  const share = options.params.alpha * totalWeight(x.rows, weights);
  const penalties = blocks.scales.map((scale) => share / (scale * scale));
  const start = new Float64Array(blocks.size + 1);
  start[blocks.size] = Math.log(weightedMean(y, weights));
  const takeLoss = (rows: Int32Array) => {
    const taken = weights && Float64Array.from(rows, (row) => weights[row]!);
    return tweedieLoss({ y: Float64Array.from(rows, (row) => y[row]!), weights: taken }, power);
  };
  const problem = { blocks, loss: tweedieLoss({ y, weights }, power), penalties };
  const { theta, converged } = minimiseSmooth(problem, { start, tick, stopEarly, takeLoss });
  const { coefficients, intercept } = unscale(blocks, theta.slice(0, -1), theta[blocks.size]!);
  tick(1);
  const warning = 'The solver ended before it converged; the coefficients are approximate.';
  return {
    kind: 'linear',
    link: 'log',
    coefficients: [coefficients],
    intercepts: Float64Array.of(intercept),
    means: blocks.means,
    ...(converged ? {} : { warnings: [warning] }),
  };
}
