import { EigenvalueDecomposition, Matrix as Dense, SingularValueDecomposition } from 'ml-matrix';
import type { StandardBlocks } from './standard-blocks.ts';

interface LeastSquares {
  readonly blocks: StandardBlocks;
  /** Centred target. */
  readonly target: Float64Array;
  readonly weights: Float64Array | null;
  readonly alpha: number;
}

/** Up to this many multiplications the data themselves are decomposed, else their Gram matrix. */
const directWork = 5e8;

/** Centred columns in their own units, each row times the root of its weight. */
function weightedRows({ blocks, weights }: LeastSquares): Dense {
  const rows = new Dense(blocks.rows, blocks.size);
  blocks.forEach((block, from, to) => {
    for (let i = from; i < to; i++) {
      const root = weights ? Math.sqrt(weights[i]!) : 1;
      block.forEach((column, j) => rows.set(i, j, root * column[i - from]! * blocks.scales[j]!));
    }
  });
  return rows;
}

function fromData(problem: LeastSquares): Float64Array {
  const { blocks, target, weights, alpha } = problem;
  const data = weightedRows(problem);
  const svd = new SingularValueDecomposition(data, { autoTranspose: true });
  const cutoff = svd.diagonal[0]! * Math.max(data.rows, data.columns) * Number.EPSILON;
  const solution = new Float64Array(blocks.size);
  svd.diagonal.forEach((singular, r) => {
    if (!(singular > cutoff)) return;
    let projected = 0;
    for (let i = 0; i < target.length; i++) {
      const root = weights ? Math.sqrt(weights[i]!) : 1;
      projected += svd.leftSingularVectors.get(i, r) * root * target[i]!;
    }
    const share = (projected * singular) / (singular * singular + alpha);
    for (let j = 0; j < solution.length; j++) {
      solution[j]! += share * svd.rightSingularVectors.get(j, r);
    }
  });
  return solution;
}

function fromGram(problem: LeastSquares): Float64Array {
  const { blocks, target, weights, alpha } = problem;
  const size = blocks.size;
  const gram = new Dense(size, size);
  const moment = new Float64Array(size);
  blocks.forEach((block, from, to) => {
    for (let j = 0; j < size; j++) {
      for (let l = 0; l <= j; l++) {
        let sum = 0;
        for (let i = from; i < to; i++) {
          const weight = weights ? weights[i]! : 1;
          sum += weight * block[j]![i - from]! * block[l]![i - from]!;
        }
        gram.set(j, l, gram.get(j, l) + sum * blocks.scales[j]! * blocks.scales[l]!);
        gram.set(l, j, gram.get(j, l));
      }
      for (let i = from; i < to; i++) {
        const weight = weights ? weights[i]! : 1;
        moment[j]! += weight * block[j]![i - from]! * blocks.scales[j]! * target[i]!;
      }
    }
  });
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(gram, {
    assumeSymmetric: true,
  });
  const cutoff = Math.max(...realEigenvalues) * size * Number.EPSILON;
  const solution = new Float64Array(size);
  realEigenvalues.forEach((eigenvalue, r) => {
    if (!(eigenvalue > cutoff)) return;
    let projected = 0;
    for (let j = 0; j < size; j++) projected += eigenvectorMatrix.get(j, r) * moment[j]!;
    const share = projected / (eigenvalue + alpha);
    for (let j = 0; j < size; j++) solution[j]! += share * eigenvectorMatrix.get(j, r);
  });
  return solution;
}

/**
 * The ridge solution of least norm on centred data, also where columns depend on one another or
 * outnumber the rows. Coefficients are in the columns' own units.
 */
export function solveLeastNorm(problem: LeastSquares): Float64Array {
  const { rows, size } = problem.blocks;
  return rows * size * Math.min(rows, size) <= directWork ? fromData(problem) : fromGram(problem);
}
