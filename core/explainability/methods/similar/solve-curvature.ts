import { AppError } from '../../../base/app-error.ts';
import type { Tick } from '../../../base/tick.ts';
import { factorCholesky, solveCholesky } from '../../../models/kernels/cholesky.ts';

/** Share of each column's own curvature that is added, so that columns that repeat each other do no harm. */
const jitter = 1e-10;

/**
 * H⁻¹ b of a symmetric, positive semidefinite H (row-major, size × size), which is overwritten.
 * UNSUPPORTED where H is singular beyond repair.
 */
export function solveCurvature(
  hessian: Float64Array,
  right: Float64Array,
  tick: Tick,
): Float64Array {
  const size = right.length;
  for (let a = 0; a < size; a++) {
    const own = hessian[a * size + a]!;
    hessian[a * size + a] = own + jitter * (own > 0 ? own : 1);
  }
  if (factorCholesky(hessian, size, { tick })) return solveCholesky(hessian, right);
  throw new AppError('UNSUPPORTED', 'The columns determine each other: influence has no value.', {
    path: 'method',
    hint: 'Ask for nearest, or train without columns that repeat others',
  });
}
