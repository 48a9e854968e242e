import type { Tick } from '../../base/tick.ts';
import { evenSample } from '../../eda/even-sample.ts';
import { takeMatrixRows, type Matrix } from '../../table/matrix.ts';
import { toRowMajor } from '../row-major.ts';
import { nearestOthers } from './nearest-others.ts';

const mostRows = 2000;

/**
 * How far neighbours on the map are neighbours in the data, 0..1 (Venna & Kaski 2001), as scikit-learn;
 * of more than 2,000 rows that of a sample. Null for fewer than three times the neighbours.
 */
export function trustworthiness(
  x: Matrix,
  scores: readonly Float64Array[],
  tick: Tick,
  neighbours = 5,
): number | null {
  const names = scores.map((_, i) => `${i}`);
  const taken = evenSample(x.rows, mostRows);
  const all = { rows: x.rows, names, columns: scores };
  const data = taken ? takeMatrixRows(x, taken) : x;
  const map = taken ? takeMatrixRows(all, taken) : all;
  const n = data.rows;
  if (neighbours >= n / 2 || 2 * n - 3 * neighbours - 1 <= 0) return null;
  const near = nearestOthers(map, neighbours, () => {});
  const { values, width } = toRowMajor(data);
  const distances = new Float64Array(n);
  let penalty = 0;
  for (let i = 0; i < n; i++) {
    if (i % 64 === 0) tick(i / n);
    for (let other = 0; other < n; other++) {
      let sum = 0;
      for (let j = 0, a = i * width, b = other * width; j < width; j++, a++, b++) {
        const difference = values[a]! - values[b]!;
        sum += difference * difference;
      }
      distances[other] = sum;
    }
    distances[i] = -1;
    for (let place = 0; place < near.k; place++) {
      const other = near.indices[i * near.k + place]!;
      const own = distances[other]!;
      let rank = 0;
      for (let row = 0; row < n; row++) {
        if (distances[row]! < own || (distances[row] === own && row < other)) rank++;
      }
      penalty += Math.max(0, rank - neighbours);
    }
  }
  return 1 - (2 / (n * neighbours * (2 * n - 3 * neighbours - 1))) * penalty;
}
