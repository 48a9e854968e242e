import { distance, pointAt, type Point, type Space } from '../space.ts';
import { evenly } from '../../../evaluation/curves.ts';

/** Training rows that rows are compared with, and those whose own neighbours tell what is usual. */
const mostRows = 2000;
const mostMeasured = 300;

/** Tells where a point's distance to its nearest training row lies among those of training rows, 0..1. */
export function createPlausibility(space: Space): (point: Point) => number {
  const rows = evenly(space.table.rows, mostRows).map((row) => pointAt(space.table, row));
  const nearest = (point: Point, self: number): number => {
    let best = Infinity;
    for (let i = 0; i < rows.length; i++) {
      if (i !== self) best = Math.min(best, distance(space, point, rows[i]!));
    }
    return best;
  };
  const usual = Float64Array.from(evenly(rows.length, mostMeasured), (i) => nearest(rows[i]!, i));
  return (point) => {
    const far = nearest(point, -1);
    let below = 0;
    for (const other of usual) if (other < far) below++;
    return usual.length > 0 ? below / usual.length : 0;
  };
}
