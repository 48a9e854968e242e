import type { Tick } from '../../base/tick.ts';
import type { Minimised, MinimiseOptions } from './newton.ts';
import { affordableRows, momentBlocks, sampleProblem, sampleRows } from './sketch.ts';
import {
  evaluateSmooth,
  parameterCount,
  type Loss,
  type SmoothProblem,
} from './smooth-objective.ts';
import { takeBlocks } from './standard-blocks.ts';

/** Largest Hessian over all outputs; beyond it each output is modelled on its own. */
const mostModelled = 520;
const mostSweeps = 300;
/** No coordinate's optimality condition may be off by more than this share of the summed residuals. */
const violationShare = 1e-9;

/** One dense square of the curvature, row-major and full, over unknowns at..at+size-1. */
export interface CurvatureBlock {
  readonly at: number;
  readonly size: number;
  readonly matrix: Float64Array;
}

export interface CompositeOptions extends MinimiseOptions {
  /** λ of λ |w| for each feature, on the scaled columns. */
  readonly thresholds: Float64Array;
  readonly takeLoss: (rows: Int32Array) => Loss;
}

function softThreshold(value: number, threshold: number): number {
  if (value > threshold) return value - threshold;
  return value < -threshold ? value + threshold : 0;
}

function mirror(matrix: Float64Array, size: number): void {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) matrix[j * size + i] = matrix[i * size + j]!;
  }
}

/** The curvature at theta: of all rows where that is cheap, else of a sample; by output where large. */
function modelCurvature(
  problem: SmoothProblem,
  theta: Float64Array,
  { takeLoss, tick }: { takeLoss: CompositeOptions['takeLoss']; tick: Tick },
): CurvatureBlock[] {
  const size = parameterCount(problem);
  const { blocks } = problem;
  if (size > mostModelled) {
    const sample = takeBlocks(blocks, sampleRows(blocks.rows, affordableRows(blocks.size)));
    return momentBlocks(problem, sample, { start: theta, tick }).map(({ at, size, matrix }) => {
      mirror(matrix, size);
      return { at, size, matrix };
    });
  }
  const matrix = new Float64Array(size * size);
  const affordable = affordableRows(size);
  if (blocks.rows <= 2 * affordable) {
    evaluateSmooth(problem, theta, { hessian: matrix, tick });
  } else {
    const sample = sampleProblem(problem, takeLoss, affordable);
    evaluateSmooth(sample, theta, { hessian: matrix, tick });
    for (let i = 0; i < matrix.length; i++) matrix[i]! *= blocks.rows / sample.blocks.rows;
  }
  mirror(matrix, size);
  return [{ at: 0, size, matrix }];
}

interface Model {
  readonly theta: Float64Array;
  readonly gradient: Float64Array;
  /** λ of each unknown, 0 for intercepts. */
  readonly thresholds: Float64Array;
}

/** Minimises gᵀd + ½ dᵀHd + Σ λ |θ + d| over one block by cyclic coordinate descent; fills d. */
function descend(
  { at, size, matrix }: CurvatureBlock,
  { theta, gradient, thresholds }: Model,
  direction: Float64Array,
): void {
  const slopes = gradient.slice(at, at + size);
  let first = 0;
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    let moved = 0;
    for (let j = 0; j < size; j++) {
      const curvature = matrix[j * size + j]! + 1e-300;
      const here = theta[at + j]! + direction[at + j]!;
      const threshold = thresholds[at + j]! / curvature;
      const step = softThreshold(here - slopes[j]! / curvature, threshold) - here;
      if (step === 0 || !Number.isFinite(step)) continue;
      direction[at + j]! += step;
      const row = j * size;
      for (let l = 0; l < size; l++) slopes[l]! += step * matrix[row + l]!;
      moved = Math.max(moved, curvature * step * step);
    }
    if (sweep === 0) first = moved;
    if (moved <= 1e-10 * first) return;
  }
}

/** How far a point is from meeting the conditions of an optimum: the worst coordinate. */
function violation({ theta, gradient, thresholds }: Model): number {
  let worst = 0;
  for (let i = 0; i < theta.length; i++) {
    const slope = gradient[i]!;
    const own =
      theta[i] === 0
        ? Math.max(Math.abs(slope) - thresholds[i]!, 0)
        : Math.abs(slope + Math.sign(theta[i]!) * thresholds[i]!);
    worst = Math.max(worst, own);
  }
  return worst;
}

function absolute(theta: Float64Array, thresholds: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < theta.length; i++) sum += thresholds[i]! * Math.abs(theta[i]!);
  return sum;
}

/**
 * Minimises a smooth objective plus Σ λ |w| by proximal Newton steps (Lee, Sun & Saunders 2014): a
 * quadratic model at each point, solved by coordinate descent, and a line search.
 */
export function minimiseComposite(problem: SmoothProblem, options: CompositeOptions): Minimised {
  const { start, tick, stopEarly, maxIterations = 200 } = options;
  const stride = problem.blocks.size + 1;
  const thresholds = Float64Array.from(start, (_, i) => options.thresholds[i % stride] ?? 0);
  let theta = start;
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const progress = () => tick(1 - 1 / (1 + iteration / 10));
    progress();
    const { value, gradient, magnitude } = evaluateSmooth(problem, theta, { tick: progress });
    const model = { theta, gradient, thresholds };
    if (violation(model) <= violationShare * magnitude) return { theta, converged: true };
    const direction = new Float64Array(theta.length);
    const curvature = modelCurvature(problem, theta, { ...options, tick: progress });
    for (const block of curvature) descend(block, model, direction);
    const at = theta;
    const move = (step: number) => at.map((coordinate, i) => coordinate + step * direction[i]!);
    const whole = value + absolute(theta, thresholds);
    let expected = absolute(move(1), thresholds) - absolute(theta, thresholds);
    for (let i = 0; i < theta.length; i++) expected += gradient[i]! * direction[i]!;
    const noise = 1e-14 * (Math.abs(whole) + magnitude);
    if (!(expected < 0)) return { theta, converged: true };
    let step = 1;
    let next = move(1);
    const valueAt = (point: Float64Array) =>
      evaluateSmooth(problem, point, { tick: progress }).value + absolute(point, thresholds);
    while (step > 1e-8 && !(valueAt(next) <= whole + 1e-4 * step * expected + noise)) {
      step /= 2;
      next = move(step);
    }
    if (step <= 1e-8) return { theta, converged: true };
    if (-expected <= 1e-15 * Math.abs(whole)) return { theta: next, converged: true };
    theta = next;
    if (stopEarly?.()) break;
  }
  return { theta, converged: false };
}
