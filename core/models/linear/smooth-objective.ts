import type { Tick } from '../../base/tick.ts';
import { addDots, addProducts, addRow } from './column-products.ts';
import { blockRows, type StandardBlocks } from './standard-blocks.ts';

/** Rows from..from+length-1 of the data: [output][row − from] buffers that a loss works on. */
export interface LossRows {
  /** Margins when `evaluate` is called; from then on whatever the loss keeps for `curvature`. */
  readonly margins: readonly Float64Array[];
  /** Receives weight × ∂loss/∂margin. */
  readonly residuals: readonly Float64Array[];
  readonly from: number;
  readonly length: number;
}

/** A loss of margins, convex and twice differentiable. Row weights are part of it. */
export interface Loss {
  readonly outputs: number;
  /** Σ weight × loss; fills the residuals. */
  evaluate(rows: LossRows): number;
  /** Fills weight × ∂²loss/∂margin_a∂margin_b of rows that were evaluated just before. */
  curvature(rows: LossRows, outputs: { a: number; b: number }, target: Float64Array): void;
}

/** A linear model under a loss and an L2 penalty, on scaled columns. */
export interface SmoothProblem {
  readonly blocks: StandardBlocks;
  readonly loss: Loss;
  /** λ of ½ λ w² for each feature, on the scaled columns. */
  readonly penalties: Float64Array;
}

export interface Evaluated {
  readonly value: number;
  readonly gradient: Float64Array;
  /** Σ |residual|: what a gradient entry could be at most, and so its unit. */
  readonly magnitude: number;
}

/** [output][feature…, intercept] in one array. */
export function parameterCount({ blocks, loss }: SmoothProblem): number {
  return loss.outputs * (blocks.size + 1);
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
    if (column) for (let i = 0; i < length; i++) scaled[i] = curvature[i]! * column[i]!;
    else for (let i = 0; i < length; i++) scaled[i] = curvature[i]!;
    const start = (a * stride + j) * size + b * stride;
    const row = hessian.subarray(start, start + stride);
    const count = a === b ? Math.min(j + 1, block.length) : block.length;
    addRow(scaled, block, { count, length }, row);
    if (a === b && j < block.length) continue;
    let sum = 0;
    for (let i = 0; i < length; i++) sum += scaled[i]!;
    row[block.length]! += sum;
  }
}

interface Buffers {
  readonly margins: readonly Float64Array[];
  readonly residuals: readonly Float64Array[];
  readonly curvature: Float64Array;
  readonly scaled: Float64Array;
}

function makeBuffers(outputs: number): Buffers {
  const make = () => Array.from({ length: outputs }, () => new Float64Array(blockRows));
  const [curvature, scaled] = [new Float64Array(blockRows), new Float64Array(blockRows)];
  return { margins: make(), residuals: make(), curvature, scaled };
}

function addHessian(problem: SmoothProblem, theta: Float64Array, hessian: Float64Array): void {
  const { blocks, loss } = problem;
  const buffers = makeBuffers(loss.outputs);
  const factors = toFactors(problem, theta);
  blocks.forEach((block, from, to) => {
    const rows = evaluateRows(problem, factors, { buffers, from, length: to - from }).rows;
    for (let a = 0; a < loss.outputs; a++) {
      for (let b = 0; b <= a; b++) {
        loss.curvature(rows, { a, b }, buffers.curvature);
        addCurvature(hessian, block, { ...buffers, a, b, length: to - from });
      }
    }
  });
}

/** Coefficients per unit of the columns as they are; intercepts as they are. */
function toFactors({ blocks, loss }: SmoothProblem, theta: Float64Array): Float64Array {
  const stride = blocks.size + 1;
  const factors = Float64Array.from(theta);
  for (let k = 0; k < loss.outputs; k++) {
    for (let j = 0; j < blocks.size; j++) factors[k * stride + j]! /= blocks.scales[j]!;
  }
  return factors;
}

function evaluateRows(
  { blocks, loss }: SmoothProblem,
  factors: Float64Array,
  part: { buffers: Buffers; from: number; length: number },
): { rows: LossRows; value: number } {
  const { buffers, from, length } = part;
  const stride = blocks.size + 1;
  const { columns, means } = blocks;
  for (let k = 0; k < loss.outputs; k++) {
    const margin = buffers.margins[k]!.fill(factors[k * stride + blocks.size]!);
    addProducts({ columns, means, from, length }, factors, k * stride, margin);
  }
  const rows = { margins: buffers.margins, residuals: buffers.residuals, from, length };
  return { rows, value: loss.evaluate(rows) };
}

/** Adds ½ Σ λ w² to value, gradient and Hessian. */
function penalise(problem: SmoothProblem, theta: Float64Array, at: Evaluated): number {
  const { blocks, loss, penalties } = problem;
  const stride = blocks.size + 1;
  let value = at.value;
  for (let k = 0; k < loss.outputs; k++) {
    for (let j = 0; j < blocks.size; j++) {
      const w = theta[k * stride + j]!;
      value += (penalties[j]! / 2) * w * w;
      at.gradient[k * stride + j]! += penalties[j]! * w;
    }
  }
  return value;
}

/**
 * Σ weight × loss + ½ Σ λ w² and its gradient at theta; adds the lower triangle of the Hessian
 * (row-major) when given one. Intercepts carry no penalty. O(rows × outputs × features), with a
 * Hessian times as much again.
 */
export function evaluateSmooth(
  problem: SmoothProblem,
  theta: Float64Array,
  { hessian, tick }: { hessian?: Float64Array; tick: Tick },
): Evaluated {
  const { blocks, loss, penalties } = problem;
  const { rows, size, columns, means, scales } = blocks;
  const stride = size + 1;
  const gradient = new Float64Array(theta.length);
  const inverses = scales.map((scale) => 1 / scale);
  const factors = toFactors(problem, theta);
  const buffers = makeBuffers(loss.outputs);
  let value = 0;
  let magnitude = 0;
  for (let from = 0; from < rows; from += blockRows) {
    tick(0);
    const length = Math.min(blockRows, rows - from);
    value += evaluateRows(problem, factors, { buffers, from, length }).value;
    for (let k = 0; k < loss.outputs; k++) {
      const residual = buffers.residuals[k]!;
      const into = { sums: gradient, at: k * stride, scales: inverses };
      addDots({ columns, means, from, length }, residual, into);
      let sum = 0;
      for (let i = 0; i < length; i++) {
        sum += residual[i]!;
        magnitude += Math.abs(residual[i]!);
      }
      gradient[k * stride + size]! += sum;
    }
  }
  if (hessian) {
    addHessian(problem, theta, hessian);
    for (let i = 0; i < theta.length; i++) {
      if (i % stride < size) hessian[i * theta.length + i]! += penalties[i % stride]!;
    }
  }
  return { value: penalise(problem, theta, { value, gradient, magnitude }), gradient, magnitude };
}
