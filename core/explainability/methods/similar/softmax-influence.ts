import type { Tick } from '../../../base/tick.ts';
import { classProbabilities } from '../../../models/links.ts';
import { computeMargins } from '../../../models/margins.ts';
import type { LinearState } from '../../../models/states/linear.ts';
import type { Matrix } from '../../../table/matrix.ts';
import { solveCurvature } from './solve-curvature.ts';

export interface SoftmaxRows {
  readonly training: Matrix;
  /** The row that is explained, alone. */
  readonly row: Matrix;
  /** Class indices. */
  readonly y: Float64Array;
  /** The class whose score is explained. */
  readonly output: number;
  readonly penalty: number;
  readonly tick: Tick;
}

/** Products that building the Hessian may take: some seconds. */
const mostProducts = 4e9;

/** Whether all scores can be followed together. */
export function canFollowAll(
  { training }: Pick<SoftmaxRows, 'training'>,
  classes: number,
): boolean {
  const parameters = (training.columns.length + 1) * classes;
  return training.rows * parameters ** 2 <= mostProducts;
}

interface Block {
  /** Of its first entry. */
  readonly at: number;
  /** Of a line of the Hessian. */
  readonly size: number;
  readonly weight: number;
}

/** Adds weight · xx' to the block of two classes; the last entry of x is the intercept's 1. */
function addBlock(hessian: Float64Array, x: Float64Array, { at, size, weight }: Block): void {
  for (let a = 0; a < x.length; a++) {
    const scaled = weight * x[a]!;
    const line = at + a * size;
    for (let b = 0; b < x.length; b++) hessian[line + b]! += scaled * x[b]!;
  }
}

/**
 * What each training row adds to a class's score of a row, of a softmax regression: as `linearInfluence`,
 * with the Hessian over the coefficients of all classes, p_c (δ_cd − p_d) xx'. Scores are those that add
 * up to 0 over the classes, as penalised fits have them.
 */
export function softmaxInfluence(state: LinearState, given: SoftmaxRows): Float64Array {
  const { training, row, y, output, penalty, tick } = given;
  const margins = computeMargins(state, training);
  const p = classProbabilities(margins, 'logit');
  const classes = p.length;
  const width = training.columns.length + 1;
  const size = width * classes;
  const cells = (matrix: Matrix, i: number): Float64Array =>
    Float64Array.from({ length: width }, (_, j) => (j < width - 1 ? matrix.columns[j]![i]! : 1));
  const hessian = new Float64Array(size * size);
  for (let i = 0; i < training.rows; i++) {
    if ((i & 63) === 0) tick((0.8 * i) / training.rows);
    const x = cells(training, i);
    for (let c = 0; c < classes; c++) {
      for (let d = 0; d < classes; d++) {
        const weight = p[c]![i]! * ((c === d ? 1 : 0) - p[d]![i]!);
        addBlock(hessian, x, { at: c * width * size + d * width, size, weight });
      }
    }
  }
  for (let a = 0; a < size; a++) {
    if ((a + 1) % width > 0) hessian[a * size + a]! += penalty;
  }
  const own = cells(row, 0);
  const asked = Float64Array.from({ length: size }, (_, k) => {
    const share = Math.floor(k / width) === output ? 1 - 1 / classes : -1 / classes;
    return share * own[k % width]!;
  });
  const direction = solveCurvature(hessian, asked, (done) => tick(0.8 + 0.2 * done));
  return Float64Array.from({ length: training.rows }, (_, i) => {
    const x = cells(training, i);
    let sum = 0;
    for (let c = 0; c < classes; c++) {
      const residual = (y[i] === c ? 1 : 0) - p[c]![i]!;
      for (let j = 0; j < width; j++) sum += residual * direction[c * width + j]! * x[j]!;
    }
    return sum;
  });
}
