import { explorationRate, lowerBound, upperBound } from './bounds.ts';

/** A rule whose precision is estimated by asking the model about rows that meet it. */
export interface Arm {
  asked: number;
  met: number;
  /** Of equal precision the wider is the better. */
  readonly coverage: number;
}

export interface BestArmsOptions<A extends Arm> {
  readonly count: number;
  /** How far apart the bounds may stay, and the chance that they are wrong. */
  readonly epsilon: number;
  readonly delta: number;
  /** Asks about `each` more rows of every arm and adds to it. */
  readonly sample: (arms: readonly A[], each: number) => void;
}

/** Rows of every arm at first; twice as many of those that stay. */
const firstRows = 30;
/** Of the arms one in four stays, down to four times as many as are wanted. */
const keptShare = 3;
const enough = 4;
/** Rows of an arm before its bounds are looked at, and of each later look. */
const lookRows = 100;
const mostLooks = 30;

export const precisionOf = ({ asked, met }: Arm): number => (asked > 0 ? met / asked : 0);

function ranked<A extends Arm>(arms: readonly A[]): A[] {
  return arms.toSorted((a, b) => precisionOf(b) - precisionOf(a) || b.coverage - a.coverage);
}

/** Rows that are asked about at most to find the best of so many arms. */
export function mostAsked(arms: number, count: number): number {
  let sum = 0;
  let each = firstRows;
  let left = arms;
  for (; left > enough * count; left = Math.ceil(left / keptShare), each *= 2) sum += left * each;
  return sum + left * lookRows + 2 * mostLooks * lookRows;
}

/** Sequential halving, by quarters (Karnin et al. 2013): few rows for many arms, more for the better. */
function halve<A extends Arm>(arms: readonly A[], { count, sample }: BestArmsOptions<A>): A[] {
  let left = [...arms];
  for (let each = firstRows; left.length > enough * count; each *= 2) {
    sample(left, each);
    left = ranked(left).slice(0, Math.ceil(left.length / keptShare));
  }
  return left;
}

/**
 * The arms of highest precision, best first, and those they were told from at the end: the many are told apart by sequential halving, the rest by
 * KL-LUCB. There, of the best so far the one whose lower bound is least and of the others the one whose
 * upper bound is highest are sampled until these are `epsilon` apart.
 */
export function bestArms<A extends Arm>(arms: readonly A[], options: BestArmsOptions<A>): A[] {
  const { count, epsilon, delta, sample } = options;
  const left = halve(arms, options);
  sample(
    left.filter(({ asked }) => asked < lookRows),
    lookRows,
  );
  for (let look = 1; look <= mostLooks && left.length > count; look++) {
    const rate = explorationRate(left.length, look, delta);
    const order = ranked(left);
    let weakest = order[0]!;
    let least = Infinity;
    for (const arm of order.slice(0, count)) {
      const bound = lowerBound(precisionOf(arm), rate / arm.asked);
      if (bound < least) [weakest, least] = [arm, bound];
    }
    let rival = order[count]!;
    let most = -Infinity;
    for (const arm of order.slice(count)) {
      const bound = upperBound(precisionOf(arm), rate / arm.asked);
      if (bound > most) [rival, most] = [arm, bound];
    }
    if (most - least < epsilon) break;
    sample([weakest, rival], lookRows);
  }
  return ranked(left);
}
