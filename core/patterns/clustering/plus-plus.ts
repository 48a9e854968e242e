import type { Rng } from '../../base/rng.ts';
import type { Tick } from '../../base/tick.ts';
import type { RowMajor } from '../row-major.ts';
import { trialsFor, type CentreSearch } from './centre-search.ts';

export interface StartOptions {
  readonly search: CentreSearch;
  readonly rng: Rng;
  readonly tick: Tick;
}

/**
 * Rows that begin as centres: k-means++ of Arthur & Vassilvitskii 2007, greedy as in scikit-learn: each
 * next centre is the best of 2 + ⌊ln k⌋ rows drawn with chances by squared distance to the nearest centre
 * so far. O(rows × columns × k × ln k).
 */
export function plusPlus(
  x: RowMajor,
  k: number,
  { search, rng, tick }: StartOptions,
): Float64Array {
  const { rows, width, values } = x;
  const { closest, made } = search;
  const trials = trialsFor(k);
  const centres = new Float64Array(k * width);
  const choose = (row: number, cluster: number, trial: number): void => {
    centres.set(values.subarray(row * width, (row + 1) * width), cluster * width);
    closest.set(made[trial]!);
  };

  closest.fill(Infinity);
  const first = rng.integer(rows);
  let potential = search.nearer([first])[0]!;
  choose(first, 0, 0);
  for (let cluster = 1; cluster < k; cluster++) {
    tick(cluster / k);
    const drawn = drawRows(closest, { potential, trials, rng });
    const potentials = search.nearer(drawn);
    let best = 0;
    for (let trial = 1; trial < trials; trial++) {
      if (potentials[trial]! < potentials[best]!) best = trial;
    }
    potential = potentials[best]!;
    choose(drawn[best]!, cluster, best);
  }
  return centres;
}

/** Rows with chances by weight; any rows when all weights are 0. */
function drawRows(
  weights: Float64Array,
  { potential, trials, rng }: { potential: number; trials: number; rng: Rng },
): number[] {
  const targets = Array.from({ length: trials }, () => rng.next() * potential).sort(
    (a, b) => a - b,
  );
  const drawn: number[] = [];
  let sum = 0;
  let row = 0;
  for (const target of targets) {
    while (row < weights.length - 1 && sum + weights[row]! <= target) sum += weights[row++]!;
    drawn.push(potential > 0 ? row : rng.integer(weights.length));
  }
  return drawn;
}
