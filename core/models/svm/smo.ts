import type { Tick } from '../../base/tick.ts';

/**
 * Minimise ½ αᵀQα + pᵀα with yᵀα as it is at the start and 0 ≤ α ≤ C, where y is ±1.
 * The arrays have one entry a variable.
 */
export interface QuadraticProblem {
  readonly y: Int8Array;
  readonly p: Float64Array;
  /** Upper bounds, above 0. */
  readonly bounds: Float64Array;
  /** A feasible start. */
  readonly alpha: Float64Array;
  /** Q(i, i). */
  readonly diagonal: Float64Array;
  /** Q(i, ·); two of them are held at a time. */
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
const inside = 0;
const atLower = 1;
const atUpper = 2;

/**
 * Sequential minimal optimisation with second-order choice of the pair (Fan, Chen & Lin 2005) and
 * shrinking: the solver of LIBSVM. Variables that are at a bound and sure to stay there are left out
 * until the rest is solved.
 */
export function solveQuadratic(problem: QuadraticProblem, options: SmoOptions): QuadraticSolution {
  const { y, p, bounds, diagonal } = problem;
  const { tolerance, tick } = options;
  const size = y.length;
  const alpha = problem.alpha.slice();
  const gradient = p.slice();
  const status = new Uint8Array(size);
  const active = Int32Array.from({ length: size }, (_, i) => i);
  const isActive = new Uint8Array(size).fill(1);
  let activeSize = size;
  let unshrunk = false;
  // What the last choice of a pair found.
  let first = -1;
  let second = -1;
  let violation = Infinity;

  function setStatus(i: number): void {
    status[i] = alpha[i]! >= bounds[i]! ? atUpper : alpha[i]! <= 0 ? atLower : inside;
  }

  function addRows(): void {
    for (let i = 0; i < size; i++) {
      setStatus(i);
      if (alpha[i] === 0) continue;
      const row = problem.row(i);
      for (let k = 0; k < size; k++) gradient[k]! += alpha[i]! * row[k]!;
    }
  }

  /** The variable that gains most per unit along the constraint. */
  function chooseFirst(): number {
    let most = -Infinity;
    first = -1;
    for (let at = 0; at < activeSize; at++) {
      const t = active[at]!;
      const up = y[t] === 1 ? status[t] !== atUpper : status[t] !== atLower;
      if (!up) continue;
      const gain = y[t] === 1 ? -gradient[t]! : gradient[t]!;
      if (gain < most) continue;
      most = gain;
      first = t;
    }
    return most;
  }

  /** Chooses the pair; false when none violates the conditions by more than the tolerance. */
  function choosePair(): boolean {
    const most = chooseFirst();
    second = -1;
    if (first < 0) return false;
    const row = problem.row(first);
    const own = diagonal[first]!;
    const sign = 2 * y[first]!;
    let other = -Infinity;
    let best = Infinity;
    for (let at = 0; at < activeSize; at++) {
      const t = active[at]!;
      const label = y[t]!;
      const down = label === 1 ? status[t] !== atLower : status[t] !== atUpper;
      if (!down) continue;
      const loss = label * gradient[t]!;
      if (loss > other) other = loss;
      const gap = most + loss;
      if (gap <= 0) continue;
      const curvature = own + diagonal[t]! - sign * label * row[t]!;
      const drop = -(gap * gap) / (curvature > 0 ? curvature : tau);
      if (drop > best) continue;
      best = drop;
      second = t;
    }
    violation = most + other;
    return violation >= tolerance && second >= 0;
  }

  /** Moves the pair to its optimum within the box; true when it moved. */
  function movePair(): void {
    const i = first;
    const j = second;
    const rowI = problem.row(i);
    const rowJ = problem.row(j);
    const [oldI, oldJ] = [alpha[i]!, alpha[j]!];
    const opposite = y[i] !== y[j];
    const raw = diagonal[i]! + diagonal[j]! + (opposite ? 2 : -2) * rowI[j]!;
    const curvature = raw > 0 ? raw : tau;
    if (opposite) {
      const step = (-gradient[i]! - gradient[j]!) / curvature;
      const gap = oldI - oldJ;
      // α_i − α_j = gap is kept: α_i lies in [max(0, gap), min(C_i, C_j + gap)].
      const moved = Math.min(Math.max(oldI + step, 0, gap), bounds[i]!, bounds[j]! + gap);
      alpha[i] = moved;
      alpha[j] = moved - gap;
      if (moved === bounds[j]! + gap) alpha[j] = bounds[j]!;
    } else {
      const step = (gradient[i]! - gradient[j]!) / curvature;
      const sum = oldI + oldJ;
      const moved = Math.min(Math.max(oldI - step, 0, sum - bounds[j]!), bounds[i]!, sum);
      alpha[i] = moved;
      alpha[j] = sum - moved;
      if (moved === sum - bounds[j]!) alpha[j] = bounds[j]!;
    }
    const stepI = alpha[i]! - oldI;
    const stepJ = alpha[j]! - oldJ;
    for (let at = 0; at < activeSize; at++) {
      const k = active[at]!;
      gradient[k]! += rowI[k]! * stepI + rowJ[k]! * stepJ;
    }
    setStatus(i);
    setStatus(j);
  }

  /** Gradients of what was left out, from the variables that are not 0. */
  function unshrink(): void {
    if (activeSize === size) return;
    const left = Int32Array.from({ length: size }, (_, i) => i).filter((i) => isActive[i] === 0);
    for (const k of left) gradient[k] = p[k]!;
    for (let i = 0; i < size; i++) {
      if (alpha[i] === 0) continue;
      const row = problem.row(i);
      const value = alpha[i]!;
      for (const k of left) gradient[k]! += value * row[k]!;
    }
    for (let i = 0; i < size; i++) active[i] = i;
    isActive.fill(1);
    activeSize = size;
  }

  function shrink(): void {
    let up = -Infinity;
    let down = -Infinity;
    for (let at = 0; at < activeSize; at++) {
      const t = active[at]!;
      const value = y[t]! * gradient[t]!;
      const [low, high] = y[t] === 1 ? [atLower, atUpper] : [atUpper, atLower];
      if (status[t] !== high) up = Math.max(up, -value);
      if (status[t] !== low) down = Math.max(down, value);
    }
    if (!unshrunk && up + down <= tolerance * 10) {
      unshrunk = true;
      unshrink();
    }
    let kept = 0;
    for (let at = 0; at < activeSize; at++) {
      const t = active[at]!;
      const [plus, minus] = y[t] === 1 ? [up, down] : [down, up];
      const leave =
        (status[t] === atUpper && -gradient[t]! > plus) ||
        (status[t] === atLower && gradient[t]! > minus);
      if (leave) isActive[t] = 0;
      else active[kept++] = t;
    }
    activeSize = kept;
  }

  function rho(): number {
    let high = Infinity;
    let low = -Infinity;
    let sum = 0;
    let free = 0;
    for (let i = 0; i < size; i++) {
      const value = y[i]! * gradient[i]!;
      if (status[i] === inside) {
        sum += value;
        free++;
      } else if ((status[i] === atUpper) === (y[i] === 1)) low = Math.max(low, value);
      else high = Math.min(high, value);
    }
    if (free > 0) return sum / free;
    if (high === Infinity) return low === -Infinity ? 0 : low;
    return low === -Infinity ? high : (high + low) / 2;
  }

  addRows();
  const most = options.maxIterations ?? Math.max(10_000_000, 100 * size);
  const period = Math.min(size, 1000);
  let untilShrink = period;
  let widest = 0;
  let progress = 0;
  let iterations = 0;
  for (; iterations < most; iterations++) {
    if ((iterations & 255) === 0) {
      tick(progress);
      if (iterations > 0 && options.stopEarly?.()) break;
    }
    if (--untilShrink <= 0) {
      untilShrink = period;
      shrink();
    }
    if (!choosePair()) {
      if (activeSize === size) break;
      unshrink();
      untilShrink = 1;
      if (!choosePair()) break;
    }
    widest = Math.max(widest, violation);
    const done = Math.log(widest / violation) / Math.log(Math.max(widest / tolerance, 2));
    progress = Math.max(progress, Math.min(done, 0.99));
    movePair();
  }
  unshrink();
  const objective = alpha.reduce((sum, value, i) => sum + (value * (gradient[i]! + p[i]!)) / 2, 0);
  return { alpha, rho: rho(), objective, iterations };
}
