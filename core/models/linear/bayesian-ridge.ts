import { z } from 'zod';
import { checkFit } from '../check-fit.ts';
import { defineEstimator } from '../estimator.ts';
import { totalWeight, weightedMean } from '../weighted-moments.ts';
import { decompose, type Decomposed } from './pseudo-inverse.ts';
import { ridgeMemory } from './solve-ridge.ts';
import { standardBlocks } from './standard-blocks.ts';

const shape = (title: string, description: string) =>
  z.number().min(0).max(1e6).default(1e-6).meta({ title, description });

const params = z.strictObject({
  max_iter: z.number().int().min(1).max(100_000).default(300).meta({
    title: 'Most iterations',
    description: 'Updates of the two precisions',
  }),
  tol: z.number().min(1e-15).max(1e6).default(1e-3).meta({
    title: 'Tolerance',
    description: 'Ends once the coefficients together moved by less than this',
  }),
  alpha_1: shape('Noise shape', 'Shape of the gamma prior over the precision of the noise'),
  alpha_2: shape('Noise rate', 'Inverse scale of the gamma prior over the precision of the noise'),
  lambda_1: shape(
    'Weight shape',
    'Shape of the gamma prior over the precision of the coefficients',
  ),
  lambda_2: shape(
    'Weight rate',
    'Inverse scale of the prior over the precision of the coefficients',
  ),
});
type Params = z.infer<typeof params>;

/** Posterior means in the basis of the singular vectors, and the squared error they leave. */
function posterior({ singular, projected }: Decomposed, ratio: number, unexplained: number) {
  let error = unexplained;
  let norm = 0;
  let determined = 0;
  const means = singular.map((value, r) => {
    const square = value * value;
    const mean = (value * projected[r]!) / (square + ratio);
    const left = (projected[r]! * ratio) / (square + ratio);
    error += left * left;
    norm += mean * mean;
    determined += square / (square + ratio);
    return mean;
  });
  return { means, error, norm, determined };
}

/** Coefficients of posterior means: right singular vectors [component][feature] combined. */
function toCoefficients({ vectors, size }: Decomposed, means: Float64Array): Float64Array {
  const coefficients = new Float64Array(size);
  vectors.forEach((vector, r) => {
    for (let j = 0; j < size; j++) coefficients[j]! += means[r]! * vector[j]!;
  });
  return coefficients;
}

function update(
  decomposed: Decomposed,
  options: Params & { total: number; variance: number; tick: (iteration: number) => void },
) {
  const { total, variance, alpha_1, alpha_2, lambda_1, lambda_2, max_iter, tol, tick } = options;
  const explained = decomposed.projected.reduce((sum, value) => sum + value * value, 0);
  const unexplained = Math.max(variance * total - explained, 0);
  let noise = 1 / (variance + Number.EPSILON);
  let precision = 1;
  let before: Float64Array | null = null;
  for (let iteration = 0; iteration < max_iter; iteration++) {
    tick(iteration);
    const { means, error, norm, determined } = posterior(
      decomposed,
      precision / noise,
      unexplained,
    );
    precision = (determined + 2 * lambda_1) / (norm + 2 * lambda_2);
    noise = (total - determined + 2 * alpha_1) / (error + 2 * alpha_2);
    const coefficients = toCoefficients(decomposed, means);
    const last = before;
    const moved = last
      ? coefficients.reduce((sum, w, j) => sum + Math.abs(w - last[j]!), 0)
      : Infinity;
    if (moved < tol) break;
    before = coefficients;
  }
  return toCoefficients(decomposed, posterior(decomposed, precision / noise, unexplained).means);
}

/**
 * Ridge regression whose penalty and noise are estimated from the data by evidence maximisation:
 * scikit-learn's BayesianRidge (MacKay 1992; Tipping 2001).
 */
export const bayesianRidge = defineEstimator<Params>({
  id: 'bayesian_ridge',
  title: 'Bayesian ridge',
  summary: 'Ridge regression that chooses its own penalty by the evidence of the data',
  tasks: ['regression'],
  tags: ['linear', 'needs_scaling'],
  params,
  memory: (size) => 2 * ridgeMemory(size),
  fit(x, y, options) {
    checkFit(x, y, options, { missing: 'refuse' });
    const { weights, tick } = options;
    const blocks = standardBlocks(x, weights);
    const centre = weightedMean(y, weights);
    const target = y.map((value) => value - centre);
    const variance = weightedMean(
      target.map((value) => value * value),
      weights,
    );
    tick(0);
    const decomposed = decompose({ blocks, target, weights });
    const coefficients = update(decomposed, {
      ...options.params,
      total: totalWeight(x.rows, weights),
      variance,
      tick: (iteration) => tick(1 - 0.5 / (1 + iteration / 20)),
    });
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
