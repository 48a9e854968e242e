import type { Rng } from '../../base/rng.ts';
import type { Tick } from '../../base/tick.ts';
import type { PointRows } from '../neighbours/point-rows.ts';

export interface DescentOptions {
  /** Errors cost their square, not their size. */
  readonly squared: boolean;
  readonly tolerance: number;
  readonly maxIterations: number;
  readonly rng: Rng;
  readonly tick: Tick;
  readonly stopEarly?: (() => boolean) | undefined;
}

export interface LinearFit {
  /** One a column of the points. */
  readonly coefficients: Float64Array;
  /** Dual variables, one a row. */
  readonly dual: Float64Array;
  readonly converged: boolean;
}

/** Rows in the order they are visited; those in front of `length` are still worked on. */
interface Working {
  readonly order: Int32Array;
  length: number;
}

function allRows(count: number): Working {
  return { order: Int32Array.from({ length: count }, (_, i) => i), length: count };
}

/** Puts aside the row at a place. */
function putAside(working: Working, place: number): void {
  const { order } = working;
  const last = --working.length;
  const held = order[place]!;
  order[place] = order[last]!;
  order[last] = held;
}

function dot(coefficients: Float64Array, { size, values }: PointRows, row: number): number {
  let sum = 0;
  for (let j = 0, at = row * size; j < size; j++, at++) sum += coefficients[j]! * values[at]!;
  return sum;
}

function add(
  coefficients: Float64Array,
  { size, values }: PointRows,
  row: number,
  by: number,
): void {
  for (let j = 0, at = row * size; j < size; j++, at++) coefficients[j]! += by * values[at]!;
}

/** Curvature along each row: its squared length and what a squared loss adds. */
function curvatures({ count, size, values }: PointRows, ridge: Float64Array): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => {
    let sum = ridge[i]!;
    for (let at = i * size; at < (i + 1) * size; at++) sum += values[at]! * values[at]!;
    return sum;
  });
}

/** What a squared loss adds to the diagonal, and how far dual variables may go. */
function box(costs: Float64Array, squared: boolean) {
  return squared
    ? { ridge: costs.map((c) => 0.5 / c), most: costs.map(() => Infinity) }
    : { ridge: costs.map(() => 0), most: costs };
}

/**
 * Minimises ½ |w|² + Σ C_i max(0, 1 − y_i w·x_i), or its squares, in the dual, one variable at a time
 * (Hsieh et al. 2008): LIBLINEAR's solver for labels ±1. O(iterations × rows × columns).
 */
export function separate(
  points: PointRows,
  { labels, costs }: { labels: Int8Array; costs: Float64Array },
  options: DescentOptions,
): LinearFit {
  const { count, size } = points;
  const { ridge, most } = box(costs, options.squared);
  const curvature = curvatures(points, ridge);
  const alpha = new Float64Array(count);
  const w = new Float64Array(size);
  const working = allRows(count);
  let [highest, lowest] = [Infinity, -Infinity];

  /** Range of the projected gradients of a pass over the rows. */
  function pass(): { up: number; down: number } {
    let [up, down] = [-Infinity, Infinity];
    options.rng.shuffle(working.order.subarray(0, working.length));
    for (let place = 0; place < working.length; place++) {
      const i = working.order[place]!;
      const label = labels[i]!;
      const own = alpha[i]!;
      const gradient = label * dot(w, points, i) - 1 + own * ridge[i]!;
      let projected = gradient;
      if (own === 0) {
        if (gradient > highest) {
          putAside(working, place--);
          continue;
        }
        projected = Math.min(gradient, 0);
      } else if (own === most[i]!) {
        if (gradient < lowest) {
          putAside(working, place--);
          continue;
        }
        projected = Math.max(gradient, 0);
      }
      up = Math.max(up, projected);
      down = Math.min(down, projected);
      if (Math.abs(projected) <= 1e-12) continue;
      alpha[i] = Math.min(Math.max(own - gradient / curvature[i]!, 0), most[i]!);
      add(w, points, i, (alpha[i]! - own) * label);
    }
    return { up, down };
  }

  for (let iteration = 0; iteration < options.maxIterations; iteration++) {
    options.tick(iteration / options.maxIterations);
    const { up, down } = pass();
    if (up - down <= options.tolerance) {
      if (working.length === count) return { coefficients: w, dual: alpha, converged: true };
      working.length = count;
      [highest, lowest] = [Infinity, -Infinity];
      continue;
    }
    highest = up > 0 ? up : Infinity;
    lowest = down < 0 ? down : -Infinity;
    if (options.stopEarly?.()) break;
  }
  return { coefficients: w, dual: alpha, converged: false };
}

/**
 * Minimises ½ |w|² + Σ C_i max(0, |y_i − w·x_i| − ε), or its squares, in the dual (Ho & Lin 2012):
 * LIBLINEAR's solver for numbers. O(iterations × rows × columns).
 */
export function fitTube(
  points: PointRows,
  { y, costs, epsilon }: { y: Float64Array; costs: Float64Array; epsilon: number },
  options: DescentOptions,
): LinearFit {
  const { count, size } = points;
  const { ridge, most } = box(costs, options.squared);
  const curvature = curvatures(points, ridge);
  const beta = new Float64Array(count);
  const w = new Float64Array(size);
  const working = allRows(count);
  let widest = Infinity;

  /** Largest violation of a pass over the rows, and their sum. */
  function pass(): { largest: number; sum: number } {
    let [largest, sum] = [0, 0];
    options.rng.shuffle(working.order.subarray(0, working.length));
    for (let place = 0; place < working.length; place++) {
      const i = working.order[place]!;
      const own = beta[i]!;
      const gradient = dot(w, points, i) - y[i]! + ridge[i]! * own;
      const up = gradient + epsilon;
      const down = gradient - epsilon;
      const violation =
        own === 0
          ? Math.max(-up, down, 0)
          : own >= most[i]!
            ? Math.max(up, 0)
            : own <= -most[i]!
              ? Math.max(-down, 0)
              : Math.abs(own > 0 ? up : down);
      const settled =
        own === 0
          ? up > widest && down < -widest
          : own >= most[i]!
            ? up < -widest
            : own <= -most[i]! && down > widest;
      if (settled) {
        putAside(working, place--);
        continue;
      }
      largest = Math.max(largest, violation);
      sum += violation;
      const h = curvature[i]!;
      const step = up < h * own ? -up / h : down > h * own ? -down / h : -own;
      if (Math.abs(step) < 1e-12) continue;
      beta[i] = Math.min(Math.max(own + step, -most[i]!), most[i]!);
      add(w, points, i, beta[i]! - own);
    }
    return { largest, sum };
  }

  let before = 0;
  for (let iteration = 0; iteration < options.maxIterations; iteration++) {
    options.tick(iteration / options.maxIterations);
    const { largest, sum } = pass();
    if (iteration === 0) before = sum;
    if (sum <= options.tolerance * before) {
      if (working.length === count) return { coefficients: w, dual: beta, converged: true };
      working.length = count;
      widest = Infinity;
      continue;
    }
    widest = largest;
    if (options.stopEarly?.()) break;
  }
  return { coefficients: w, dual: beta, converged: false };
}
