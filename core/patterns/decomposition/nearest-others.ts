import type { Tick } from '../../base/tick.ts';
import { createNeighbourIndex } from '../../models/neighbours/neighbour-index.ts';
import type { Matrix } from '../../table/matrix.ts';

/** The `k` nearest other rows of each, [row × k], nearest first. */
export interface NearestOthers {
  readonly k: number;
  readonly indices: Int32Array;
  readonly distances: Float64Array;
}

/** As scikit-learn's neighbours of the training rows: a row is not its own neighbour, its equals are. */
export function nearestOthers(x: Matrix, asked: number, tick: Tick): NearestOthers {
  const k = Math.max(0, Math.min(asked, x.rows - 1));
  const found = createNeighbourIndex(x.columns, { neighbours: k + 1 }).query(
    x.columns,
    k + 1,
    tick,
  );
  const indices = new Int32Array(x.rows * k);
  const distances = new Float64Array(x.rows * k);
  for (let i = 0; i < x.rows; i++) {
    const from = i * (k + 1);
    let own = found.indices.subarray(from, from + k + 1).indexOf(i);
    // among many equal rows it may not be listed itself
    if (own < 0) own = k;
    for (let place = 0, to = i * k; place <= k; place++) {
      if (place === own) continue;
      indices[to] = found.indices[from + place]!;
      distances[to++] = found.distances[from + place]!;
    }
  }
  return { k, indices, distances };
}
