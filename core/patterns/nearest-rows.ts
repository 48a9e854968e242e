import type { Tick } from '../base/tick.ts';
import { createNeighbourIndex } from '../models/neighbours/neighbour-index.ts';
import { takeMatrixRows, type Matrix } from '../table/matrix.ts';

/** For each row of `x` the position among `taken` of the nearest of those rows. */
export function nearestTaken(x: Matrix, taken: Int32Array, tick: Tick): Int32Array {
  const index = createNeighbourIndex(takeMatrixRows(x, taken).columns, { neighbours: 1 });
  return index.query(x.columns, 1, tick).indices;
}
