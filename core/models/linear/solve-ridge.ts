import type { Tick } from '../../base/tick.ts';
import type { Matrix } from '../../table/matrix.ts';
import type { FitShape } from '../estimator.ts';
import type { LinearState } from '../states/linear.ts';
import { weightedMean } from '../weighted-moments.ts';
import { solveNormalEquations } from './normal-equations.ts';
import { solveLeastNorm } from './pseudo-inverse.ts';
import { blockRows, standardBlocks } from './standard-blocks.ts';

/**
 * Minimises Σ weight × (y − xw − b)² + α ‖w‖², b free. Where columns depend on one another and α is 0,
 * the solution of least norm.
 */
export function solveRidge(
  x: Matrix,
  y: Float64Array,
  { alpha, weights, tick }: { alpha: number; weights: Float64Array | null; tick: Tick },
): LinearState {
  const blocks = standardBlocks(x, weights);
  const centre = weightedMean(y, weights);
  const target = y.map((value) => value - centre);
  const penalties = blocks.scales.map((scale) => alpha / (scale * scale));
  const wide = isWide(blocks.rows, blocks.size);
  const scaled = wide ? null : solveNormalEquations({ blocks, target, weights, penalties, tick });
  const coefficients = scaled
    ? scaled.map((value, j) => value / blocks.scales[j]!)
    : solveLeastNorm({ blocks, target, weights, alpha });
  const shift = coefficients.reduce((sum, value, j) => sum + value * blocks.means[j]!, 0);
  tick(1);
  return {
    kind: 'linear',
    coefficients: [coefficients],
    intercepts: Float64Array.of(centre - shift),
    means: blocks.means,
  };
}

/** More columns than rows, and few enough rows to decompose the data themselves. */
function isWide(rows: number, columns: number): boolean {
  return columns > rows && rows * rows * columns <= 5e8;
}

/** Bytes that solveRidge takes besides the matrix. */
export function ridgeMemory({ rows, columns }: FitShape): number {
  const work = isWide(rows, columns) ? 5 * rows * columns : 3 * columns * columns;
  return 8 * (2 * rows + work + Math.min(rows, blockRows) * columns);
}
