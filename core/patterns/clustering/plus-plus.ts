import type { Rng } from '../../base/rng.ts';
import type { Tick } from '../../base/tick.ts';
import type { RowMajor } from '../row-major.ts';

/**
 * Rows that begin as centres: k-means++ of Arthur & Vassilvitskii 2007, greedy as in scikit-learn: each
 * next centre is the best of 2 + ⌊ln k⌋ rows drawn with chances by squared distance to the nearest centre
 * so far. O(rows × columns × k × ln k).
 */
export function plusPlus(
  x: RowMajor,
  k: number,
  { rng, tick }: { rng: Rng; tick: Tick },
): Float64Array {
  const { rows, width, values } = x;
  const centres = new Float64Array(k * width);
  const trials = 2 + Math.floor(Math.log(k));
  let closest = new Float64Array(rows);
  let other = new Float64Array(rows);
  let best = new Float64Array(rows);
  const put = (row: number, cluster: number) =>
    centres.set(values.subarray(row * width, (row + 1) * width), cluster * width);

  const first = rng.integer(rows);
  put(first, 0);
  let potential = nearer(x, first, { before: null, into: closest });
  for (let cluster = 1; cluster < k; cluster++) {
    tick(cluster / k);
    const drawn = drawRows(closest, { potential, trials, rng });
    let chosen = -1;
    let smallest = Infinity;
    for (const row of drawn) {
      const sum = nearer(x, row, { before: closest, into: other });
      if (sum >= smallest) continue;
      smallest = sum;
      chosen = row;
      [best, other] = [other, best];
    }
    put(chosen, cluster);
    [closest, best] = [best, closest];
    potential = smallest;
  }
  return centres;
}

/** Squared distances to the nearest centre once the row is one; their sum. */
function nearer(
  { rows, width, values }: RowMajor,
  row: number,
  { before, into }: { before: Float64Array | null; into: Float64Array },
): number {
  const centre = values.slice(row * width, (row + 1) * width);
  let potential = 0;
  for (let i = 0, at = 0; i < rows; i++, at += width) {
    const limit = before === null ? Infinity : before[i]!;
    let sum = 0;
    for (let j = 0; j < width; j++) {
      const difference = values[at + j]! - centre[j]!;
      sum += difference * difference;
    }
    if (sum > limit) sum = limit;
    into[i] = sum;
    potential += sum;
  }
  return potential;
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
