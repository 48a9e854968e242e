import { createRng } from '../../base/rng.ts';
import type { Tick } from '../../base/tick.ts';
import { factorCholesky, solveCholesky } from '../kernels/cholesky.ts';
import { addRow } from './column-products.ts';
import {
  evaluateSmooth,
  parameterCount,
  type Loss,
  type SmoothProblem,
} from './smooth-objective.ts';
import { blockRows, takeBlocks, type StandardBlocks } from './standard-blocks.ts';

/** Multiplications that one look at the curvature of a sample may cost. */
const sketchWork = 1e8;
const mostSampled = 8000;
/** Wider data get the diagonal only. */
const widest = 1500;

export type Precondition = (vector: Float64Array) => Float64Array;

/** Rows side by side come with one read of memory. */
const runLength = 8;

/** About `count` rows in short runs, one from each of as many equal parts; the same on every call. */
export function sampleRows(rows: number, count: number): Int32Array {
  if (count >= rows) return Int32Array.from({ length: rows }, (_, i) => i);
  const rng = createRng(rows);
  const runs = Math.floor(count / runLength);
  const taken = new Int32Array(runs * runLength);
  for (let r = 0; r < runs; r++) {
    const from = Math.floor((r * rows) / runs);
    const room = Math.floor(((r + 1) * rows) / runs) - from - runLength;
    const start = from + (room > 0 ? rng.integer(room + 1) : 0);
    for (let i = 0; i < runLength; i++) taken[r * runLength + i] = Math.min(start + i, rows - 1);
  }
  return taken;
}

/** A problem on a sample of the rows that stands for the whole: its penalties shrink along. */
export function sampleProblem(
  problem: SmoothProblem,
  takeLoss: (rows: Int32Array) => Loss,
  count: number,
): SmoothProblem {
  const rows = sampleRows(problem.blocks.rows, count);
  const share = rows.length / problem.blocks.rows;
  return {
    blocks: takeBlocks(problem.blocks, rows),
    loss: takeLoss(rows),
    penalties: problem.penalties.map((penalty) => penalty * share),
  };
}

/** Rows of which a Hessian over `size` unknowns is affordable. */
export function affordableRows(size: number): number {
  return Math.min(mostSampled, Math.max(4 * size, Math.floor(sketchWork / (size * size))));
}

/** Solves by the Hessian of a sample at theta; null where it is singular. */
export function hessianSolver(
  sample: SmoothProblem,
  theta: Float64Array,
  tick: Tick,
): Precondition | null {
  const size = parameterCount(sample);
  const hessian = new Float64Array(size * size);
  evaluateSmooth(sample, theta, { hessian, tick });
  let trace = 0;
  for (let i = 0; i < size; i++) trace += hessian[i * size + i]!;
  // A little of a ridge: softmax has directions that change nothing, a sample may have more.
  for (let i = 0; i < size; i++) hessian[i * size + i]! += (1e-6 * trace) / size;
  const regular = factorCholesky(hessian, size, { tick: () => tick(0) });
  return regular ? (vector) => solveCholesky(hessian, vector) : null;
}

/** Mean of column × column over the rows of a sample, lower triangle. */
function secondMoments(blocks: StandardBlocks, tick: Tick): Float64Array {
  const { size } = blocks;
  const moments = new Float64Array(size * size);
  blocks.forEach((block, from, to) => {
    tick(0);
    for (let j = 0; j < size; j++) {
      const row = moments.subarray(j * size, (j + 1) * size);
      addRow(block[j]!, block, { count: j + 1, length: to - from }, row);
    }
  });
  return moments.map((sum) => sum / blocks.rows);
}

/** Summed curvature of each output where every margin is its intercept. */
function curvatureSums({ blocks, loss }: SmoothProblem, intercepts: Float64Array): Float64Array {
  const sums = new Float64Array(loss.outputs);
  const make = () => Array.from({ length: loss.outputs }, () => new Float64Array(blockRows));
  const [margins, residuals, target] = [make(), make(), new Float64Array(blockRows)];
  for (let from = 0; from < blocks.rows; from += blockRows) {
    const length = Math.min(blockRows, blocks.rows - from);
    margins.forEach((margin, k) => margin.fill(intercepts[k]!));
    const rows = { margins, residuals, from, length };
    loss.evaluate(rows);
    for (let k = 0; k < loss.outputs; k++) {
      loss.curvature(rows, { a: k, b: k }, target);
      for (let i = 0; i < length; i++) sums[k]! += target[i]!;
    }
  }
  return sums;
}

/** A share of the curvature that keeps a sample's moments regular. */
const ridgeShare = 1e-3;

/**
 * The curvature of each output on its own, the columns' moments the same for all (lower triangles over
 * feature…, intercept): for coefficients too many for a Hessian. Their diagonal only beyond
 * 1,500 columns. `sample` gives the moments, `problem` the sizes.
 */
export function momentBlocks(
  problem: SmoothProblem,
  sample: StandardBlocks,
  { start, tick }: { start: Float64Array; tick: Tick },
): { at: number; size: number; matrix: Float64Array }[] {
  const { size } = problem.blocks;
  const stride = size + 1;
  const { outputs } = problem.loss;
  const intercepts = Float64Array.from({ length: outputs }, (_, k) => start[k * stride + size]!);
  const curvatures = curvatureSums(problem, intercepts).map((sum) => Math.max(sum, 1e-12));
  if (size > widest) return diagonalBlocks(problem, curvatures);
  const moments = secondMoments(sample, tick);
  return Array.from(curvatures, (curvature, k) => {
    const matrix = new Float64Array(stride * stride);
    for (let j = 0; j < size; j++) {
      for (let l = 0; l <= j; l++) matrix[j * stride + l] = moments[j * size + l]! * curvature;
      matrix[j * stride + j]! += problem.penalties[j]! + ridgeShare * curvature;
    }
    matrix[stride * stride - 1] = curvature;
    return { at: k * stride, size: stride, matrix };
  });
}

function diagonalBlocks({ blocks, penalties }: SmoothProblem, curvatures: Float64Array) {
  const stride = blocks.size + 1;
  return Array.from({ length: curvatures.length * stride }, (_, at) => {
    const penalty = penalties[at % stride] ?? 0;
    const curvature = curvatures[Math.floor(at / stride)]!;
    return { at, size: 1, matrix: Float64Array.of(curvature + penalty) };
  });
}

/** Solves by momentBlocks. */
export function momentSolver(
  problem: SmoothProblem,
  sample: StandardBlocks,
  options: { start: Float64Array; tick: Tick },
): Precondition {
  const factors = momentBlocks(problem, sample, options);
  for (const { matrix, size } of factors) {
    factorCholesky(matrix, size, { tick: () => options.tick(0) });
  }
  return (vector) => {
    const result = new Float64Array(vector.length);
    for (const { at, size, matrix } of factors) {
      result.set(solveCholesky(matrix, vector.subarray(at, at + size)), at);
    }
    return result;
  };
}
