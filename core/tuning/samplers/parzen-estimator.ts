import type { Rng } from '../../base/rng.ts';
import type { ParamRange } from '../../contract/models.ts';
import { logGaussMass, truncatedNormalQuantile } from './gauss-mass.ts';
import { boundsOf, toRange, type Bounds, type NumericRange } from './search-space.ts';

/**
 * The density of one parameter: a kernel for each observation and, last, a wide one for what was
 * believed before. Choices are handled as their index.
 */
export interface ParzenEstimator {
  /** Of the kernels; sum to 1. */
  readonly weights: Float64Array;
  sample(rng: Rng): number;
  /** log of the density; of ranges with steps, of the mass of the step. Logarithmic ranges: of log x. */
  logPdf(x: number): number;
}

const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);
/** The newest observations count in full. */
const fullWeights = 25;

/** Weights of observations, oldest first, and of the prior: the older ones of more than 25 fade. */
function kernelWeights(observations: number): Float64Array {
  const weights = new Float64Array(observations + 1).fill(1);
  const fading = Math.max(0, observations - fullWeights);
  for (let i = 0; i < fading; i++) {
    const share = fading === 1 ? 0 : i / (fading - 1);
    weights[i] = 1 / observations + share * (1 - 1 / observations);
  }
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

function logSumExp(values: Float64Array): number {
  let most = -Infinity;
  for (const value of values) if (value > most) most = value;
  if (most === -Infinity) return -Infinity;
  let sum = 0;
  for (const value of values) sum += Math.exp(value - most);
  return Math.log(sum) + most;
}

/** Index of the kernel that a uniform number falls on. */
function pickKernel(weights: Float64Array, u: number): number {
  let sum = 0;
  for (let k = 0; k < weights.length; k++) {
    sum += weights[k]!;
    if (u < sum) return k;
  }
  return weights.length - 1;
}

function categorical(choices: number, observations: readonly number[]): ParzenEstimator {
  const weights = kernelWeights(observations.length);
  const kernels = weights.length;
  // Each kernel: 1 on its choice, and 1 / kernels on every one. The prior knows no choice.
  const probabilities = new Float64Array(choices);
  for (let k = 0; k < kernels; k++) {
    const observed = observations[k];
    const total = choices / kernels + (observed === undefined ? 0 : 1);
    for (let c = 0; c < choices; c++) {
      const mass = 1 / kernels + (c === observed ? 1 : 0);
      probabilities[c]! += (weights[k]! * mass) / total;
    }
  }
  return {
    weights,
    sample: (rng) => pickKernel(probabilities, rng.next()),
    logPdf: (x) => Math.log(probabilities[x]!),
  };
}

interface Kernels {
  readonly means: Float64Array;
  readonly sigmas: Float64Array;
  /** On the scale of the kernels: logarithms for logarithmic ranges, padded by half a step. */
  readonly low: number;
  readonly high: number;
}

/** Bandwidths: the wider gap to the neighbours, within what the number of kernels allows. */
function bandwidths(means: Float64Array, low: number, high: number): Float64Array {
  const n = means.length;
  const order = Array.from(means, (_, i) => i).toSorted((a, b) => means[a]! - means[b]! || a - b);
  const narrowest = (high - low) / Math.min(100, n + 2);
  const sigmas = new Float64Array(n);
  order.forEach((i, place) => {
    const left = place === 0 ? low : means[order[place - 1]!]!;
    const right = place === n - 1 ? high : means[order[place + 1]!]!;
    let gap = Math.max(means[i]! - left, right - means[i]!);
    // The bounds are no neighbours, except of the only observation.
    if (n > 1 && place === 0) gap = right - means[i]!;
    if (n > 1 && place === n - 1) gap = means[i]! - left;
    sigmas[i] = Math.min(high - low, Math.max(narrowest, gap));
  });
  return sigmas;
}

function kernelsOf(bounds: Bounds, observations: readonly number[]): Kernels {
  const half = (bounds.step ?? 0) / 2;
  const scale = bounds.log ? Math.log : (value: number) => value;
  const [low, high] = [scale(bounds.low - half), scale(bounds.high + half)];
  const observed = Float64Array.from(observations, scale);
  const means = new Float64Array(observed.length + 1);
  const sigmas = new Float64Array(observed.length + 1);
  means.set(observed);
  sigmas.set(bandwidths(observed, low, high));
  means[observed.length] = 0.5 * (low + high);
  sigmas[observed.length] = high - low;
  return { means, sigmas, low, high };
}

function numeric(range: NumericRange, observations: readonly number[]): ParzenEstimator {
  const bounds = boundsOf(range);
  const weights = kernelWeights(observations.length);
  const { means, sigmas, low, high } = kernelsOf(bounds, observations);
  const count = weights.length;
  /** log weight − log of the kernel's mass within the bounds */
  const constants = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    const inside = logGaussMass((low - means[k]!) / sigmas[k]!, (high - means[k]!) / sigmas[k]!);
    constants[k] = Math.log(weights[k]!) - inside;
  }
  const scale = bounds.log ? Math.log : (value: number) => value;
  return {
    weights,
    sample(rng) {
      const k = pickKernel(weights, rng.next());
      const [mean, sigma] = [means[k]!, sigmas[k]!];
      const z = truncatedNormalQuantile(rng.next(), (low - mean) / sigma, (high - mean) / sigma);
      const value = mean + sigma * z;
      return toRange(bounds.log ? Math.exp(value) : value, bounds);
    },
    logPdf(x) {
      const terms = new Float64Array(count);
      const half = (bounds.step ?? 0) / 2;
      for (let k = 0; k < count; k++) {
        const [mean, sigma] = [means[k]!, sigmas[k]!];
        if (bounds.step !== null) {
          const from = (scale(x - half) - mean) / sigma;
          terms[k] = constants[k]! + logGaussMass(from, (scale(x + half) - mean) / sigma);
        } else {
          const z = (scale(x) - mean) / sigma;
          terms[k] = constants[k]! - 0.5 * z * z - halfLogTwoPi - Math.log(sigma);
        }
      }
      return logSumExp(terms);
    },
  };
}

/**
 * The Parzen estimator of observations, oldest first, as Optuna 4.9 builds it for one parameter: magic
 * clip on, end points off, prior weight 1. Observations are values of the range; of choices, indices.
 */
export function parzenEstimator(
  range: ParamRange,
  observations: readonly number[],
): ParzenEstimator {
  return range.type === 'categorical'
    ? categorical(range.choices.length, observations)
    : numeric(range, observations);
}
