import type { Tick } from '../../base/tick.ts';
import { factorCholesky, solveCholesky } from '../kernels/cholesky.ts';
import { addDots, addProducts, addRow } from './column-products.ts';
import { blockRows, type StandardBlocks } from './standard-blocks.ts';

/** min over θ of Σ weight × ρ_τ(target − Zθ − b) + Σ λ |θ|, ρ_τ(r) = τ r⁺ + (1 − τ) r⁻. */
export interface QuantileProblem {
  readonly blocks: StandardBlocks;
  readonly target: Float64Array;
  readonly weights: Float64Array | null;
  readonly quantile: number;
  /** λ of each feature, on the scaled columns. */
  readonly thresholds: Float64Array;
}

const maxIterations = 200;
/** Ends at this duality gap as a share of the objective. */
const gapShare = 1e-12;
/** Share of the way to the boundary that a step goes. */
const stepShare = 0.9995;

/**
 * The dual's variables lie in [0, width], one a row and one a penalised coefficient (a pseudo-row with
 * one entry and target 0). x + s = width; z and w are the multipliers of x ≥ 0 and s ≥ 0.
 */
interface Variables {
  readonly x: Float64Array;
  readonly s: Float64Array;
  readonly z: Float64Array;
  readonly w: Float64Array;
}

/** Zθ + b of every row, then θ of every penalised feature. */
function fitted(
  { blocks }: QuantileProblem,
  penalised: Int32Array,
  theta: Float64Array,
): Float64Array {
  const { rows, size, columns, means, scales } = blocks;
  const result = new Float64Array(rows + penalised.length).fill(theta[size]!, 0, rows);
  const factors = theta.map((value, j) => (j < size ? value / scales[j]! : value));
  addProducts({ columns, means, from: 0, length: rows }, factors, 0, result);
  penalised.forEach((j, k) => {
    result[rows + k] = theta[j]!;
  });
  return result;
}

/** The transpose of `fitted`. */
function gathered(
  { blocks }: QuantileProblem,
  penalised: Int32Array,
  values: Float64Array,
): Float64Array {
  const { rows, size, columns, means, scales } = blocks;
  const sums = new Float64Array(size + 1);
  const inverses = scales.map((scale) => 1 / scale);
  addDots({ columns, means, from: 0, length: rows }, values, { sums, at: 0, scales: inverses });
  for (let i = 0; i < rows; i++) sums[size]! += values[i]!;
  penalised.forEach((j, k) => {
    sums[j]! += values[rows + k]!;
  });
  return sums;
}

/** Factor of the rows' products, each weighted by 1 / q. */
function factor(
  { blocks }: QuantileProblem,
  penalised: Int32Array,
  { q, tick }: { q: Float64Array; tick: Tick },
): Float64Array | null {
  const { size, rows } = blocks;
  const stride = size + 1;
  const matrix = new Float64Array(stride * stride);
  const scaled = new Float64Array(blockRows);
  const ones = new Float64Array(blockRows).fill(1);
  blocks.forEach((block, from, to) => {
    tick(0);
    const columns = [...block, ones];
    const length = to - from;
    columns.forEach((column, j) => {
      for (let i = 0; i < length; i++) scaled[i] = column[i]! / q[from + i]!;
      const row = matrix.subarray(j * stride, (j + 1) * stride);
      addRow(scaled, columns, { count: j + 1, length }, row);
    });
  });
  penalised.forEach((j, k) => {
    matrix[j * stride + j]! += 1 / q[rows + k]!;
  });
  let trace = 0;
  for (let j = 0; j < stride; j++) trace += matrix[j * stride + j]!;
  for (let damping = 1e-14; damping < 1; damping *= 100) {
    const own = Float64Array.from(matrix);
    for (let j = 0; j < stride; j++) own[j * stride + j]! += (damping * trace) / stride;
    if (factorCholesky(own, stride, { tick: () => tick(0) })) return own;
  }
  return null;
}

/** The largest step ≤ 1 that keeps all entries of both vectors positive. */
function longestStep(a: Float64Array, da: Float64Array, b: Float64Array, db: Float64Array): number {
  let step = Infinity;
  for (let i = 0; i < a.length; i++) {
    if (da[i]! < 0) step = Math.min(step, -a[i]! / da[i]!);
    if (db[i]! < 0) step = Math.min(step, -b[i]! / db[i]!);
  }
  return Math.min(1, stepShare * step);
}

function add(target: Float64Array, step: number, source: Float64Array): void {
  for (let i = 0; i < target.length; i++) target[i]! += step * source[i]!;
}

interface Direction extends Variables {
  readonly theta: Float64Array;
}

/**
 * Minimises the quantile objective by Mehrotra's predictor-corrector method on the dual with bounds
 * (Portnoy & Koenker 1997, the "Frisch-Newton" method). O(rows × features²) an iteration, of which
 * twenty or so are needed. Returns [feature…, intercept] on the scaled columns.
 */
export function solveQuantile(
  problem: QuantileProblem,
  { tick, stopEarly }: { tick: Tick; stopEarly?: (() => boolean) | undefined },
): { theta: Float64Array; converged: boolean } {
  const { blocks, target, weights, quantile, thresholds } = problem;
  const { rows, size } = blocks;
  const penalised = Int32Array.from([...thresholds.keys()].filter((j) => thresholds[j]! > 0));
  const count = rows + penalised.length;
  // A row without weight has no room between its bounds; a sliver keeps the arithmetic going.
  const most = weights ? weights.reduce((a, b) => Math.max(a, b), 0) : 1;
  const widthOf = (i: number) =>
    i < rows
      ? Math.max(weights ? weights[i]! : 1, 1e-14 * most)
      : 2 * thresholds[penalised[i - rows]!]!;
  const width = Float64Array.from({ length: count }, (_, i) => widthOf(i));
  const goal = new Float64Array(count);
  goal.set(target);
  const lower = width.map((value, i) => (i < rows ? (1 - quantile) * value : value / 2));
  const at: Variables = {
    x: Float64Array.from(lower),
    s: width.map((value, i) => value - lower[i]!),
    z: new Float64Array(count),
    w: new Float64Array(count),
  };
  const theta = new Float64Array(size + 1);
  const scale = target.reduce((sum, value) => sum + Math.abs(value), 0) / rows || 1;
  for (let i = 0; i < count; i++) {
    at.w[i] = Math.max(goal[i]!, 0) + scale;
    at.z[i] = Math.max(-goal[i]!, 0) + scale;
  }
  const required = gathered(problem, penalised, lower);
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const progress = () => tick(1 - 0.85 ** iteration);
    progress();
    const fit = fitted(problem, penalised, theta);
    const residual = goal.map((value, i) => value - fit[i]!);
    let gap = 0;
    let loss = 0;
    for (let i = 0; i < count; i++) {
      gap += at.x[i]! * at.z[i]! + at.s[i]! * at.w[i]!;
      const r = residual[i]!;
      loss += r > 0 ? r * (width[i]! - lower[i]!) : -r * lower[i]!;
    }
    if (gap <= gapShare * (loss + 1e-6 * scale)) return { theta, converged: true };
    const q = at.z.map((z, i) => z / at.x[i]! + at.w[i]! / at.s[i]!);
    const triangle = factor(problem, penalised, { q, tick: progress });
    if (!triangle) return { theta, converged: gap <= 1e-6 * loss };
    const have = gathered(problem, penalised, at.x);
    const lacking = required.map((value, j) => value - have[j]!);
    const solve = (ofX: Float64Array, ofS: Float64Array): Direction => {
      const g = residual.map(
        (r, i) => r - at.w[i]! + at.z[i]! + ofX[i]! / at.x[i]! - ofS[i]! / at.s[i]!,
      );
      const sums = gathered(
        problem,
        penalised,
        g.map((value, i) => value / q[i]!),
      );
      const step = solveCholesky(
        triangle,
        sums.map((value, j) => value - lacking[j]!),
      );
      const change = fitted(problem, penalised, step);
      const x = g.map((value, i) => (value - change[i]!) / q[i]!);
      return {
        theta: step,
        x,
        s: x.map((value) => -value),
        z: x.map((value, i) => (ofX[i]! - at.z[i]! * value) / at.x[i]!),
        w: x.map((value, i) => (ofS[i]! + at.w[i]! * value) / at.s[i]!),
      };
    };
    const predicted = solve(
      at.x.map((x, i) => -x * at.z[i]!),
      at.s.map((s, i) => -s * at.w[i]!),
    );
    const p = longestStep(at.x, predicted.x, at.s, predicted.s);
    const d = longestStep(at.z, predicted.z, at.w, predicted.w);
    let after = 0;
    for (let i = 0; i < count; i++) {
      after += (at.x[i]! + p * predicted.x[i]!) * (at.z[i]! + d * predicted.z[i]!);
      after += (at.s[i]! + p * predicted.s[i]!) * (at.w[i]! + d * predicted.w[i]!);
    }
    const centring = ((after / gap) ** 3 * gap) / (2 * count);
    const corrected = solve(
      at.x.map((x, i) => centring - x * at.z[i]! - predicted.x[i]! * predicted.z[i]!),
      at.s.map((s, i) => centring - s * at.w[i]! - predicted.s[i]! * predicted.w[i]!),
    );
    const primal = longestStep(at.x, corrected.x, at.s, corrected.s);
    const dual = longestStep(at.z, corrected.z, at.w, corrected.w);
    if (!(primal > 1e-12 || dual > 1e-12)) return { theta, converged: gap <= 1e-6 * loss };
    add(at.x, primal, corrected.x);
    add(at.s, primal, corrected.s);
    add(at.z, dual, corrected.z);
    add(at.w, dual, corrected.w);
    add(theta, dual, corrected.theta);
    if (stopEarly?.()) break;
  }
  return { theta, converged: false };
}
