import { AppError } from '../../../base/app-error.ts';
import type { Tick } from '../../../base/tick.ts';
import { classProbabilities, linkOf } from '../../../models/links.ts';
import type { FittedPipeline } from '../../../models/pipeline.ts';
import { findLeaf, type TreeEnsembleState } from '../../../models/states/trees.ts';
import { computeMargins } from '../../../models/margins.ts';
import type { LinearState } from '../../../models/states/linear.ts';
import type { Matrix } from '../../../table/matrix.ts';
import { solveCurvature } from './solve-curvature.ts';
import { canFollowAll, softmaxInfluence } from './softmax-influence.ts';

export interface Influence {
  /** One a training row. */
  readonly values: Float64Array;
  readonly method: string;
  readonly meaning: string;
}

interface Rows {
  readonly training: Matrix;
  /** The row that is explained, alone. */
  readonly row: Matrix;
  /** Class indices or the target; NaN where it is not known. */
  readonly y: Float64Array;
}

/**
 * Mean over the trees of 1 / (training rows in the leaf) where the row shares the leaf: the weights under
 * which a forest is a weighted mean of targets (Lin & Jeon 2006). They add up to 1.
 */
export function leafWeights(
  state: TreeEnsembleState,
  { training, row }: Omit<Rows, 'y'>,
  tick: Tick,
): Float64Array {
  const weights = new Float64Array(training.rows);
  const { trees } = state;
  trees.forEach((tree, k) => {
    tick(k / trees.length);
    const leaf = findLeaf(tree, row.columns, 0);
    const shared: number[] = [];
    for (let i = 0; i < training.rows; i++) {
      if (findLeaf(tree, training.columns, i) === leaf) shared.push(i);
    }
    for (const i of shared) weights[i]! += 1 / shared.length / trees.length;
  });
  return weights;
}

/** Penalty of the coefficients as fitted; 0 where the model has none that is known. */
function penaltyOf({ params }: FittedPipeline): number {
  const { C, alpha } = params;
  if (typeof C === 'number' && C > 0) return 1 / C;
  return typeof alpha === 'number' && alpha > 0 ? alpha : 0;
}

/** How far the first-order condition of each row is from zero, and its curvature. */
function slopes(
  pipeline: FittedPipeline,
  state: LinearState,
  { training, y }: Rows,
  output: number,
) {
  const margins = computeMargins(state, training);
  if (pipeline.task === 'regression') {
    return { residual: y.map((value, i) => value - margins[0]![i]!), curvature: y.map(() => 1) };
  }
  const k = margins.length === 1 ? 1 : output;
  const p = classProbabilities(margins, 'logit')[k]!;
  return {
    residual: y.map((label, i) => (label === k ? 1 : 0) - p[i]!),
    curvature: p.map((value) => value * (1 - value)),
  };
}

/**
 * What each training row adds to the margin of a row: x'H⁻¹xᵢ times the residual of row i, H the Hessian
 * of the penalised loss (influence functions, Koh & Liang 2017): first-order. Of several classes with very
 * many rows and columns H is that of the class alone.
 */
export function linearInfluence(
  pipeline: FittedPipeline,
  state: LinearState,
  rows: Rows & { readonly output: number; readonly tick: Tick },
): Float64Array {
  const { training, row, output, tick } = rows;
  const classes = state.coefficients.length;
  if (classes > 1 && canFollowAll(rows, classes)) {
    return softmaxInfluence(state, { ...rows, penalty: penaltyOf(pipeline) });
  }
  const { residual, curvature } = slopes(pipeline, state, rows, output);
  const p = training.columns.length + 1;
  const cell = (matrix: Matrix, i: number, j: number): number =>
    j === p - 1 ? 1 : matrix.columns[j]![i]!;
  const hessian = new Float64Array(p * p);
  for (let i = 0; i < training.rows; i++) {
    if ((i & 255) === 0) tick((0.8 * i) / training.rows);
    for (let a = 0; a < p; a++) {
      const weighted = curvature[i]! * cell(training, i, a);
      for (let b = 0; b <= a; b++) hessian[a * p + b]! += weighted * cell(training, i, b);
    }
  }
  const penalty = penaltyOf(pipeline);
  for (let a = 0; a < p; a++) {
    if (a < p - 1) hessian[a * p + a]! += penalty;
    for (let b = 0; b < a; b++) hessian[b * p + a] = hessian[a * p + b]!;
  }
  const own = Float64Array.from({ length: p }, (_, j) => cell(row, 0, j));
  const direction = solveCurvature(hessian, own, (done) => tick(0.8 + 0.2 * done));
  return Float64Array.from({ length: training.rows }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < p; j++) sum += direction[j]! * cell(training, i, j);
    return sum * residual[i]!;
  });
}

const squaredOrLogistic = new Set(['linear_regression', 'ridge', 'logistic_regression']);

/** UNSUPPORTED for models that are neither made of trees nor linear with a squared or logistic loss. */
export function influenceOf(
  pipeline: FittedPipeline,
  rows: Rows & { readonly output: number; readonly tick: Tick },
): Influence {
  const { estimator, algorithm, task } = pipeline;
  if (estimator.kind === 'trees') {
    return {
      values: leafWeights(estimator, rows, rows.tick),
      method: 'Weight of the training rows that share leaves with the row, mean over the trees',
      meaning: 'Share of the row’s neighbourhood in the trees, 0 to 1; it has no direction',
    };
  }
  const margins = linkOf(estimator, task);
  if (estimator.kind === 'linear' && squaredOrLogistic.has(algorithm) && margins !== 'log') {
    return {
      values: linearInfluence(pipeline, estimator, rows),
      method: 'Influence function of the linear model: first-order effect of leaving a row out',
      meaning:
        task === 'regression'
          ? 'What the training row adds to the prediction; negative lowers it'
          : 'What the training row adds to the log-odds or score of the class; negative lowers it',
    };
  }
  throw new AppError(
    'UNSUPPORTED',
    `The influence of training rows on ${algorithm} is not computed.`,
    {
      path: 'method',
      hint: 'Ask for nearest, or explain trees, linear, ridge or logistic regression',
    },
  );
}
