import type { Trial } from '../../contract/tuning.ts';
import type { MainMetric } from '../../models/choose-algorithm.ts';
import { bestByAlgorithm } from '../show-study.ts';

/** A trial counts as taking so long at least, or the cheapest families would get nearly all of them. */
const leastMs = 250;
/** Families that are searched to the end. */
const fewest = 2;

/**
 * The families that are still searched once `progress` (0..1) of the time after the first round has
 * passed: the better half of those that work at first, a quarter after a third, two at last.
 */
export function survivors(ranked: readonly string[], progress: number): string[] {
  const divisor = progress < 1 / 3 ? 2 : progress < 2 / 3 ? 4 : ranked.length;
  const count = Math.max(Math.min(fewest, ranked.length), Math.ceil(ranked.length / divisor));
  return ranked.slice(0, count);
}

/**
 * Which family gets the next trial: of the survivors the one that had the least time since the first
 * round, which gives cheap families more trials. Null when none works.
 */
export function nextFamily(
  trials: readonly Trial[],
  options: {
    readonly searchable: ReadonlySet<string>;
    readonly firstRound: number;
    readonly progress: number;
    readonly metric: MainMetric;
  },
): string | null {
  const ranked = bestByAlgorithm(trials, options.metric)
    .map(({ trial }) => trial.algorithm)
    .filter((id) => options.searchable.has(id));
  const spent = new Map<string, number>();
  for (const { number, algorithm, durationMs } of trials) {
    if (number < options.firstRound) continue;
    spent.set(algorithm, (spent.get(algorithm) ?? 0) + Math.max(leastMs, durationMs ?? 0));
  }
  let chosen: string | null = null;
  for (const id of survivors(ranked, options.progress)) {
    if (chosen === null || (spent.get(id) ?? 0) < (spent.get(chosen) ?? 0)) chosen = id;
  }
  return chosen;
}
