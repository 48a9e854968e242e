import { createRng } from '../../base/rng.ts';
import { subTick } from '../../base/tick.ts';
import type { Matrix } from '../../table/matrix.ts';
import type { FitOptions, FitShape } from '../estimator.ts';
import type { LinearState } from '../states/linear.ts';
import { totalWeight, weightedMean } from '../weighted-moments.ts';
import { descendCoordinates } from './coordinate-descent.ts';
import { descentData } from './descent-data.ts';
import { solveRidge } from './solve-ridge.ts';
import { standardBlocks } from './standard-blocks.ts';

export interface ElasticNetParams {
  readonly alpha: number;
  readonly l1_ratio: number;
  readonly tol: number;
  readonly max_iter: number;
  readonly selection: 'cyclic' | 'random';
}

/** Bytes that a fit takes besides the matrix. */
export function elasticNetMemory({ rows, columns }: FitShape): number {
  const few = columns <= 2000 && columns <= rows;
  return 8 * (2 * rows + (few ? columns * columns + 1024 * columns : rows * columns));
}

/**
 * Minimises Σ weight × (y − xw − b)² / (2 Σ weight) + α (ρ ‖w‖₁ + (1 − ρ) ‖w‖² / 2), b free, by
 * coordinate descent to a duality gap of tol × the target's variance. ρ = 0 and α = 0 are solved exactly.
 */
export function fitElasticNet(
  x: Matrix,
  y: Float64Array,
  options: FitOptions<ElasticNetParams>,
): LinearState {
  const { weights, seed, tick, stopEarly } = options;
  const { alpha, l1_ratio, tol, max_iter, selection } = options.params;
  const total = totalWeight(x.rows, weights);
  const l2 = alpha * (1 - l1_ratio) * total;
  if (alpha * l1_ratio === 0) return solveRidge(x, y, { alpha: l2, weights, tick });
  const blocks = standardBlocks(x, weights);
  const centre = weightedMean(y, weights);
  const target = y.map((value) => value - centre);
  const data = descentData({ blocks, target, weights, tick: subTick(tick, 0, 0.5) });
  const coefficients = new Float64Array(blocks.size);
  const { converged, gap } = descendCoordinates(data, coefficients, {
    l1: alpha * l1_ratio * total,
    l2,
    tol,
    maxIterations: max_iter,
    rng: selection === 'random' ? createRng(seed) : undefined,
    tick: (iteration) => tick(1 - 0.5 / (1 + iteration / 50)),
    stopEarly,
  });
  const shift = coefficients.reduce((sum, value, j) => sum + value * blocks.means[j]!, 0);
  tick(1);
  const warning = `The coefficients are not yet at their optimum after ${max_iter} iterations: the duality gap is ${(gap / total).toPrecision(3)}. A larger alpha or more iterations help.`;
  return {
    kind: 'linear',
    coefficients: [coefficients],
    intercepts: Float64Array.of(centre - shift),
    means: blocks.means,
    ...(converged ? {} : { warnings: [warning] }),
  };
}
