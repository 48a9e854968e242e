import { subTick, type Tick } from '../../base/tick.ts';
import { minimiseLbfgs } from './lbfgs.ts';
import { minimiseNewton, type Minimised, type MinimiseOptions, type Objective } from './newton.ts';
import {
  affordableRows,
  hessianSolver,
  momentSolver,
  sampleProblem,
  sampleRows,
} from './sketch.ts';
import {
  evaluateSmooth,
  parameterCount,
  type Loss,
  type SmoothProblem,
} from './smooth-objective.ts';
import { takeBlocks, type StandardBlocks } from './standard-blocks.ts';

/** Multiplications that the Hessian of all rows may take an iteration, for Newton's method. */
const newtonWork = 5e7;
/** Largest Hessian that Newton's method factors in every iteration: of all rows, of a sample. */
const mostNewton = 520;
const mostSampleNewton = 160;
/** Largest Hessian that is factored at all. */
const mostFactored = 1500;
/** Steps on a sample: enough to come near; its own optimum is not what is looked for. */
const newtonSteps = 4;
const roughly = { maxIterations: 30, tolerance: 1e-3 };
/** With so many sampled rows an unknown, a step leaves a third of the error or less: the last needs no look. */
const plentiful = 10;
const earlyTolerance = 5e-5;

export interface SmoothOptions extends MinimiseOptions {
  /** The loss of some of the rows. */
  readonly takeLoss: (rows: Int32Array) => Loss;
}

function objectiveOf(problem: SmoothProblem): Objective {
  return {
    size: parameterCount(problem),
    evaluate: (theta, options) => evaluateSmooth(problem, theta, options),
  };
}

/** Progress of the part before the passes over all rows. */
function startTick(tick: Tick): Tick {
  return subTick(tick, 0, 0.2);
}

/** Rows enough for the columns' moments. */
function momentSample(blocks: StandardBlocks): StandardBlocks {
  return takeBlocks(blocks, sampleRows(blocks.rows, affordableRows(blocks.size)));
}

/** Near the optimum of a sample: by Newton's method, or where that is dear by L-BFGS on more rows. */
function approach(problem: SmoothProblem, options: SmoothOptions): Float64Array {
  const { takeLoss, start, stopEarly } = options;
  const size = parameterCount(problem);
  const small = size <= mostSampleNewton;
  const count = small ? affordableRows(size) : Math.max(4 * size, problem.blocks.rows / 8);
  const sample = sampleProblem(problem, takeLoss, Math.floor(count));
  const tick = startTick(options.tick);
  const shared = { start, tick, stopEarly };
  if (small) {
    return minimiseNewton(objectiveOf(sample), { ...shared, maxIterations: newtonSteps }).theta;
  }
  const solve = momentSolver(sample, momentSample(sample.blocks), { start, tick: () => tick(0) });
  return minimiseLbfgs(objectiveOf(sample), solve, { ...shared, ...roughly }).theta;
}

/** L-BFGS on all rows from near the optimum of a sample, with the curvature of a sample there. */
function byHessian(problem: SmoothProblem, options: SmoothOptions): Minimised | null {
  const { takeLoss, tick, stopEarly } = options;
  const near = approach(problem, options);
  const size = parameterCount(problem);
  const sample = sampleProblem(problem, takeLoss, affordableRows(size));
  const solve = hessianSolver(sample, near, () => tick(0.2));
  if (!solve) return null;
  const share = sample.blocks.rows / problem.blocks.rows;
  return minimiseLbfgs(
    objectiveOf(problem),
    (vector) => solve(vector).map((value) => value * share),
    {
      start: near,
      tick: subTick(tick, 0.2, 1),
      stopEarly,
      ...(sample.blocks.rows >= plentiful * size ? { tolerance: earlyTolerance } : {}),
    },
  );
}

function byMoments(problem: SmoothProblem, options: SmoothOptions): Minimised {
  const { tick, start, stopEarly } = options;
  const sample = momentSample(problem.blocks);
  const solve = momentSolver(problem, sample, { start, tick: () => tick(0) });
  return minimiseLbfgs(objectiveOf(problem), solve, { start, tick, stopEarly });
}

/**
 * Minimises the objective of evaluateSmooth: Newton's method where the Hessian of all rows is cheap; else
 * L-BFGS, preconditioned by the curvature of a sample, or of the columns' moments where there are
 * many unknowns. All come to the same optimum.
 */
export function minimiseSmooth(problem: SmoothProblem, options: SmoothOptions): Minimised {
  const size = parameterCount(problem);
  const { rows } = problem.blocks;
  if (size <= mostNewton && rows * size * size <= newtonWork) {
    return minimiseNewton(objectiveOf(problem), options);
  }
  if (size <= mostFactored && rows > affordableRows(size)) {
    const found = byHessian(problem, options);
    if (found) return found;
  }
  return byMoments(problem, options);
}
