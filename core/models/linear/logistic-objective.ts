import type { Tick } from '../../base/tick.ts';
import { totalWeight } from '../weighted-moments.ts';
import type { StandardBlocks } from './standard-blocks.ts';

export interface LogisticProblem {
  readonly blocks: StandardBlocks;
  readonly y: Float64Array;
  /** One weight a row, class weights included; null for 1 throughout. */
  readonly weights: Float64Array | null;
  /** 1 output for two classes, else one a class. */
  readonly outputs: number;
  /** λ of ½ λ w² for each feature, on the scaled columns. */
  readonly penalties: Float64Array;
}

export interface Evaluated {
  readonly value: number;
  readonly gradient: Float64Array;
}

/** [output][feature…, intercept] in one array. */
export function parameterCount({ blocks, outputs }: LogisticProblem): number {
  return outputs * (blocks.size + 1);
}

/** The Hessian's diagonal at zero coefficients, where every class is as probable: a preconditioner. */
export function hessianDiagonal(problem: LogisticProblem): Float64Array {
  const { blocks, weights, outputs, penalties } = problem;
  const share = 1 / Math.max(outputs, 2);
  const curvature = totalWeight(blocks.rows, weights) * share * (1 - share);
  const stride = blocks.size + 1;
  return Float64Array.from({ length: parameterCount(problem) }, (_, i) => {
    const feature = i % stride;
    return curvature + (feature < blocks.size ? penalties[feature]! : 0);
  });
}

/** Losses, residuals (p − y) and probabilities of one block, from its margins; all weighted later. */
interface BlockState {
  readonly margins: readonly Float64Array[];
  readonly residuals: readonly Float64Array[];
}

function fillMargins(
  { margins }: BlockState,
  block: readonly Float64Array[],
  theta: Float64Array,
): void {
  const stride = block.length + 1;
  margins.forEach((margin, k) => {
    margin.fill(theta[k * stride + block.length]!);
    block.forEach((column, j) => {
      const coefficient = theta[k * stride + j]!;
      for (let i = 0; i < margin.length; i++) margin[i]! += coefficient * column[i]!;
    });
  });
}

/** log(1 + e^z) without overflow. */
function softplus(z: number): number {
  return z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z));
}

/** Turns margins into probabilities, fills the residuals, and returns the weighted loss. */
function binaryLoss(state: BlockState, problem: LogisticProblem, range: [number, number]): number {
  const { y, weights } = problem;
  const [from, to] = range;
  const margin = state.margins[0]!;
  const residual = state.residuals[0]!;
  let loss = 0;
  for (let i = 0; i < to - from; i++) {
    const weight = weights ? weights[from + i]! : 1;
    const z = margin[i]!;
    const p = 1 / (1 + Math.exp(-z));
    loss += weight * (y[from + i] === 1 ? softplus(-z) : softplus(z));
    margin[i] = p;
    residual[i] = weight * (y[from + i] === 1 ? -1 / (1 + Math.exp(z)) : p);
  }
  return loss;
}

function softmaxLoss(state: BlockState, problem: LogisticProblem, range: [number, number]): number {
  const { y, weights, outputs } = problem;
  const [from, to] = range;
  let loss = 0;
  for (let i = 0; i < to - from; i++) {
    let highest = -Infinity;
    for (const margin of state.margins) highest = Math.max(highest, margin[i]!);
    let total = 0;
    for (const margin of state.margins) total += Math.exp(margin[i]! - highest);
    const logTotal = highest + Math.log(total);
    const weight = weights ? weights[from + i]! : 1;
    const label = y[from + i]!;
    loss += weight * (logTotal - state.margins[label]![i]!);
    for (let k = 0; k < outputs; k++) {
      const p = Math.exp(state.margins[k]![i]! - logTotal);
      state.margins[k]![i] = p;
      state.residuals[k]![i] = weight * (k === label ? p - 1 : p);
    }
  }
  return loss;
}

function dot(a: Float64Array, b: Float64Array, length: number): number {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Adds Σ curvature × column_j × column_l of outputs a and b to the Hessian's lower triangle. */
function addCurvature(
  hessian: Float64Array,
  block: readonly Float64Array[],
  part: { curvature: Float64Array; a: number; b: number; length: number; scaled: Float64Array },
): void {
  const { curvature, a, b, length, scaled } = part;
  const stride = block.length + 1;
  const size = Math.sqrt(hessian.length);
  for (let j = 0; j <= block.length; j++) {
    const column = block[j];
    for (let i = 0; i < length; i++) scaled[i] = curvature[i]! * (column ? column[i]! : 1);
    const row = (a * stride + j) * size + b * stride;
    for (let l = 0; l <= (a === b ? j : block.length); l++) {
      const other = block[l];
      let sum = 0;
      if (other) sum = dot(scaled, other, length);
      else for (let i = 0; i < length; i++) sum += scaled[i]!;
      hessian[row + l]! += sum;
    }
  }
}

function addBlockHessian(
  hessian: Float64Array,
  block: readonly Float64Array[],
  context: { state: BlockState; problem: LogisticProblem; from: number; length: number },
): void {
  const { state, problem, from, length } = context;
  const curvature = new Float64Array(length);
  const scaled = new Float64Array(length);
  for (let a = 0; a < problem.outputs; a++) {
    for (let b = 0; b <= a; b++) {
      const pa = state.margins[a]!;
      const pb = state.margins[b]!;
      for (let i = 0; i < length; i++) {
        const weight = problem.weights ? problem.weights[from + i]! : 1;
        curvature[i] = weight * (a === b ? pa[i]! * (1 - pa[i]!) : -pa[i]! * pb[i]!);
      }
      addCurvature(hessian, block, { curvature, a, b, length, scaled });
    }
  }
}

/**
 * Σ weight × log-loss + ½ Σ λ w² and its gradient at theta; adds the lower triangle of the Hessian
 * (row-major) when given one. Intercepts carry no penalty. O(rows × outputs × features), with a
 * Hessian times as much again.
 */
export function evaluateLogistic(
  problem: LogisticProblem,
  theta: Float64Array,
  { hessian, tick }: { hessian?: Float64Array; tick: Tick },
): Evaluated {
  const { blocks, outputs, penalties } = problem;
  const stride = blocks.size + 1;
  const gradient = new Float64Array(theta.length);
  let value = 0;
  const buffers = Array.from({ length: 2 * outputs }, () => new Float64Array(1024));
  blocks.forEach((block, from, to) => {
    tick(0);
    const length = to - from;
    const views = buffers.map((buffer) => buffer.subarray(0, length));
    const state = { margins: views.slice(0, outputs), residuals: views.slice(outputs) };
    fillMargins(state, block, theta);
    value += (outputs === 1 ? binaryLoss : softmaxLoss)(state, problem, [from, to]);
    state.residuals.forEach((residual, k) => {
      block.forEach((column, j) => {
        gradient[k * stride + j]! += dot(residual, column, length);
      });
      for (const r of residual) gradient[k * stride + blocks.size]! += r;
    });
    if (hessian) addBlockHessian(hessian, block, { state, problem, from, length });
  });
  for (let k = 0; k < outputs; k++) {
    penalties.forEach((penalty, j) => {
      const at = k * stride + j;
      value += (penalty / 2) * theta[at]! * theta[at]!;
      gradient[at]! += penalty * theta[at]!;
      if (hessian) hessian[at * theta.length + at]! += penalty;
    });
  }
  return { value, gradient };
}
