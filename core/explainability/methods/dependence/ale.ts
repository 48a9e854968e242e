import { AppError } from '../../../base/app-error.ts';
import { subTick, type Tick } from '../../../base/tick.ts';
import {
  isCoded,
  takeRows,
  takeTableRows,
  type Column,
  type NumericColumn,
  type Table,
} from '../../../table/table.ts';
import { replaceColumn } from '../replace-column.ts';
import type { Score } from '../score.ts';
import { numberGrid, type Grid } from './grid.ts';
import { orderLevels } from './order-levels.ts';

export interface Asking {
  readonly score: Score;
  readonly tick: Tick;
}

export interface Effect {
  readonly grid: Grid;
  /** Of each grid value; their mean over the rows is 0. */
  readonly values: Float64Array;
  /** Rows between each grid value and the one before, or of each category. */
  readonly counts: Float64Array;
}

/** The least value and the quantiles at 1/bins, 2/bins ... as values that occur (R's type 1). */
export function aleEdges(values: Float64Array, bins: number): Float64Array {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const edges = new Set([sorted[0]!]);
  for (let k = 1; k <= bins; k++) {
    // 1e-9: what R adds so that rounding does not skip a value.
    edges.add(sorted[Math.max(0, Math.ceil((sorted.length * k) / bins - 1e-9) - 1)]!);
  }
  return Float64Array.from(edges);
}

/** The interval (edge, next edge] of a value; the first holds its lower end as well; −1 for missing. */
export function intervalOf(edges: Float64Array, value: number): number {
  if (Number.isNaN(value)) return -1;
  let low = 0;
  let high = edges.length - 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= edges[middle + 1]!) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Rows with a value, and their intervals. */
export function placeRows(
  column: NumericColumn,
  edges: Float64Array,
): {
  readonly rows: Int32Array;
  readonly interval: Int32Array;
} {
  const all = Int32Array.from(column.values, (value) => intervalOf(edges, value));
  const rows = Int32Array.from(all.keys()).filter((i) => all[i]! >= 0);
  return { rows, interval: rows.map((i) => all[i]!) };
}

/** Scores of the rows with the column set to the lower or upper end of each row's interval. */
export function withEnds(table: Table, at: number, edges: Float64Array, ends: Int32Array): Table {
  const column = table.columns[at] as NumericColumn;
  return replaceColumn(table, at, { ...column, values: Float64Array.from(ends, (k) => edges[k]!) });
}

function requireSpread(edges: Float64Array, name: string): void {
  if (edges.length > 1) return;
  const there = edges.some((edge) => !Number.isNaN(edge));
  const seen = there
    ? 'has one value in these rows: it has no effect'
    : 'has no value in these rows';
  throw new AppError('NOT_ENOUGH_DATA', `'${name}' ${seen}.`, {
    path: 'columns',
    hint: 'Choose another column or version',
  });
}

function numberEffect(table: Table, at: number, bins: number, { score, tick }: Asking): Effect {
  const column = table.columns[at] as NumericColumn;
  const edges = aleEdges(column.values, bins);
  requireSpread(edges, column.name);
  const { rows, interval } = placeRows(column, edges);
  const there = takeTableRows(table, rows);
  const lower = score.of(withEnds(there, at, edges, interval), subTick(tick, 0, 0.5));
  const upper = score.of(
    withEnds(
      there,
      at,
      edges,
      interval.map((k) => k + 1),
    ),
    subTick(tick, 0.5, 1),
  );
  const sums = new Float64Array(edges.length);
  const counts = new Float64Array(edges.length);
  interval.forEach((k, i) => {
    sums[k + 1]! += upper[i]! - lower[i]!;
    counts[k + 1]!++;
  });
  const values = new Float64Array(edges.length);
  for (let k = 1; k < values.length; k++) {
    values[k] = values[k - 1]! + (counts[k]! > 0 ? sums[k]! / counts[k]! : 0);
  }
  let centre = 0;
  for (let k = 1; k < values.length; k++)
    centre += ((values[k - 1]! + values[k]!) / 2) * counts[k]!;
  centre /= rows.length;
  return { grid: numberGrid(column, edges), values: values.map((v) => v - centre), counts };
}

/** Codes (or 0 and 1) of a column's rows. */
function levelOf(column: Column, row: number): number {
  if (isCoded(column)) return column.codes[row]!;
  const value = column.values[row]!;
  return Number.isNaN(value) ? -1 : value;
}

function setLevel(column: Column, levels: Int32Array): Column {
  return isCoded(column)
    ? { ...column, codes: levels }
    : { ...column, values: Float64Array.from(levels) };
}

/** Mean change from each level to the next: of the rows at either of the two. */
function levelSteps(table: Table, at: number, order: Int32Array, { score, tick }: Asking) {
  const column = table.columns[at]!;
  const place = new Map(Array.from(order, (level, k) => [level, k]));
  const rowLevels = Int32Array.from(
    { length: table.rows },
    (_, i) => place.get(levelOf(column, i)) ?? -1,
  );
  const counts = new Float64Array(order.length);
  for (const k of rowLevels) if (k >= 0) counts[k]!++;
  const sums = new Float64Array(order.length);
  const asked = new Float64Array(order.length);
  const own = score.of(table, subTick(tick, 0, 0.33));
  for (const side of [1, -1] as const) {
    const rows = Int32Array.from(rowLevels.keys()).filter((i) => {
      const k = rowLevels[i]!;
      return k >= 0 && k + side >= 0 && k + side < order.length;
    });
    const levels = rows.map((i) => order[rowLevels[i]! + side]!);
    const there = takeTableRows(table, rows);
    const moved = replaceColumn(there, at, setLevel(takeRows(column, rows), levels));
    const part = side === 1 ? subTick(tick, 0.33, 0.66) : subTick(tick, 0.66, 1);
    const scores = score.of(moved, part);
    rows.forEach((i, n) => {
      const step = side === 1 ? rowLevels[i]! + 1 : rowLevels[i]!;
      sums[step]! += side * (scores[n]! - own[i]!);
      asked[step]!++;
    });
  }
  return { counts, steps: sums.map((sum, k) => (asked[k]! > 0 ? sum / asked[k]! : 0)) };
}

function nominalEffect(table: Table, at: number, asking: Asking): Effect {
  const column = table.columns[at]!;
  const order = orderLevels(table, at);
  requireSpread(Float64Array.from(order), column.name);
  const { counts, steps } = levelSteps(table, at, order, asking);
  const values = new Float64Array(order.length);
  for (let k = 1; k < values.length; k++) values[k] = values[k - 1]! + steps[k]!;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const centre = values.reduce((sum, value, k) => sum + value * counts[k]!, 0) / total;
  const cells = setLevel(takeRows(column, new Int32Array(order.length)), order);
  const labels = Array.from(order, (level) =>
    isCoded(column) ? column.dictionary[level]! : level === 1,
  );
  const grid: Grid = {
    name: column.name,
    cells,
    values: labels,
    density: Array.from(counts, (count) => count / total),
  };
  return { grid, values: values.map((value) => value - centre), counts };
}

/**
 * Accumulated local effects of one column (Apley & Zhu 2020, as the R package ALEPlot): the mean change
 * of the score within quantile intervals, added up and centred. Rows without a value are left out.
 * Categories are ordered by how alike their rows are. O(rows) scores.
 */
export function accumulatedEffects(table: Table, at: number, bins: number, asking: Asking): Effect {
  const column = table.columns[at]!;
  if (isCoded(column) || column.type === 'boolean') return nominalEffect(table, at, asking);
  return numberEffect(table, at, bins, asking);
}
