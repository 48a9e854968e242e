import type { Tick } from '../../base/tick.ts';
import { factorCholesky, solveCholesky } from '../kernels/cholesky.ts';
import type { StandardBlocks } from './standard-blocks.ts';

export interface NormalEquations {
  readonly blocks: StandardBlocks;
  /** Centred target. */
  readonly target: Float64Array;
  readonly weights: Float64Array | null;
  /** λ of each feature, on the scaled columns. */
  readonly penalties: Float64Array;
  readonly tick: Tick;
}

/** Zᵀ W Z + penalties, lower triangle. */
function gramMatrix({ blocks, weights, penalties, tick }: NormalEquations): Float64Array {
  const size = blocks.size;
  const gram = new Float64Array(size * size);
  const scaled = new Float64Array(1024);
  blocks.forEach((block, from, to) => {
    const length = to - from;
    for (let j = 0; j < size; j++) {
      if ((j & 63) === 0) tick(from / blocks.rows);
      const column = block[j]!;
      for (let i = 0; i < length; i++) scaled[i] = (weights ? weights[from + i]! : 1) * column[i]!;
      for (let l = 0; l <= j; l++) {
        const other = block[l]!;
        let sum = 0;
        for (let i = 0; i < length; i++) sum += scaled[i]! * other[i]!;
        gram[j * size + l]! += sum;
      }
    }
  });
  penalties.forEach((penalty, j) => {
    gram[j * size + j]! += penalty;
  });
  return gram;
}

/** Zᵀ W (target − Z v) − penalties × v: zero at the solution. */
function descent(equations: NormalEquations, v: Float64Array): Float64Array {
  const { blocks, target, weights, penalties } = equations;
  const result = penalties.map((penalty, j) => -penalty * v[j]!);
  blocks.forEach((block, from, to) => {
    const residual = target.slice(from, to);
    block.forEach((column, j) => {
      const value = v[j]!;
      for (let i = 0; i < residual.length; i++) residual[i]! -= value * column[i]!;
    });
    if (weights) for (let i = 0; i < residual.length; i++) residual[i]! *= weights[from + i]!;
    block.forEach((column, j) => {
      let sum = 0;
      for (let i = 0; i < residual.length; i++) sum += residual[i]! * column[i]!;
      result[j]! += sum;
    });
  });
  return result;
}

/**
 * Ridge coefficients on the scaled columns by Cholesky, corrected twice from the residual of the data
 * so that little of the squared condition number is felt. Null when singular to working precision.
 * O(rows × features²).
 */
export function solveNormalEquations(equations: NormalEquations): Float64Array | null {
  const { blocks, tick } = equations;
  const factor = gramMatrix({ ...equations, tick: (f) => tick(0.7 * f) });
  const regular = factorCholesky(factor, blocks.size, {
    tolerance: 1e-11,
    tick: (f) => tick(0.7 + 0.2 * f),
  });
  if (!regular) return null;
  const v = new Float64Array(blocks.size);
  for (let pass = 0; pass < 3; pass++) {
    tick(0.9 + 0.03 * pass);
    const correction = solveCholesky(factor, descent(equations, v));
    for (let j = 0; j < v.length; j++) v[j]! += correction[j]!;
  }
  return v;
}
