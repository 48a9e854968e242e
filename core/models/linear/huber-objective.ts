import type { Tick } from '../../base/tick.ts';
import { addDots, addProducts, addRow } from './column-products.ts';
import type { Objective } from './newton.ts';
import type { Evaluated } from './smooth-objective.ts';
import { blockRows, type StandardBlocks } from './standard-blocks.ts';

export interface HuberProblem {
  readonly blocks: StandardBlocks;
  readonly target: Float64Array;
  readonly weights: Float64Array | null;
  /** Residuals beyond epsilon × σ count linearly. */
  readonly epsilon: number;
  /** λ of λ w² for each feature, on the scaled columns. */
  readonly penalties: Float64Array;
}

/** Least σ: below it the residuals are rounding. */
const leastScale = 1e-9;

interface Part {
  readonly residual: Float64Array;
  /** Weight × ∂/∂margin. */
  readonly slope: Float64Array;
  /** Weight × 2 / σ of rows that count as squares, else 0. */
  readonly curvature: Float64Array;
}

/** Adds up loss and ∂/∂σ of one block and fills the slopes. */
function evaluatePart(
  { residual, slope, curvature }: Part,
  { weights, epsilon }: HuberProblem,
  part: { sigma: number; from: number; length: number },
): { value: number; ofSigma: number } {
  const { sigma, from, length } = part;
  let value = 0;
  let ofSigma = 0;
  for (let i = 0; i < length; i++) {
    const weight = weights ? weights[from + i]! : 1;
    const ratio = residual[i]! / sigma;
    const inside = Math.abs(ratio) <= epsilon;
    const size = Math.abs(residual[i]!);
    value +=
      weight *
      (sigma + (inside ? ratio * residual[i]! : 2 * epsilon * size - sigma * epsilon ** 2));
    ofSigma += weight * (1 - (inside ? ratio * ratio : epsilon * epsilon));
    slope[i] = -weight * (inside ? 2 * ratio : 2 * epsilon * Math.sign(ratio));
    curvature[i] = inside ? (2 * weight) / sigma : 0;
  }
  return { value, ofSigma };
}

/** Adds the curvature of one block, over feature…, intercept, σ: squares of (x, 1, residual / σ). */
function addPart(
  hessian: Float64Array,
  columns: readonly Float64Array[],
  { curvature, length, scaled }: { curvature: Float64Array; length: number; scaled: Float64Array },
): void {
  const size = columns.length;
  columns.forEach((column, j) => {
    for (let i = 0; i < length; i++) scaled[i] = curvature[i]! * column[i]!;
    const row = hessian.subarray(j * size, (j + 1) * size);
    addRow(scaled, columns, { count: j + 1, length }, row);
  });
}

function finish(
  problem: HuberProblem,
  theta: Float64Array,
  at: Evaluated,
  hessian?: Float64Array,
): Evaluated {
  let { value } = at;
  problem.penalties.forEach((penalty, j) => {
    value += penalty * theta[j]! * theta[j]!;
    at.gradient[j]! += 2 * penalty * theta[j]!;
    if (hessian) hessian[j * theta.length + j]! += 2 * penalty;
  });
  return { ...at, value };
}

function evaluate(
  problem: HuberProblem,
  theta: Float64Array,
  { hessian, tick }: { hessian?: Float64Array; tick: Tick },
): Evaluated {
  const { blocks, target } = problem;
  const { size, columns, means, scales } = blocks;
  const gradient = new Float64Array(theta.length);
  const sigma = theta[size + 1]!;
  if (!(sigma > leastScale)) return { value: Infinity, gradient, magnitude: 0 };
  const factors = theta.map((value, j) => (j < size ? value / scales[j]! : value));
  const inverses = scales.map((scale) => 1 / scale);
  const make = () => new Float64Array(blockRows);
  const part = { residual: make(), slope: make(), curvature: make() };
  const scaled = make();
  const ones = make().fill(1);
  let value = 0;
  let magnitude = 0;
  blocks.forEach((block, from, to) => {
    tick(0);
    const length = to - from;
    const run = { columns, means, from, length };
    const { residual, slope } = part;
    residual.fill(theta[size]!);
    addProducts(run, factors, 0, residual);
    for (let i = 0; i < length; i++) residual[i] = target[from + i]! - residual[i]!;
    const found = evaluatePart(part, problem, { sigma, from, length });
    value += found.value;
    addDots(run, slope, { sums: gradient, at: 0, scales: inverses });
    for (let i = 0; i < length; i++) {
      gradient[size]! += slope[i]!;
      magnitude += Math.abs(slope[i]!);
    }
    gradient[size + 1]! += found.ofSigma;
    if (!hessian) return;
    for (let i = 0; i < length; i++) residual[i]! /= sigma;
    addPart(hessian, [...block, ones, residual], { curvature: part.curvature, length, scaled });
  });
  return finish(problem, theta, { value, gradient, magnitude }, hessian);
}

/**
 * Σ weight × (σ + σ H(r / σ)) + Σ λ w², H square up to epsilon and linear beyond, as a function of
 * feature…, intercept, σ: convex in all of them together (Huber; Owen 2007).
 */
export function huberObjective(problem: HuberProblem): Objective {
  return {
    size: problem.blocks.size + 2,
    evaluate: (theta, options) => evaluate(problem, theta, options),
  };
}
