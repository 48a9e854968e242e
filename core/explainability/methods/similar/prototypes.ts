import type { Tick } from '../../../base/tick.ts';
import { evenly } from '../../../evaluation/curves.ts';
import type { EncodedSpace } from './encoded-space.ts';

/** Pairs whose median distance sets the kernel's width. */
const mostMeasured = 200;

function medianDistance({ training, distance }: EncodedSpace): number {
  const rows = evenly(training.rows, mostMeasured);
  const distances: number[] = [];
  rows.forEach((i, a) => {
    for (const j of rows.slice(0, a)) distances.push(distance(training, i, training, j));
  });
  distances.sort((a, b) => a - b);
  const median = distances[Math.floor(distances.length / 2)] ?? 1;
  return median > 0 ? median : 1;
}

/**
 * Rows that stand for all: greedily those that bring the distribution of the prototypes nearest to that
 * of the rows (MMD-critic, Kim et al. 2016), with a Gaussian kernel as wide as the median distance.
 * O(rows²).
 */
export function choosePrototypes(space: EncodedSpace, count: number, tick: Tick): number[] {
  const { training } = space;
  const n = training.rows;
  const gamma = 1 / (2 * medianDistance(space) ** 2);
  const kernel = (i: number, j: number): number =>
    Math.exp(-gamma * space.distance(training, i, training, j) ** 2);
  const nearness = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    tick(i / n, 'Comparing rows');
    nearness[i]! += 1;
    for (let j = 0; j < i; j++) {
      const k = kernel(i, j);
      nearness[i]! += k;
      nearness[j]! += k;
    }
  }
  const toChosen = new Float64Array(n);
  const chosen: number[] = [];
  while (chosen.length < Math.min(count, n)) {
    const m = chosen.length;
    let [best, gain] = [-1, -Infinity];
    for (let i = 0; i < n; i++) {
      if (chosen.includes(i)) continue;
      // What the squared discrepancy falls by, up to terms that are the same for every row.
      const value = (2 * nearness[i]!) / n - (2 * toChosen[i]! + 1) / (m + 1);
      if (value > gain) [best, gain] = [i, value];
    }
    chosen.push(best);
    for (let i = 0; i < n; i++) toChosen[i]! += kernel(i, best);
  }
  return chosen;
}
