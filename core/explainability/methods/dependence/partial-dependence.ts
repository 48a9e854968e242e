import type { Tick } from '../../../base/tick.ts';
import { isCoded, type Table } from '../../../table/table.ts';
import { replaceColumn } from '../replace-column.ts';
import type { Score } from '../score.ts';
import { gridColumn, type Grid } from './grid.ts';

export interface Axis {
  /** Place of the column in the table. */
  readonly at: number;
  readonly grid: Grid;
}

const pointsOf = ({ grid: { cells } }: Axis): number =>
  isCoded(cells) ? cells.codes.length : cells.values.length;

/** What the model says of each row with the column at each grid value: [grid][row]. O(grid × rows) scores. */
export function conditionalExpectations(
  table: Table,
  { at, grid }: Axis,
  { score, tick }: { readonly score: Score; readonly tick: Tick },
): Float64Array[] {
  const points = pointsOf({ at, grid });
  return Array.from({ length: points }, (_, g) => {
    tick(g / points);
    return score.of(replaceColumn(table, at, gridColumn(grid, g, table.rows)), (fraction) =>
      tick((g + fraction) / points),
    );
  });
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * Two-way partial dependence [first][second]: the mean over the rows of the score with both columns set
 * (Friedman 2001; scikit-learn's brute method). O(grid² × rows) scores.
 */
export function partialDependence2(
  table: Table,
  [first, second]: readonly [Axis, Axis],
  { score, tick }: { readonly score: Score; readonly tick: Tick },
): Float64Array[] {
  const points = pointsOf(first);
  return Array.from({ length: points }, (_, g) => {
    const set = replaceColumn(table, first.at, gridColumn(first.grid, g, table.rows));
    const lines = conditionalExpectations(set, second, {
      score,
      tick: (fraction) => tick((g + fraction) / points),
    });
    return Float64Array.from(lines, meanOf);
  });
}
