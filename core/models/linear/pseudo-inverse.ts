import { EigenvalueDecomposition, Matrix as Dense, SingularValueDecomposition } from 'ml-matrix';
import { addRow } from './column-products.ts';
import type { StandardBlocks } from './standard-blocks.ts';

interface LeastSquares {
  readonly blocks: StandardBlocks;
  /** Centred target. */
  readonly target: Float64Array;
  readonly weights: Float64Array | null;
}

/** The weighted, centred columns X (in their own units) and target y by X's singular vectors. */
export interface Decomposed {
  /** Features. */
  readonly size: number;
  /** Above rounding, descending. */
  readonly singular: Float64Array;
  /** Left singular vector × y. */
  readonly projected: Float64Array;
  /** Right singular vectors [component][feature]. */
  readonly vectors: readonly Float64Array[];
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

function fromData(problem: LeastSquares): Decomposed {
  const { blocks, target, weights } = problem;
  const data = weightedRows(problem);
  const svd = new SingularValueDecomposition(data, { autoTranspose: true });
  const cutoff = svd.diagonal[0]! * Math.max(data.rows, data.columns) * Number.EPSILON;
  const kept = svd.diagonal.filter((singular) => singular > cutoff);
  const projected = new Float64Array(kept.length);
  for (let i = 0; i < target.length; i++) {
    const value = (weights ? Math.sqrt(weights[i]!) : 1) * target[i]!;
    for (let r = 0; r < kept.length; r++)
      projected[r]! += svd.leftSingularVectors.get(i, r) * value;
  }
  const vectors = kept.map((_, r) =>
    Float64Array.from({ length: blocks.size }, (_, j) => svd.rightSingularVectors.get(j, r)),
  );
  return { size: blocks.size, singular: Float64Array.from(kept), projected, vectors };
}

/** Xᵀ W X and Xᵀ W y in the columns' own units. */
function products({ blocks, target, weights }: LeastSquares): {
  gram: Dense;
  moments: Float64Array;
} {
  const { size, scales } = blocks;
  const lower = new Float64Array(size * size);
  const moments = new Float64Array(size);
  const scaled = new Float64Array(1024);
  blocks.forEach((block, from, to) => {
    const length = to - from;
    block.forEach((column, j) => {
      let sum = 0;
      for (let i = 0; i < length; i++) {
        scaled[i] = (weights ? weights[from + i]! : 1) * column[i]! * scales[j]!;
        sum += scaled[i]! * target[from + i]!;
      }
      moments[j]! += sum;
      addRow(scaled, block, { count: j + 1, length }, lower.subarray(j * size, (j + 1) * size));
    });
  });
  const gram = new Dense(size, size);
  for (let j = 0; j < size; j++) {
    for (let l = 0; l <= j; l++) {
      const value = lower[j * size + l]! * scales[l]!;
      gram.set(j, l, value);
      gram.set(l, j, value);
    }
  }
  return { gram, moments };
}

function fromGram(problem: LeastSquares): Decomposed {
  const { size } = problem.blocks;
  const { gram, moments } = products(problem);
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(gram, {
    assumeSymmetric: true,
  });
  const cutoff = realEigenvalues.reduce((a, b) => Math.max(a, b), 0) * size * Number.EPSILON;
  const kept = realEigenvalues
    .map((value, r) => ({ value, r }))
    .filter(({ value }) => value > cutoff)
    .toSorted((a, b) => b.value - a.value);
  const vectors = kept.map(({ r }) =>
    Float64Array.from({ length: size }, (_, j) => eigenvectorMatrix.get(j, r)),
  );
  const singular = Float64Array.from(kept, ({ value }) => Math.sqrt(value));
  const projected = Float64Array.from(vectors, (vector, k) => {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += vector[j]! * moments[j]!;
    return sum / singular[k]!;
  });
  return { size, singular, projected, vectors };
}

/** Singular vectors of the data where that is affordable, else by their Gram matrix. */
export function decompose(problem: LeastSquares): Decomposed {
  const { rows, size } = problem.blocks;
  return rows * size * Math.min(rows, size) <= directWork ? fromData(problem) : fromGram(problem);
}

/**
 * The ridge solution of least norm on centred data, also where columns depend on one another or
 * outnumber the rows. Coefficients are in the columns' own units.
 */
export function solveLeastNorm(problem: LeastSquares & { readonly alpha: number }): Float64Array {
  const { size, singular, projected, vectors } = decompose(problem);
  const solution = new Float64Array(size);
  vectors.forEach((vector, r) => {
    const share = (projected[r]! * singular[r]!) / (singular[r]! ** 2 + problem.alpha);
    for (let j = 0; j < size; j++) solution[j]! += share * vector[j]!;
  });
  return solution;
}
