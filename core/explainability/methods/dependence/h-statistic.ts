import { subTick, type Tick } from '../../../base/tick.ts';
import type { Table } from '../../../table/table.ts';
import { repeatCell, replaceColumn } from '../replace-column.ts';
import type { Score } from '../score.ts';

interface Asking {
  readonly score: Score;
  readonly tick: Tick;
}

/** Mean score over the rows with the columns `at` as in each row in turn, centred. O(rows²) scores. */
function centredDependence(
  table: Table,
  at: readonly number[],
  { score, tick }: Asking,
): Float64Array {
  const values = Float64Array.from({ length: table.rows }, (_, row) => {
    tick(row / table.rows);
    const set = at.reduce(
      (current, j) => replaceColumn(current, j, repeatCell(table.columns[j]!, row, table.rows)),
      table,
    );
    return score.of(set).reduce((sum, value) => sum + value, 0) / table.rows;
  });
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

/**
 * Friedman and Popescu's (2008) H² of two columns over the rows of a table: the share of the variance of
 * their joint partial dependence that is not the sum of the single ones; null when they have no effect.
 */
export function hStatistic(
  table: Table,
  [first, second]: readonly [number, number],
  { score, tick }: Asking,
): number | null {
  const a = centredDependence(table, [first], { score, tick: subTick(tick, 0, 0.33) });
  const b = centredDependence(table, [second], { score, tick: subTick(tick, 0.33, 0.66) });
  const both = centredDependence(table, [first, second], { score, tick: subTick(tick, 0.66, 1) });
  let above = 0;
  let below = 0;
  let scale = 0;
  for (let i = 0; i < both.length; i++) {
    above += (both[i]! - a[i]! - b[i]!) ** 2;
    below += both[i]! ** 2;
    scale = Math.max(scale, Math.abs(both[i]!));
  }
  return scale > 1e-12 ? above / below : null;
}
