import type { Minimised, MinimiseOptions, Objective } from './newton.ts';
import type { Evaluated } from './smooth-objective.ts';

const memory = 20;
/** So many steps in a row that lower the value by less than this share of it end the search. */
const stalledShare = 1e-12;
const mostStalled = 5;
/** scikit-learn's `tol`, of the mean loss's gradient, is 1e-4. */
const defaultTolerance = 4e-6;

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
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
}

/** The two-loop recursion: −H g for the inverse Hessian that the pairs and the preconditioner stand for. */
function searchDirection(
  gradient: Float64Array,
  pairs: readonly Pair[],
  precondition: (vector: Float64Array) => Float64Array,
): Float64Array {
  let q: Float64Array = gradient.map((value) => -value);
  const alphas: number[] = [];
  for (const { s, y, rho } of pairs.toReversed()) {
    const alpha = rho * dot(s, q);
    alphas.unshift(alpha);
    addScaled(q, -alpha, y);
  }
  q = precondition(q);
  const last = pairs.at(-1);
  if (last) {
    const gamma = 1 / (last.rho * dot(last.y, precondition(last.y)));
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
 * entry is above `tolerance` times the summed residuals, and then one step more; or until no step
 * helps. `precondition` multiplies by a guess at the inverse Hessian: the better it is, the fewer
 * passes over the data are needed.
 */
export function minimiseLbfgs(
  objective: Objective,
  precondition: (vector: Float64Array) => Float64Array,
  options: MinimiseOptions & { readonly tolerance?: number },
): Minimised {
  const { start, tick, stopEarly, maxIterations = 500, tolerance = defaultTolerance } = options;
  tick(0);
  let current: Step = { theta: start, at: objective.evaluate(start, { tick: () => tick(0) }) };
  const pairs: Pair[] = [];
  let stalled = 0;
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const { gradient, magnitude } = current.at;
    const direction = searchDirection(gradient, pairs, precondition);
    if (largest(gradient) <= tolerance * magnitude) {
      const theta = Float64Array.from(current.theta);
      if (pairs.length > 0) addScaled(theta, 1, direction);
      return { theta, converged: true };
    }
    const progress = () => tick(1 - 1 / (1 + iteration / 20));
    const evaluate = (theta: Float64Array) => objective.evaluate(theta, { tick: progress });
    const next = searchLine(evaluate, current, direction);
    if (!next) return { theta: current.theta, converged: true };
    const small = current.at.value - next.at.value <= stalledShare * Math.abs(next.at.value);
    stalled = small ? stalled + 1 : 0;
    if (stalled === mostStalled) return { theta: next.theta, converged: true };
    const s = next.theta.map((value, i) => value - current.theta[i]!);
    const y = next.at.gradient.map((value, i) => value - current.at.gradient[i]!);
    const curvature = dot(s, y);
    if (curvature > 1e-14 * dot(y, y)) pairs.push({ s, y, rho: 1 / curvature });
    if (pairs.length > memory) pairs.shift();
    current = next;
    if (stopEarly?.()) break;
  }
  return { theta: current.theta, converged: false };
}
