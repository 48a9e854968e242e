import type { Tick } from '../../base/tick.ts';

/**
 * Minimise ½ αᵀQα + pᵀα with yᵀα as it is at the start and 0 ≤ α ≤ C, where Q = y yᵀ ∘ K and y is ±1.
 * Variables may share a row of K: variable i has row `base(i)` = i modulo the points.
 */
export interface QuadraticProblem {
  readonly y: Int8Array;
  readonly p: Float64Array;
  /** Upper bounds, above 0. */
  readonly bounds: Float64Array;
  /** A feasible start. */
  readonly alpha: Float64Array;
  readonly kernel: KernelRows;
}

/** Rows of K, one a point. */
export interface KernelRows {
  /** Points; the variables are once or twice as many. */
  readonly count: number;
  /** K(i, i). */
  readonly diagonal: Float64Array;
  /** K(i, ·); two of them are held at a time. */
  row(i: number): Float32Array;
}

export interface SmoOptions {
  /** Largest violation of the optimality conditions that is left; LIBSVM's epsilon. */
  readonly tolerance: number;
  readonly maxIterations?: number;
  readonly tick: Tick;
  readonly stopEarly?: (() => boolean) | undefined;
}

export interface QuadraticSolution {
  readonly alpha: Float64Array;
  /** The decision function is Σ y α K − ρ. */
  readonly rho: number;
  readonly objective: number;
  readonly iterations: number;
}

/** Least curvature: of directions that have none, as LIBSVM. */
const tau = 1e-12;
/** Ways y α may still go. */
const up = 1;
const down = 2;

/**
 * Sequential minimal optimisation with second-order choice of the pair (Fan, Chen & Lin 2005) and
 * shrinking: the solver of LIBSVM. Variables that are at a bound and sure to stay there are left out
 * until the rest is solved. Gradients are kept times y: `slope` is how the loss grows with y α.
 */
export function solveQuadratic(problem: QuadraticProblem, options: SmoOptions): QuadraticSolution {
  const { y, p, bounds, kernel } = problem;
  const { tolerance, tick } = options;
  const { count: points, diagonal } = kernel;
  const size = y.length;
  const alpha = problem.alpha.slice();
  const slope = p.map((value, i) => y[i]! * value);
  const ways = new Uint8Array(size);
  const active = Int32Array.from({ length: size }, (_, i) => i);
  const isActive = new Uint8Array(size).fill(1);
  const baseOf = (variable: number) => (variable < points ? variable : variable - points);
  let activeSize = size;
  let unshrunk = false;
  let progress = 0;
  // The variable with most to gain going up and how much; the one to go down for it; what is violated.
  let first = -1;
  let most = -Infinity;
  let second = -1;
  let violation = Infinity;

  function setWays(i: number): void {
    const rises = alpha[i]! < bounds[i]!;
    const falls = alpha[i]! > 0;
    ways[i] =
      y[i] === 1 ? (rises ? up : 0) | (falls ? down : 0) : (rises ? down : 0) | (falls ? up : 0);
  }

  /** Slopes of some variables from those that are not 0; every row may have to be worked out again. */
  function addRows(variables: Int32Array): void {
    for (const k of variables) slope[k] = y[k]! * p[k]!;
    for (let i = 0; i < size; i++) {
      if (alpha[i] === 0) continue;
      tick(progress);
      const row = kernel.row(baseOf(i));
      const value = y[i]! * alpha[i]!;
      for (const k of variables) slope[k]! += value * row[baseOf(k)]!;
    }
  }

  function chooseFirst(): void {
    most = -Infinity;
    first = -1;
    for (let at = 0; at < activeSize; at++) {
      const t = active[at]!;
      if ((ways[t]! & up) === 0 || -slope[t]! < most) continue;
      most = -slope[t]!;
      first = t;
    }
  }

  /** Chooses what goes down for the first; false when no pair violates the conditions enough. */
  function chooseSecond(): boolean {
    second = -1;
    if (first < 0) return false;
    const row = kernel.row(baseOf(first));
    const own = diagonal[baseOf(first)]!;
    const gain = most;
    let steepest = -Infinity;
    let best = 0;
    let chosen = -1;
    for (let at = 0; at < activeSize; at++) {
      const t = active[at]!;
      if ((ways[t]! & down) === 0) continue;
      const loss = slope[t]!;
      if (loss > steepest) steepest = loss;
      const gap = gain + loss;
      if (gap <= 0) continue;
      const base = t < points ? t : t - points;
      const curvature = own + diagonal[base]! - 2 * row[base]!;
      const drop = (gap * gap) / (curvature > 0 ? curvature : tau);
      if (drop < best) continue;
      best = drop;
      chosen = t;
    }
    second = chosen;
    violation = gain + steepest;
    return violation >= tolerance && second >= 0;
  }

  /** Moves the pair to its optimum within the box, and chooses the next first while slopes change. */
  function movePair(): void {
    const i = first;
    const j = second;
    const rowI = kernel.row(baseOf(i));
    const rowJ = kernel.row(baseOf(j));
    const raw = diagonal[baseOf(i)]! + diagonal[baseOf(j)]! - 2 * rowI[baseOf(j)]!;
    const room = y[i] === 1 ? bounds[i]! - alpha[i]! : alpha[i]!;
    const roomBelow = y[j] === 1 ? alpha[j]! : bounds[j]! - alpha[j]!;
    const wanted = (most + slope[j]!) / (raw > 0 ? raw : tau);
    const step = Math.min(wanted, room, roomBelow);
    if (step === room) alpha[i] = y[i] === 1 ? bounds[i]! : 0;
    else alpha[i]! += y[i]! * step;
    if (step === roomBelow) alpha[j] = y[j] === 1 ? 0 : bounds[j]!;
    else alpha[j]! -= y[j]! * step;
    setWays(i);
    setWays(j);
    let highest = -Infinity;
    let next = -1;
    for (let at = 0; at < activeSize; at++) {
      const t = active[at]!;
      const base = t < points ? t : t - points;
      const moved = slope[t]! + step * (rowI[base]! - rowJ[base]!);
      slope[t] = moved;
      if ((ways[t]! & up) === 0 || -moved < highest) continue;
      highest = -moved;
      next = t;
    }
    most = highest;
    first = next;
  }

  function unshrink(): void {
    if (activeSize === size) return;
    addRows(Int32Array.from(active.keys()).filter((i) => isActive[i] === 0));
    for (let i = 0; i < size; i++) active[i] = i;
    isActive.fill(1);
    activeSize = size;
    chooseFirst();
  }

  function shrink(): void {
    let steepest = -Infinity;
    for (let at = 0; at < activeSize; at++) {
      const t = active[at]!;
      if ((ways[t]! & down) !== 0) steepest = Math.max(steepest, slope[t]!);
    }
    if (!unshrunk && most + steepest <= tolerance * 10) {
      unshrunk = true;
      unshrink();
    }
    let kept = 0;
    for (let at = 0; at < activeSize; at++) {
      const t = active[at]!;
      const leave =
        (ways[t] === down && -slope[t]! > most) || (ways[t] === up && slope[t]! > steepest);
      if (leave) isActive[t] = 0;
      else active[kept++] = t;
    }
    activeSize = kept;
    chooseFirst();
  }

  function rho(): number {
    let high = Infinity;
    let low = -Infinity;
    let sum = 0;
    let free = 0;
    for (let i = 0; i < size; i++) {
      const value = slope[i]!;
      if (ways[i] === (up | down)) {
        sum += value;
        free++;
      } else if (ways[i] === down) low = Math.max(low, value);
      else high = Math.min(high, value);
    }
    if (free > 0) return sum / free;
    if (high === Infinity) return low === -Infinity ? 0 : low;
    return low === -Infinity ? high : (high + low) / 2;
  }

  for (let i = 0; i < size; i++) setWays(i);
  addRows(active.slice());
  chooseFirst();
  const mostIterations = options.maxIterations ?? Math.max(10_000_000, 100 * size);
  const period = Math.min(size, 1000);
  // Often enough to cancel within a second, a million variables or a hundred.
  const tickPeriod = Math.max(1, Math.min(256, Math.floor(2 ** 20 / size)));
  let untilShrink = period;
  let widest = 0;
  let iterations = 0;
  for (; iterations < mostIterations; iterations++) {
    if (iterations % tickPeriod === 0) {
      tick(progress);
      if (iterations > 0 && options.stopEarly?.()) break;
    }
    if (--untilShrink <= 0) {
      untilShrink = period;
      shrink();
    }
    if (!chooseSecond()) {
      if (activeSize === size) break;
      unshrink();
      untilShrink = 1;
      if (!chooseSecond()) break;
    }
    widest = Math.max(widest, violation);
    const done = Math.log(widest / violation) / Math.log(Math.max(widest / tolerance, 2));
    progress = Math.max(progress, Math.min(done, 0.99));
    movePair();
  }
  unshrink();
  const objective = alpha.reduce(
    (sum, value, i) => sum + (value * (y[i]! * slope[i]! + p[i]!)) / 2,
    0,
  );
  return { alpha, rho: rho(), objective, iterations };
}
