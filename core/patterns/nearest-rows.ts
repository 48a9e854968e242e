import type { Tick } from '../base/tick.ts';
import { takeMatrixRows, type Matrix } from '../table/matrix.ts';
import { toRowMajor } from './row-major.ts';

/** For each row of `x` the position among `taken` of the nearest of those rows. O(rows × taken × columns). */
export function nearestTaken(x: Matrix, taken: Int32Array, tick: Tick): Int32Array {
  const { width, values } = toRowMajor(x);
  const near = toRowMajor(takeMatrixRows(x, taken)).values;
  const nearest = new Int32Array(x.rows);
  for (let i = 0; i < x.rows; i++) {
    if (i % 64 === 0) tick(i / x.rows);
    const from = i * width;
    let best = Infinity;
    for (let t = 0; t < taken.length; t++) {
      let sum = 0;
      for (let j = 0, at = t * width; j < width && sum < best; j++, at++) {
        const difference = values[from + j]! - near[at]!;
        sum += difference * difference;
      }
      if (sum >= best) continue;
      best = sum;
      nearest[i] = t;
    }
  }
  return nearest;
}
