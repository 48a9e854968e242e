import type { Rng } from '../../base/rng.ts';

/**
 * ½ ‖y − Xw‖² + λ₁ ‖w‖₁ + ½ λ₂ ‖w‖² as a coordinate descent sees it. The residual is kept, or where columns
 * are few the slopes Xᵀ(y − Xw) are, from the Gram matrix.
 */
export interface DescentData {
  readonly size: number;
  /** ‖x_j‖². */
  readonly norms: Float64Array;
  /** ‖y‖². */
  readonly targetNorm: number;
  /** x_jᵀ(y − Xw). */
  slope(j: number): number;
  /** Notes that w_j grew by `step`. */
  move(j: number, step: number): void;
  /** All slopes, ‖y − Xw‖² and (y − Xw)ᵀy. */
  state(w: Float64Array): { slopes: Float64Array; residualNorm: number; residualTarget: number };
}

export interface DescentPenalty {
  readonly l1: number;
  readonly l2: number;
}

export interface DescentOptions extends DescentPenalty {
  /** Ends once the duality gap is at most tol × ‖y‖². */
  readonly tol: number;
  readonly maxIterations: number;
  /** Coordinates in random order; cyclic without. */
  readonly rng?: Rng | undefined;
  readonly tick: (iteration: number) => void;
  readonly stopEarly?: (() => boolean) | undefined;
}

function softThreshold(value: number, threshold: number): number {
  if (value > threshold) return value - threshold;
  return value < -threshold ? value + threshold : 0;
}

/** Upper bound of how far the objective is above its least value, as scikit-learn computes it. */
export function dualityGap(data: DescentData, w: Float64Array, { l1, l2 }: DescentPenalty): number {
  const { slopes, residualNorm, residualTarget } = data.state(w);
  let squares = 0;
  let absolute = 0;
  let steepest = 0;
  let slopeNorm = 0;
  for (let j = 0; j < w.length; j++) {
    squares += w[j]! * w[j]!;
    absolute += Math.abs(w[j]!);
    slopeNorm += slopes[j]! * slopes[j]!;
    steepest = Math.max(steepest, Math.abs(slopes[j]! - l2 * w[j]!));
  }
  if (l1 === 0 && l2 === 0) return slopeNorm;
  if (l1 === 0) return residualNorm + (l2 / 2) * squares - residualTarget + slopeNorm / (2 * l2);
  const shrink = steepest > l1 ? l1 / steepest : 1;
  return (
    (residualNorm / 2) * (1 + shrink * shrink) +
    l1 * absolute -
    shrink * residualTarget +
    (l2 / 2) * (1 + shrink * shrink) * squares
  );
}

/** Sweeps between two looks at the gap, which costs as much as a sweep. */
const sweepsPerGap = 5;

/**
 * Minimises over w, from the w given and in place, one coordinate at a time (Friedman, Hastie & Tibshirani
 * 2010). Sweeps over the coordinates that are not 0 come between full ones.
 */
export function descendCoordinates(
  data: DescentData,
  w: Float64Array,
  options: DescentOptions,
): { gap: number; iterations: number; converged: boolean } {
  const { l1, l2, tol, maxIterations, rng, tick, stopEarly } = options;
  const limit = tol * data.targetNorm;
  const order = Int32Array.from({ length: data.size }, (_, j) => j);
  const sweep = (activeOnly: boolean): number => {
    let largest = 0;
    rng?.shuffle(order);
    for (const j of order) {
      const norm = data.norms[j]!;
      const before = w[j]!;
      if (norm === 0 || (activeOnly && before === 0)) continue;
      const after = softThreshold(data.slope(j) + norm * before, l1) / (norm + l2);
      if (after === before) continue;
      w[j] = after;
      data.move(j, after - before);
      largest = Math.max(largest, (norm + l2) * (after - before) ** 2);
    }
    return largest;
  };
  let gap = dualityGap(data, w, options);
  let iterations = 0;
  while (gap > limit && iterations < maxIterations) {
    tick(iterations);
    const first = sweep(false);
    iterations++;
    for (let i = 1; i < sweepsPerGap && iterations < maxIterations; i++, iterations++) {
      if (sweep(true) <= 1e-4 * first) break;
    }
    gap = dualityGap(data, w, options);
    if (first === 0 || stopEarly?.()) break;
  }
  return { gap, iterations, converged: gap <= limit || !(iterations >= maxIterations) };
}
