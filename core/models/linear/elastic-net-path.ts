import { noTick, subTick, type Tick } from '../../base/tick.ts';
import type { Matrix } from '../../table/matrix.ts';
import { totalWeight, weightedMean } from '../weighted-moments.ts';
import { descendCoordinates } from './coordinate-descent.ts';
import { descentData } from './descent-data.ts';
import { standardBlocks } from './standard-blocks.ts';

export interface PathOptions {
  /** Share of L1 in the penalty. */
  readonly l1_ratio: number;
  /** Penalties to fit, in any order; default: `n_alphas` from the least that gives all zeros down to `eps` of it. */
  readonly alphas?: readonly number[];
  readonly n_alphas?: number;
  readonly eps?: number;
  readonly weights?: Float64Array | null;
  readonly tol?: number;
  readonly maxIterations?: number;
  readonly tick?: Tick;
}

export interface ElasticNetPath {
  /** Descending. */
  readonly alphas: Float64Array;
  /** [alpha][feature]. */
  readonly coefficients: readonly Float64Array[];
  readonly intercepts: Float64Array;
  /** Duality gaps of mean squared error / 2 plus penalty, the function that is minimised. */
  readonly gaps: Float64Array;
}

/**
 * Elastic net coefficients for many penalties, each started from the one before: scikit-learn's enet_path
 * on centred data. l1_ratio 1 is the lasso; for 0 give `alphas`.
 */
export function elasticNetPath(x: Matrix, y: Float64Array, options: PathOptions): ElasticNetPath {
  const { l1_ratio, weights = null, tol = 1e-6, maxIterations = 10_000, tick = noTick } = options;
  const blocks = standardBlocks(x, weights);
  const centre = weightedMean(y, weights);
  const target = y.map((value) => value - centre);
  const total = totalWeight(x.rows, weights);
  const data = descentData({ blocks, target, weights, tick: subTick(tick, 0, 0.3) });
  const w = new Float64Array(blocks.size);
  const alphas = options.alphas
    ? Float64Array.from(options.alphas).sort().reverse()
    : alphaGrid(data.state(w).slopes, { ...options, total });
  const coefficients: Float64Array[] = [];
  const gaps = new Float64Array(alphas.length);
  const intercepts = new Float64Array(alphas.length);
  alphas.forEach((alpha, a) => {
    const report = subTick(
      tick,
      0.3 + (0.7 * a) / alphas.length,
      0.3 + (0.7 * (a + 1)) / alphas.length,
    );
    const { gap } = descendCoordinates(data, w, {
      l1: alpha * l1_ratio * total,
      l2: alpha * (1 - l1_ratio) * total,
      tol,
      maxIterations,
      tick: (iteration) => report(1 - 1 / (1 + iteration / 50)),
    });
    coefficients.push(Float64Array.from(w));
    intercepts[a] = centre - w.reduce((sum, value, j) => sum + value * blocks.means[j]!, 0);
    gaps[a] = gap / total;
  });
  tick(1);
  return { alphas, coefficients, intercepts, gaps };
}

function alphaGrid(
  slopes: Float64Array,
  { l1_ratio, n_alphas = 100, eps = 1e-3, total }: PathOptions & { total: number },
): Float64Array {
  let steepest = 0;
  for (const slope of slopes) steepest = Math.max(steepest, Math.abs(slope));
  const highest = steepest / (total * Math.max(l1_ratio, 1e-3));
  return Float64Array.from({ length: n_alphas }, (_, i) =>
    n_alphas === 1 ? highest : highest * eps ** (i / (n_alphas - 1)),
  );
}
