import { AppError } from '../../base/app-error.ts';
import type { Tick } from '../../base/tick.ts';
import { factorCholesky } from '../../models/kernels/cholesky.ts';
import type { RowMajor } from '../row-major.ts';

export type CovarianceType = 'full' | 'tied' | 'diag' | 'spherical';

export interface MixtureOptions {
  readonly type: CovarianceType;
  /** Added to variances, so that they stay above 0. */
  readonly regularisation: number;
  readonly maxIterations: number;
  /** Iterations end once the mean log-likelihood of a row grows less. */
  readonly tolerance: number;
  readonly tick: Tick;
  readonly stopEarly?: () => boolean;
}

export interface Mixture {
  readonly weights: Float64Array;
  /** [component × column] */
  readonly means: Float64Array;
  /**
   * [component × column × column] for full, [column × column] for tied, [component × column] for diag, a
   * variance a component for spherical.
   */
  readonly covariances: Float64Array;
  /** Component of the highest probability by row. */
  readonly labels: Int32Array;
  /** Mean log-likelihood of a row. */
  readonly logLikelihood: number;
  readonly iterations: number;
  readonly converged: boolean;
  readonly bic: number;
  readonly aic: number;
}

/** Chances by row of each component: [component][row]. */
export type Responsibilities = readonly Float64Array[];

interface Parameters {
  readonly weights: Float64Array;
  readonly means: Float64Array;
  readonly covariances: Float64Array;
}

/**
 * Expectation maximisation of a mixture of normal distributions from first responsibilities, or from
 * parameters. O(rows × components × columns²) an iteration for full and tied covariances. As scikit-learn.
 */
export function fitMixture(
  x: RowMajor,
  start: Responsibilities | Parameters,
  options: MixtureOptions,
): Mixture {
  let parameters = 'weights' in start ? start : maximise(x, start, options);
  const k = parameters.weights.length;
  const responsibilities = Array.from({ length: k }, () => new Float64Array(x.rows));
  let logLikelihood = -Infinity;
  let iterations = 0;
  let converged = false;
  while (iterations < options.maxIterations && !converged) {
    options.tick(iterations / options.maxIterations);
    const before = logLikelihood;
    logLikelihood = expect(x, parameters, { ...options, into: responsibilities });
    parameters = maximise(x, responsibilities, options);
    iterations++;
    converged = Math.abs(logLikelihood - before) < options.tolerance;
    if (options.stopEarly?.()) break;
  }
  // chances that belong to the last parameters
  logLikelihood = expect(x, parameters, { ...options, into: responsibilities });
  const free = freeParameters(options.type, k, x.width);
  const fit = -2 * logLikelihood * x.rows;
  return {
    ...parameters,
    labels: mostLikely(responsibilities, x.rows),
    logLikelihood,
    iterations,
    converged,
    bic: fit + free * Math.log(x.rows),
    aic: fit + 2 * free,
  };
}

function freeParameters(type: CovarianceType, k: number, width: number): number {
  const triangle = (width * (width + 1)) / 2;
  const covariance = { full: k * triangle, tied: triangle, diag: k * width, spherical: k }[type];
  return covariance + k * width + k - 1;
}

function mostLikely(responsibilities: Responsibilities, rows: number): Int32Array {
  return Int32Array.from({ length: rows }, (_, i) => {
    let best = 0;
    for (let c = 1; c < responsibilities.length; c++) {
      if (responsibilities[c]![i]! > responsibilities[best]![i]!) best = c;
    }
    return best;
  });
}

function maximise(
  x: RowMajor,
  responsibilities: Responsibilities,
  options: MixtureOptions,
): Parameters {
  const { rows, width, values } = x;
  const k = responsibilities.length;
  const totals = new Float64Array(k);
  const means = new Float64Array(k * width);
  responsibilities.forEach((chances, c) => {
    let total = 10 * Number.EPSILON;
    for (let i = 0, at = 0; i < rows; i++, at += width) {
      const chance = chances[i]!;
      if (chance === 0) continue;
      total += chance;
      for (let j = 0, m = c * width; j < width; j++, m++) means[m]! += chance * values[at + j]!;
    }
    totals[c] = total;
    for (let m = c * width; m < (c + 1) * width; m++) means[m]! /= total;
  });
  const all = totals.reduce((sum, total) => sum + total, 0);
  const weights = totals.map((total) => total / all);
  const moments = { totals, means, responsibilities };
  return { weights, means, covariances: covariancesOf(x, moments, options) };
}

interface Moments {
  readonly totals: Float64Array;
  readonly means: Float64Array;
  readonly responsibilities: Responsibilities;
}

function covariancesOf(x: RowMajor, moments: Moments, options: MixtureOptions): Float64Array {
  const { width } = x;
  const { totals } = moments;
  const k = totals.length;
  const { regularisation } = options;
  if (options.type === 'diag' || options.type === 'spherical') {
    const variances = diagonals(x, moments).map((value) => value + regularisation);
    if (options.type === 'diag') return variances;
    return Float64Array.from({ length: k }, (_, c) => {
      let sum = 0;
      for (let j = 0; j < width; j++) sum += variances[c * width + j]!;
      return sum / width;
    });
  }
  const size = width * width;
  const full = new Float64Array(k * size);
  for (let c = 0; c < k; c++) addScatter(x, moments, { c, into: full });
  if (options.type === 'full') {
    for (let c = 0; c < k; c++) {
      for (let at = c * size; at < (c + 1) * size; at++) full[at]! /= totals[c]!;
      for (let j = 0; j < width; j++) full[c * size + j * width + j]! += regularisation;
    }
    return full;
  }
  const all = totals.reduce((sum, total) => sum + total, 0);
  const tied = new Float64Array(size);
  for (let at = 0; at < full.length; at++) tied[at % size]! += full[at]! / all;
  for (let j = 0; j < width; j++) tied[j * width + j]! += regularisation;
  return tied;
}

function diagonals(x: RowMajor, { totals, means, responsibilities }: Moments): Float64Array {
  const { rows, width, values } = x;
  const variances = new Float64Array(means.length);
  responsibilities.forEach((chances, c) => {
    for (let i = 0, at = 0; i < rows; i++, at += width) {
      const chance = chances[i]!;
      if (chance === 0) continue;
      for (let j = 0, m = c * width; j < width; j++, m++) {
        variances[m]! += chance * (values[at + j]! - means[m]!) ** 2;
      }
    }
    for (let m = c * width; m < (c + 1) * width; m++) variances[m]! /= totals[c]!;
  });
  return variances;
}

/** Σ chance (x − mean)(x − mean)ᵀ of one component. */
function addScatter(
  { rows, width, values }: RowMajor,
  { means, responsibilities }: Moments,
  { c, into }: { readonly c: number; readonly into: Float64Array },
): void {
  const chances = responsibilities[c]!;
  const centred = new Float64Array(width);
  const base = c * width * width;
  for (let i = 0, at = 0; i < rows; i++, at += width) {
    const chance = chances[i]!;
    if (chance === 0) continue;
    for (let j = 0; j < width; j++) centred[j] = values[at + j]! - means[c * width + j]!;
    for (let a = 0; a < width; a++) {
      const weighted = chance * centred[a]!;
      for (let b = 0, to = base + a * width; b <= a; b++, to++) into[to]! += weighted * centred[b]!;
    }
  }
  for (let a = 0; a < width; a++) {
    for (let b = 0; b < a; b++) into[base + b * width + a] = into[base + a * width + b]!;
  }
}

/** Chances of each component by row; the mean log-likelihood of a row. */
function expect(
  x: RowMajor,
  parameters: Parameters,
  options: MixtureOptions & { readonly into: Responsibilities },
): number {
  const { rows } = x;
  const { into } = options;
  const k = into.length;
  for (let c = 0; c < k; c++)
    logDensities(x, parameters, { c, type: options.type, into: into[c]! });
  let sum = 0;
  for (let i = 0; i < rows; i++) {
    let largest = -Infinity;
    for (let c = 0; c < k; c++) if (into[c]![i]! > largest) largest = into[c]![i]!;
    let total = 0;
    for (let c = 0; c < k; c++) total += Math.exp(into[c]![i]! - largest);
    const norm = largest + Math.log(total);
    for (let c = 0; c < k; c++) into[c]![i] = Math.exp(into[c]![i]! - norm);
    sum += norm;
  }
  return sum / rows;
}

/** log weight + log density of one component by row. */
function logDensities(
  { rows, width, values }: RowMajor,
  { weights, means, covariances }: Parameters,
  {
    c,
    type,
    into,
  }: { readonly c: number; readonly type: CovarianceType; readonly into: Float64Array },
): void {
  const mean = means.subarray(c * width, (c + 1) * width);
  const constant = Math.log(weights[c]!) - 0.5 * width * Math.log(2 * Math.PI);
  if (type === 'diag' || type === 'spherical') {
    const variance = (j: number) => covariances[type === 'diag' ? c * width + j : c]!;
    const precision = Float64Array.from({ length: width }, (_, j) => 1 / variance(j));
    let logRoot = 0;
    for (const value of precision) logRoot += 0.5 * Math.log(value);
    for (let i = 0, at = 0; i < rows; i++) {
      let sum = 0;
      for (let j = 0; j < width; j++, at++) {
        const difference = values[at]! - mean[j]!;
        sum += difference * difference * precision[j]!;
      }
      into[i] = constant + logRoot - 0.5 * sum;
    }
    return;
  }
  const size = width * width;
  const factor = covariances.slice(
    type === 'full' ? c * size : 0,
    type === 'full' ? (c + 1) * size : size,
  );
  if (!factorCholesky(factor, width, { tolerance: 1e-15 })) throw degenerate();
  const inverse = invertLower(factor, width);
  let logRoot = 0;
  for (let j = 0; j < width; j++) logRoot += Math.log(inverse[j * width + j]!);
  const centred = new Float64Array(width);
  for (let i = 0, at = 0; i < rows; i++, at += width) {
    for (let j = 0; j < width; j++) centred[j] = values[at + j]! - mean[j]!;
    let sum = 0;
    for (let a = 0; a < width; a++) {
      let part = 0;
      for (let b = 0, from = a * width; b <= a; b++, from++) part += inverse[from]! * centred[b]!;
      sum += part * part;
    }
    into[i] = constant + logRoot - 0.5 * sum;
  }
}

function invertLower(factor: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  for (let column = 0; column < size; column++) {
    for (let row = column; row < size; row++) {
      let sum = row === column ? 1 : 0;
      for (let m = column; m < row; m++) {
        sum -= factor[row * size + m]! * inverse[m * size + column]!;
      }
      inverse[row * size + column] = sum / factor[row * size + row]!;
    }
  }
  return inverse;
}

function degenerate(): AppError {
  return new AppError(
    'NOT_ENOUGH_DATA',
    'The rows of a component lie in a plane: its covariance is singular',
    {
      hint: 'Ask for fewer components, a diagonal covariance, or raise reg_covar',
      path: 'params.reg_covar',
    },
  );
}
