import type { Tick } from '../../base/tick.ts';
import type { Evaluated } from './logistic-objective.ts';

const memory = 20;
const maxIterations = 500;
/** So many steps in a row that lower the value by less than this share of it end the search. */
const stalledShare = 1e-11;
const mostStalled = 5;

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

/** The two-loop recursion: −H g for the inverse Hessian that the pairs and the diagonal stand for. */
function searchDirection(
  gradient: Float64Array,
  pairs: readonly Pair[],
  diagonal: Float64Array,
): Float64Array {
  const q = gradient.map((value) => -value);
  const alphas: number[] = [];
  for (const { s, y, rho } of pairs.toReversed()) {
    const alpha = rho * dot(s, q);
    alphas.unshift(alpha);
    addScaled(q, -alpha, y);
  }
  for (let i = 0; i < q.length; i++) q[i]! /= diagonal[i]!;
  const last = pairs.at(-1);
  if (last) {
    const preconditioned = last.y.map((value, i) => value / diagonal[i]!);
    const gamma = 1 / (last.rho * dot(last.y, preconditioned));
    for (let i = 0; i < q.length; i++) q[i]! *= gamma;
  }
  pairs.forEach(({ s, y, rho }, i) => addScaled(q, alphas[i]! - rho * dot(y, q), s));
  return q;
}

interface Step {
  readonly theta: Float64Array;
  readonly at: Evaluated;
}

/**
 * Backtracks to a point that is enough lower (Armijo). Where values differ by rounding only, a point whose
 * slope along the direction has shrunk will do (Hager & Zhang 2005); else null.
 */
function searchLine(
  evaluate: (theta: Float64Array) => Evaluated,
  from: Step,
  direction: Float64Array,
): Step | null {
  const slope = dot(from.at.gradient, direction);
  const noise = 1e-12 * Math.abs(from.at.value);
  for (let step = 1; step > 1e-8; step /= 2) {
    const theta = Float64Array.from(from.theta);
    addScaled(theta, step, direction);
    const at = evaluate(theta);
    if (at.value <= from.at.value + 1e-4 * step * slope) return { theta, at };
    const flat = Math.abs(dot(at.gradient, direction)) <= 0.9 * Math.abs(slope);
    if (at.value <= from.at.value + noise && flat) return { theta, at };
  }
  return null;
}

/**
 * Minimises a smooth convex function by limited-memory BFGS (Liu & Nocedal 1989), until no gradient
 * entry is above 1e-8 of the largest at the start, or no step helps any more. `diagonal` is a guess at
 * the Hessian's: with it the unknowns need not be of one scale.
 */
export function minimiseLbfgs(
  evaluate: (theta: Float64Array, tick: Tick) => Evaluated,
  diagonal: Float64Array,
  tick: Tick,
): Float64Array {
  const origin = new Float64Array(diagonal.length);
  let current: Step = { theta: origin, at: evaluate(origin, tick) };
  const target = 1e-8 * largest(current.at.gradient);
  const pairs: Pair[] = [];
  let stalled = 0;
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    if (largest(current.at.gradient) <= target) break;
    const progress = () => tick(1 - 1 / (1 + iteration / 20));
    const direction = searchDirection(current.at.gradient, pairs, diagonal);
    const next = searchLine((theta) => evaluate(theta, progress), current, direction);
    if (!next) break;
    const small = current.at.value - next.at.value <= stalledShare * Math.abs(next.at.value);
    stalled = small ? stalled + 1 : 0;
    if (stalled === mostStalled) return next.theta;
    const s = next.theta.map((value, i) => value - current.theta[i]!);
    const y = next.at.gradient.map((value, i) => value - current.at.gradient[i]!);
    const curvature = dot(s, y);
    if (curvature > 1e-14 * dot(y, y)) pairs.push({ s, y, rho: 1 / curvature });
    if (pairs.length > memory) pairs.shift();
    current = next;
  }
  return current.theta;
}
