import type { Point } from '../space.ts';
import type { Candidate } from './search.ts';

export interface Rated extends Candidate {
  readonly plausibility: number;
}

function changed(original: Point, point: Point): Set<number> {
  return new Set(Array.from(original.keys()).filter((j) => !Object.is(original[j], point[j])));
}

/** Share of columns that only one of two changes; 0 for the same columns. */
function unlike(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  const both = [...a].filter((j) => b.has(j)).length;
  return 1 - both / (a.size + b.size - both);
}

/** How much farther a row may lie to be taken for changing other columns, in the nearest row's distances. */
const worthOfDiversity = 3;
/** Rows that no training row is like count as farther. */
const implausible = 0.95;

/**
 * So many candidates, near, plausible and unlike each other: greedily the one with the least distance
 * (in those of the nearest; 1.5 times as much where it is implausible; half a column's worth more for
 * each further column) less what changing other columns than those chosen is worth.
 */
export function chooseDiverse(
  candidates: readonly Rated[],
  original: Point,
  count: number,
): Rated[] {
  const nearest = Math.min(...candidates.map((candidate) => candidate.distance));
  const left = candidates.map((candidate) => {
    const columns = changed(original, candidate.point);
    const far = candidate.distance / nearest;
    const odd = candidate.plausibility > implausible ? 1.5 : 1;
    return { candidate, columns, cost: far * odd + columns.size / 2 };
  });
  const chosen: typeof left = [];
  while (chosen.length < count && left.length > 0) {
    const price = ({ columns, cost }: (typeof left)[number]): number =>
      cost -
      worthOfDiversity * Math.min(1, ...chosen.map((other) => unlike(columns, other.columns)));
    const prices = left.map(price);
    const best = prices.indexOf(Math.min(...prices));
    chosen.push(...left.splice(best, 1));
  }
  return chosen.map(({ candidate }) => candidate);
}
