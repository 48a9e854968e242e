import type { Tick } from '../../base/tick.ts';
import type { RowMajor } from '../row-major.ts';

/** The nearest centre [cluster × column] of each row, the first of equals; Σ of squared distances. */
export function nearestCentres(
  { rows, width, values }: RowMajor,
  centres: Float64Array,
  tick: Tick,
): { readonly labels: Int32Array; readonly inertia: number } {
  const labels = new Int32Array(rows);
  let inertia = 0;
  for (let i = 0, at = 0; i < rows; i++, at += width) {
    if (i % 16_384 === 0) tick(i / rows);
    let best = Infinity;
    for (let c = 0, cluster = 0; c < centres.length; cluster++) {
      let sum = 0;
      for (let j = 0; j < width; j++, c++) {
        const difference = values[at + j]! - centres[c]!;
        sum += difference * difference;
      }
      if (sum >= best) continue;
      best = sum;
      labels[i] = cluster;
    }
    inertia += best;
  }
  return { labels, inertia };
}
