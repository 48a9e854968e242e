import type { Link } from '../states/state-kind.ts';
import { opLogistic } from '../kernels/assembly/layout.ts';
import { priorMargins } from '../prior-margins.ts';
import { classWeights, totalWeight } from '../weighted-moments.ts';

/** A twice differentiable loss over margins [output][row]. */
export interface Loss {
  /** Margin of each output that fits best without features. */
  readonly base: Float64Array;
  /** The hessian is the same for every row (of equal weight). */
  readonly constantHessian: boolean;
  /** The kernel that derives instead, where there is one. */
  readonly operation?: number;
  /** How margins become predictions, where that is not the task's default. */
  readonly link?: Link;
  /** Which quantile of its rows' residuals a leaf is given instead of a Newton step. */
  readonly leafQuantile?: number;
  /** Called once a round, before the first output's derivatives. */
  prepare(margins: readonly Float64Array[]): void;
  /** First and second derivatives by one output's margin, weights included. */
  derive(
    output: number,
    margins: readonly Float64Array[],
    into: { gradients: Float64Array; hessians: Float64Array },
  ): void;
  /** Weighted mean loss of the given rows. */
  mean(margins: readonly Float64Array[], rows: Uint32Array): number;
}

export interface LossData {
  readonly y: Float64Array;
  readonly weights: Float64Array | null;
}

export function meanOver(
  rows: Uint32Array,
  weights: Float64Array | null,
  lossOf: (row: number) => number,
): number {
  let sum = 0;
  let total = 0;
  for (const row of rows) {
    const weight = weights ? weights[row]! : 1;
    sum += weight * lossOf(row);
    total += weight;
  }
  return total > 0 ? sum / total : 0;
}

export function applyWeights(
  weights: Float64Array | null,
  { gradients, hessians }: { gradients: Float64Array; hessians: Float64Array },
): void {
  if (!weights) return;
  for (let row = 0; row < weights.length; row++) {
    gradients[row]! *= weights[row]!;
    hessians[row]! *= weights[row]!;
  }
}

/** Log-loss of log-odds. */
function logistic({ y, weights }: LossData): Loss {
  return {
    base: priorMargins(classWeights(y, 2, weights)),
    constantHessian: false,
    operation: opLogistic,
    prepare() {},
    derive(_output, margins, into) {
      const margin = margins[0]!;
      for (let row = 0; row < y.length; row++) {
        const p = 1 / (1 + Math.exp(-margin[row]!));
        into.gradients[row] = p - y[row]!;
        into.hessians[row] = p * (1 - p);
      }
      applyWeights(weights, into);
    },
    mean: (margins, rows) =>
      meanOver(rows, weights, (row) => {
        const z = y[row] === 1 ? -margins[0]![row]! : margins[0]![row]!;
        return z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z));
      }),
  };
}

/** log Σ exp of a row's margins. */
function logSumExp(margins: readonly Float64Array[], row: number): number {
  let highest = -Infinity;
  for (const margin of margins) highest = Math.max(highest, margin[row]!);
  let total = 0;
  for (const margin of margins) total += Math.exp(margin[row]! - highest);
  return highest + Math.log(total);
}

/** Log-loss of softmax over one margin a class; the hessian is its diagonal p (1 − p). */
function softmax({ y, weights }: LossData, classes: number): Loss {
  const normaliser = new Float64Array(y.length);
  return {
    base: priorMargins(classWeights(y, classes, weights)),
    constantHessian: false,
    prepare(margins) {
      for (let row = 0; row < y.length; row++) normaliser[row] = logSumExp(margins, row);
    },
    derive(output, margins, into) {
      const margin = margins[output]!;
      for (let row = 0; row < y.length; row++) {
        const p = Math.exp(margin[row]! - normaliser[row]!);
        into.gradients[row] = y[row] === output ? p - 1 : p;
        into.hessians[row] = p * (1 - p);
      }
      applyWeights(weights, into);
    },
    mean: (margins, rows) =>
      meanOver(rows, weights, (row) => logSumExp(margins, row) - margins[y[row]!]![row]!),
  };
}

/** Log-loss for two classes, softmax for more. */
export function classificationLoss(classes: number, data: LossData): Loss {
  return classes === 2 ? logistic(data) : softmax(data, classes);
}

/** Smallest hessian of a leaf: 1e-3 of a row of average weight, so that scaled weights change nothing. */
export function smallestHessian({ y, weights }: LossData): number {
  return (1e-3 * totalWeight(y.length, weights)) / y.length;
}
