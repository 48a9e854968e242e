import { gaussLegendre } from '../../stats/gauss-legendre.ts';
import { normalQuantile, normalSf } from '../../stats/normal-distribution.ts';

export type Spending = 'obrien_fleming' | 'pocock';

export interface SequentialOptions {
  readonly alpha: number;
  readonly sides: 1 | 2;
  readonly spending: Spending;
}

/** Beyond this many standard deviations nothing happens. */
const farthest = 9;
const quadrature = gaussLegendre(96);

/**
 * Significance of one side spent by the share t of the information (Lan & DeMets 1983):
 * 2 − 2 Φ(z_{α/2} / √t) in the manner of O'Brien & Fleming, α ln(1 + (e − 1) t) in that of Pocock.
 */
export function spentBy(share: number, alpha: number, spending: Spending): number {
  if (spending === 'pocock') return alpha * Math.log1p((Math.E - 1) * share);
  return 2 * normalSf(-normalQuantile(alpha / 2) / Math.sqrt(share));
}

/** Density of the sum of evidence among those who go on, at the nodes of the interval. */
interface Going {
  readonly x: Float64Array;
  /** Density × weight of the node. */
  readonly mass: Float64Array;
}

const start: Going = { x: Float64Array.of(0), mass: Float64Array.of(1) };

/** Brownian motion with drift: mean `drift` × t, variance t. */
interface Step {
  readonly from: number;
  readonly to: number;
  readonly drift: number;
}

/** Probability that the sum lies above `bound` after the step. */
function above({ x, mass }: Going, { from, to, drift }: Step, bound: number): number {
  const deviation = Math.sqrt(to - from);
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    sum += mass[i]! * normalSf((bound - x[i]! - drift * (to - from)) / deviation);
  }
  return sum;
}

function below({ x, mass }: Going, step: Step, bound: number): number {
  return above({ x: x.map((value) => -value), mass }, { ...step, drift: -step.drift }, -bound);
}

function goOn(going: Going, step: Step, [low, high]: readonly [number, number]): Going {
  const { from, to, drift } = step;
  const variance = to - from;
  const middle = drift * to;
  const reach = farthest * Math.sqrt(to);
  const bottom = Math.max(low, middle - reach);
  const width = Math.min(high, middle + reach) - bottom;
  if (!(width > 0)) return { x: new Float64Array(0), mass: new Float64Array(0) };
  const x = quadrature.nodes.map((node) => bottom + width * node);
  const scale = width / Math.sqrt(2 * Math.PI * variance);
  const mass = x.map((value, i) => {
    let density = 0;
    for (let j = 0; j < going.x.length; j++) {
      const apart = value - going.x[j]! - drift * variance;
      density += going.mass[j]! * Math.exp((-apart * apart) / (2 * variance));
    }
    return density * scale * quadrature.weights[i]!;
  });
  return { x, mass };
}

/**
 * Bounds on |z| (with one side on z) at equally spaced looks that spend `alpha` as asked and no more.
 * Recursive integration (Armitage, McPherson & Rowe 1969). O(looks × 96²).
 */
export function sequentialBounds(looks: number, options: SequentialOptions): number[] {
  const { sides, spending } = options;
  const alpha = options.alpha / sides;
  const bounds: number[] = [];
  let going = start;
  let spent = 0;
  for (let k = 1; k <= looks; k++) {
    const step = { from: (k - 1) / looks, to: k / looks, drift: 0 };
    const asked = k === looks ? alpha : spentBy(step.to, alpha, spending);
    const root = Math.sqrt(step.to);
    let low = -farthest;
    let high = 40;
    for (let i = 0; i < 80; i++) {
      const z = (low + high) / 2;
      if (above(going, step, z * root) > asked - spent) low = z;
      else high = z;
    }
    const bound = high;
    bounds.push(bound);
    spent = asked;
    going = goOn(going, step, [sides === 2 ? -bound * root : -Infinity, bound * root]);
  }
  return bounds;
}

/** Probability to have stopped by each look when the final z has mean `drift`. */
export function stoppedBy(bounds: readonly number[], drift: number, sides: 1 | 2): number[] {
  let going = start;
  let stopped = 0;
  return bounds.map((z, i) => {
    const step = { from: i / bounds.length, to: (i + 1) / bounds.length, drift };
    const bound = z * Math.sqrt(step.to);
    stopped += above(going, step, bound);
    if (sides === 2) stopped += below(going, step, -bound);
    going = goOn(going, step, [sides === 2 ? -bound : -Infinity, bound]);
    return Math.min(1, stopped);
  });
}

/** The mean of the final z with which the test stops as often as `power` says. */
export function driftFor(bounds: readonly number[], power: number, sides: 1 | 2): number {
  let low = 0;
  let high = 1;
  while (stoppedBy(bounds, high, sides).at(-1)! < power && high < 100) high *= 2;
  for (let i = 0; i < 45; i++) {
    const middle = (low + high) / 2;
    if (stoppedBy(bounds, middle, sides).at(-1)! < power) low = middle;
    else high = middle;
  }
  return high;
}
