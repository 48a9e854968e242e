import { explorationRate, lowerBound, upperBound } from './bounds.ts';

/** A rule whose precision is estimated by asking the model about rows that meet it. */
export interface Arm {
  asked: number;
  met: number;
}

export interface LucbOptions<A extends Arm> {
  readonly count: number;
  /** How far apart the bounds may stay, and the chance that they are wrong. */
  readonly epsilon: number;
  readonly delta: number;
  /** Asks about some more rows and adds to the arm. */
  readonly sample: (arm: A) => void;
  /** Samplings at most. */
  readonly budget: number;
}

const precision = ({ asked, met }: Arm): number => (asked > 0 ? met / asked : 0);

/**
 * The arms of highest precision, best first, by KL-LUCB: of the best so far the one whose lower bound is
 * least and of the others the one whose upper bound is highest are sampled until these are `epsilon`
 * apart. Every arm is sampled at least once.
 */
export function bestArms<A extends Arm>(arms: readonly A[], options: LucbOptions<A>): A[] {
  const { count, epsilon, delta, sample, budget } = options;
  for (const arm of arms) if (arm.asked === 0) sample(arm);
  const ranked = (): A[] => arms.toSorted((a, b) => precision(b) - precision(a));
  if (arms.length <= count) return ranked();
  for (let round = 1; round <= budget; round++) {
    const rate = explorationRate(arms.length, round, delta);
    const order = ranked();
    let weakest = order[0]!;
    let least = Infinity;
    for (const arm of order.slice(0, count)) {
      const bound = lowerBound(precision(arm), rate / arm.asked);
      if (bound < least) [weakest, least] = [arm, bound];
    }
    let rival = order[count]!;
    let most = -Infinity;
    for (const arm of order.slice(count)) {
      const bound = upperBound(precision(arm), rate / arm.asked);
      if (bound > most) [rival, most] = [arm, bound];
    }
    if (most - least < epsilon) break;
    sample(weakest);
    sample(rival);
  }
  return ranked().slice(0, count);
}
