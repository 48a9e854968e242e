import type { Loss, LossRows } from './smooth-objective.ts';
import { blockRows } from './standard-blocks.ts';

/** Of the rows of one block. */
interface Scratch {
  readonly highest: Float64Array;
  readonly totals: Float64Array;
}

interface Labels {
  /** Class indices. */
  readonly y: Float64Array;
  /** One weight a row, class weights included; null for 1 throughout. */
  readonly weights: Float64Array | null;
}

/** Rows whose factors 1 + e^−m ≤ 2 are multiplied before a logarithm is taken: 2^512 is still finite. */
const factorsPerLog = 512;

/** One exponential a row; without weights next to no logarithms. */
function evaluateBinary({ y, weights }: Labels, rows: LossRows): number {
  const { from, length } = rows;
  const margin = rows.margins[0]!;
  const residual = rows.residuals[0]!;
  let loss = 0;
  let product = 1;
  for (let i = 0; i < length; i++) {
    const weight = weights ? weights[from + i]! : 1;
    const sign = y[from + i] === 1 ? 1 : -1;
    const signed = sign * margin[i]!;
    const small = Math.exp(-Math.abs(signed));
    const right = 1 / (1 + small);
    // Probability of the other class than the row's: no cancellation on either side.
    const wrong = signed > 0 ? small * right : right;
    if (weights) loss += weight * Math.log1p(small);
    else product *= 1 + small;
    if (signed < 0) loss -= weight * signed;
    residual[i] = -sign * weight * wrong;
    margin[i] = weight * wrong * (1 - wrong);
    if ((i & (factorsPerLog - 1)) !== factorsPerLog - 1) continue;
    loss += Math.log(product);
    product = 1;
  }
  return loss + Math.log(product);
}

/** Log-loss of two classes: one margin, the log-odds of class 1. */
export function binaryLoss(labels: Labels): Loss {
  return {
    outputs: 1,
    evaluate: (rows) => evaluateBinary(labels, rows),
    curvature({ margins, length }, _outputs, target) {
      for (let i = 0; i < length; i++) target[i] = margins[0]![i]!;
    },
  };
}

/** Column after column: inner loops then walk one array each. */
function evaluateSoftmax({ y, weights }: Labels, rows: LossRows, scratch: Scratch): number {
  const { margins, residuals, from, length } = rows;
  const { highest, totals } = scratch;
  let loss = 0;
  highest.fill(-Infinity);
  totals.fill(0);
  for (const margin of margins) {
    for (let i = 0; i < length; i++) if (margin[i]! > highest[i]!) highest[i] = margin[i]!;
  }
  for (let i = 0; i < length; i++) {
    const weight = weights ? weights[from + i]! : 1;
    loss += weight * (highest[i]! - margins[y[from + i]!]![i]!);
  }
  for (const margin of margins) {
    for (let i = 0; i < length; i++) {
      const share = Math.exp(margin[i]! - highest[i]!);
      margin[i] = share;
      totals[i]! += share;
    }
  }
  for (let i = 0; i < length; i++) {
    loss += (weights ? weights[from + i]! : 1) * Math.log(totals[i]!);
    totals[i] = 1 / totals[i]!;
  }
  for (let k = 0; k < margins.length; k++) {
    const margin = margins[k]!;
    const residual = residuals[k]!;
    for (let i = 0; i < length; i++) {
      const p = margin[i]! * totals[i]!;
      margin[i] = p;
      residual[i] = (weights ? weights[from + i]! : 1) * (y[from + i] === k ? p - 1 : p);
    }
  }
  return loss;
}

/** Log-loss of softmax over one margin a class. */
export function softmaxLoss(labels: Labels, outputs: number): Loss {
  const { weights } = labels;
  const scratch = { highest: new Float64Array(blockRows), totals: new Float64Array(blockRows) };
  return {
    outputs,
    evaluate: (rows) => evaluateSoftmax(labels, rows, scratch),
    curvature({ margins, from, length }, { a, b }, target) {
      const pa = margins[a]!;
      const pb = margins[b]!;
      for (let i = 0; i < length; i++) {
        const weight = weights ? weights[from + i]! : 1;
        target[i] = weight * (a === b ? pa[i]! * (1 - pa[i]!) : -pa[i]! * pb[i]!);
      }
    },
  };
}
