import type { Rng } from '../../base/rng.ts';
import type { Tick } from '../../base/tick.ts';
import type { RowLoss } from './sgd-losses.ts';
import type { SgdParams } from './sgd-params.ts';

export interface SgdProblem {
  /** Row after row. */
  readonly rows: Float64Array;
  readonly size: number;
  readonly y: Float64Array;
  readonly weights: Float64Array | null;
  readonly loss: RowLoss;
  readonly params: SgdParams & {
    readonly learning_rate: Exclude<SgdParams['learning_rate'], 'auto'>;
  };
  readonly rng: Rng;
  readonly tick: Tick;
  readonly stopEarly?: (() => boolean) | undefined;
}

export interface SgdFit {
  readonly coefficients: Float64Array;
  readonly intercept: number;
  /** False where it went on lowering the loss until the last epoch. */
  readonly converged: boolean;
  readonly finite: boolean;
}

/** Epochs without a better loss that end the training, or a fifth of the rate where that adapts. */
const patience = 5;
const steepest = 1e12;
/** A loss so many times the one of all zeros comes of steps that are too long. */
const mostGrowth = 100;

/** Bottou's guess at where the optimal rate 1 / (α (t₀ + t)) should start. */
function optimalStart(alpha: number, loss: RowLoss): number {
  const typical = Math.sqrt(1 / Math.sqrt(alpha));
  const first = typical / Math.max(1, loss.slope(-typical, 1));
  return 1 / (first * alpha);
}

function clip(value: number, limit: number): number {
  return Math.max(-limit, Math.min(limit, value));
}

function shares({ penalty, l1_ratio }: SgdParams): { l1: number; l2: number } {
  if (penalty === 'none') return { l1: 0, l2: 0 };
  const l1 = penalty === 'l1' ? 1 : penalty === 'l2' ? 0 : l1_ratio;
  return { l1, l2: 1 - l1 };
}

/** Pulls coefficients towards 0 by what they have not yet been pulled (Tsuruoka, Tsujii & Ananiadou 2009). */
function pull(w: Float64Array, pulled: Float64Array, owed: number): void {
  for (let j = 0; j < w.length; j++) {
    const before = w[j]!;
    if (before > 0) w[j] = Math.max(0, before - (owed + pulled[j]!));
    else if (before < 0) w[j] = Math.min(0, before + (owed - pulled[j]!));
    pulled[j]! += w[j]! - before;
  }
}

/**
 * Stochastic gradient descent on mean loss + α penalty, a row a step in an order drawn anew each epoch:
 * scikit-learn's plain_sgd (Bottou 2012). O(rows × features) an epoch.
 */
export function descendStochastic(problem: SgdProblem): SgdFit {
  const { rows, size, y, weights, loss, params, rng, tick, stopEarly } = problem;
  const { alpha, learning_rate, eta0, power_t, average, max_iter, tol } = params;
  const { l1, l2 } = shares(params);
  const w = new Float64Array(size);
  const pulled = new Float64Array(size);
  const mean = average ? new Float64Array(size) : null;
  const order = Int32Array.from({ length: y.length }, (_, i) => i);
  const t0 = learning_rate === 'optimal' ? optimalStart(Math.max(alpha, 1e-12), loss) : 0;
  let [intercept, meanIntercept, owed, step, best, idle, converged] = [
    0,
    0,
    0,
    eta0,
    Infinity,
    0,
    false,
  ];
  let t = 1;
  const atStart = y.reduce(
    (sum, target, i) => sum + (weights?.[i] ?? 1) * loss.value(0, target),
    0,
  );
  for (let epoch = 0; epoch < max_iter && !converged; epoch++) {
    rng.shuffle(order);
    let total = 0;
    for (let i = 0; i < order.length; i++) {
      if ((i & 4095) === 0) tick(1 - 1 / (1 + (epoch + i / order.length) / 10));
      const row = order[i]!;
      const start = row * size;
      let margin = intercept;
      for (let j = 0; j < size; j++) margin += w[j]! * rows[start + j]!;
      if (learning_rate === 'optimal') step = 1 / (Math.max(alpha, 1e-12) * (t0 + t - 1));
      else if (learning_rate === 'invscaling') step = eta0 / t ** power_t;
      const weight = weights ? weights[row]! : 1;
      total += weight * loss.value(margin, y[row]!);
      const update = -step * weight * clip(loss.slope(margin, y[row]!), steepest);
      const decay = l2 > 0 ? Math.max(0, 1 - l2 * step * alpha) : 1;
      for (let j = 0; j < size; j++) w[j] = w[j]! * decay + update * rows[start + j]!;
      intercept += update;
      if (l1 > 0) {
        owed += l1 * step * alpha;
        pull(w, pulled, owed);
      }
      if (mean) {
        for (let j = 0; j < size; j++) mean[j]! += (w[j]! - mean[j]!) / t;
        meanIntercept += (intercept - meanIntercept) / t;
      }
      t++;
    }
    const astray = learning_rate !== 'optimal' && total > mostGrowth * atStart;
    if (!Number.isFinite(total + intercept) || astray) {
      return { coefficients: w, intercept, converged: false, finite: false };
    }
    idle = total > best - tol * y.length ? idle + 1 : 0;
    best = Math.min(best, total);
    if (idle >= patience) {
      if (learning_rate === 'adaptive' && step > 1e-6) [step, idle] = [step / 5, 0];
      else converged = true;
    }
    if (stopEarly?.()) converged = true;
  }
  const finite = w.every((value) => Number.isFinite(value));
  return {
    coefficients: mean ?? w,
    intercept: mean ? meanIntercept : intercept,
    converged,
    finite,
  };
}
