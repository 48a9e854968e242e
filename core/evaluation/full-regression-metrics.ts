import {
  gammaDeviance,
  pinballLoss,
  poissonDeviance,
  squaredLogError,
  symmetricError,
  tweedieDeviance,
} from './deviances.ts';
import type { Deviance } from './deviances.ts';
import { finite } from './metrics.ts';
import type { Metrics, Scorer } from './metrics.ts';
import { orderAscending } from './ranking.ts';
import { explained, regressionScorer, weightedQuantile } from './regression-scorer.ts';
import { weightedMean } from './weighted-mean.ts';

/** Metrics that are means of a loss a row. */
export const meanLosses: Readonly<Record<string, Deviance>> = {
  msle: squaredLogError,
  smape: symmetricError,
  pinball_10: pinballLoss(0.1),
  pinball_50: pinballLoss(0.5),
  pinball_90: pinballLoss(0.9),
  mean_poisson_deviance: poissonDeviance,
  mean_gamma_deviance: gammaDeviance,
  mean_tweedie_deviance: tweedieDeviance,
};

/**
 * D² scores against the mean μ of the target: which mean loss of `meanLosses`, and the loss of always saying
 * μ, which needs but μ and the mean of a transformed target.
 */
const againstMean: Readonly<Record<string, NullDeviance>> = {
  d2_poisson: {
    of: 'mean_poisson_deviance',
    transform: (y) => (y > 0 ? y * Math.log(y) : y < 0 ? Number.NaN : 0),
    least: (mean, transformed) => 2 * (transformed - mean * Math.log(mean)),
  },
  d2_gamma: {
    of: 'mean_gamma_deviance',
    transform: Math.log,
    least: (mean, transformed) => 2 * (Math.log(mean) - transformed),
  },
  d2_tweedie: {
    of: 'mean_tweedie_deviance',
    transform: Math.sqrt,
    least: (mean, transformed) => 8 * (Math.sqrt(mean) - transformed),
  },
};

interface NullDeviance {
  readonly of: string;
  readonly transform: (y: number) => number;
  readonly least: (mean: number, transformed: number) => number;
}

/** Below this share of the mean the spread of a target is rounding. */
const dust = 1e-14;

/** D² scores against a quantile of the target. */
const againstQuantile: Readonly<Record<string, [string, number]>> = {
  d2_absolute_error: ['pinball_50', 0.5],
  d2_pinball_10: ['pinball_10', 0.1],
  d2_pinball_90: ['pinball_90', 0.9],
};

/** Mean pinball loss of always saying `constant`. */
function constantPinball(
  y: Float64Array,
  weights: Float64Array | null,
  { constant, alpha }: { readonly constant: number; readonly alpha: number },
): number {
  let above = 0;
  let errors = 0;
  let total = 0;
  for (let i = 0; i < y.length; i++) {
    const weight = weights === null ? 1 : weights[i]!;
    const error = y[i]! - constant;
    above += weight * Math.max(0, error);
    errors += weight * error;
    total += weight;
  }
  return (above - (1 - alpha) * errors) / total;
}

/** How many rows count, and for how much in all. */
function countRows(n: number, weights: Float64Array | null): { rows: number; total: number } {
  if (weights === null) return { rows: n, total: n };
  let rows = 0;
  let total = 0;
  for (let i = 0; i < n; i++) {
    const weight = weights[i]!;
    if (weight > 0) rows++;
    total += weight;
  }
  return { rows, total };
}

/**
 * Prepares every regression metric for many weightings of the same rows: those of `regressionScorer`,
 * logarithmic and relative errors, pinball losses of the 10th, 50th and 90th percentile, mean deviances
 * and D² scores. scikit-learn's definitions; smape is the mean of 2|y − ŷ| / (|y| + |ŷ|).
 */
export function fullRegressionScorer(y: Float64Array, predicted: Float64Array): Scorer {
  const small = regressionScorer(y, predicted);
  const losses = Object.entries(meanLosses).map(([id, loss]): [string, Float64Array] => [
    id,
    Float64Array.from(y, (value, i) => loss(value, predicted[i]!)),
  ]);
  const deviances = Object.entries(againstMean).map(([id, deviance]) => ({
    id,
    ...deviance,
    transformed: y.map(deviance.transform),
  }));
  const order = orderAscending(y);
  return (weights) => {
    const metrics: Metrics = { ...small(weights) };
    for (const [id, values] of losses) metrics[id] = weightedMean(values, weights);
    metrics['rmsle'] = Math.sqrt(metrics['msle']!);
    const { rows, total } = countRows(y.length, weights);
    const enough = rows >= 2;
    const mean = weightedMean(y, weights);
    for (const { id, of, least: leastOf, transformed } of deviances) {
      const least = leastOf(mean, weightedMean(transformed, weights));
      metrics[id] = enough && least > dust * mean ? 1 - metrics[of]! / least : null;
    }
    for (const [id, [of, alpha]] of Object.entries(againstQuantile)) {
      const constant = weightedQuantile(y, order, { weights, total, alpha }) ?? Number.NaN;
      const least = constantPinball(y, weights, { constant, alpha });
      metrics[id] = enough ? explained(metrics[of]!, least) : null;
    }
    return finite(metrics);
  };
}

/** Every regression metric there is; see `fullRegressionScorer`. */
export function fullRegressionMetrics(
  y: Float64Array,
  predicted: Float64Array,
  weights: Float64Array | null = null,
): Metrics {
  return fullRegressionScorer(y, predicted)(weights);
}
