import type { Tick } from '../../base/tick.ts';
import type { Evaluated } from './logistic-objective.ts';

const memory = 20;
const maxIterations = 5000;

interface Pair {
  readonly s: Float64Array;
  readonly y: Float64Array;
  readonly rho: number;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function addScaled(target: Float64Array, scale: number, source: Float64Array): void {
  for (let i = 0; i < target.length; i++) target[i]! += scale * source[i]!;
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** The two-loop recursion: −H g for the inverse Hessian that the pairs stand for. */
function searchDirection(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
  const q = gradient.map((value) => -value);
  const alphas: number[] = [];
  for (const { s, y, rho } of pairs.toReversed()) {
    const alpha = rho * dot(s, q);
    alphas.unshift(alpha);
    addScaled(q, -alpha, y);
  }
  const last = pairs.at(-1);
  if (last) {
    const gamma = 1 / (last.rho * dot(last.y, last.y));
    for (let i = 0; i < q.length; i++) q[i]! *= gamma;
  }
  pairs.forEach(({ s, y, rho }, i) => addScaled(q, alphas[i]! - rho * dot(y, q), s));
  return q;
}

/**
 * Minimises a smooth convex function by limited-memory BFGS (Liu & Nocedal 1989) with a backtracking
 * search, until no gradient entry is above 1e-9 of the largest at the start, or nothing improves.
 */
export function minimiseLbfgs(
  evaluate: (theta: Float64Array, tick: Tick) => Evaluated,
  size: number,
  tick: Tick,
): Float64Array {
  let theta = new Float64Array(size);
  let current = evaluate(theta, tick);
  const target = 1e-9 * largest(current.gradient);
  const pairs: Pair[] = [];
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    if (largest(current.gradient) <= target) break;
    const progress = () => tick(1 - 1 / (1 + iteration / 20));
    const direction = searchDirection(current.gradient, pairs);
    const slope = dot(current.gradient, direction);
    let step = pairs.length > 0 ? 1 : Math.min(1, 1 / largest(current.gradient));
    let next = theta;
    let found: Evaluated | null = null;
    for (; step > 1e-14 && !found; step /= 2) {
      next = Float64Array.from(theta);
      addScaled(next, step, direction);
      const trial = evaluate(next, progress);
      if (trial.value <= current.value + 1e-4 * step * slope) found = trial;
    }
    if (!found) {
      if (pairs.length === 0) break;
      pairs.length = 0;
      continue;
    }
    const s = next.map((value, i) => value - theta[i]!);
    const y = found.gradient.map((value, i) => value - current.gradient[i]!);
    const curvature = dot(s, y);
    if (curvature > 1e-14 * dot(y, y)) pairs.push({ s, y, rho: 1 / curvature });
    if (pairs.length > memory) pairs.shift();
    theta = next;
    current = found;
  }
  return theta;
}
