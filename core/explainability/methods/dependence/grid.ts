import { AppError } from '../../../base/app-error.ts';
import type { Cell } from '../../../contract/common.ts';
import { cellValue } from '../../../data/cells.ts';
import { countCodes } from '../../../preprocessing/coded.ts';
import { isCoded, takeRows, type Column, type NumericColumn } from '../../../table/table.ts';
import { distinctNumbers } from '../space.ts';

/** Values of one column at which a model is asked. */
export interface Grid {
  readonly name: string;
  /** One cell a grid value, in the column's own coding. */
  readonly cells: Column;
  readonly values: readonly Cell[];
  /** Of numbers the share of rows at or below each value, of categories the share that has it. */
  readonly density: readonly number[];
}

/** Categories beyond the most frequent are left out. */
const mostCategories = 60;

/** Quantile of ascending values as scipy.stats.mstats.mquantiles has it (alphap = betap = 0.4). */
function mquantile(sorted: Float64Array, p: number): number {
  const n = sorted.length;
  const at = n * p + 0.4 + p * 0.2;
  const k = Math.floor(Math.min(n - 1, Math.max(1, at)));
  const gamma = Math.min(1, Math.max(0, at - k));
  return (1 - gamma) * sorted[k - 1]! + gamma * sorted[Math.min(k, n - 1)]!;
}

/** As numpy.linspace, whose steps multiply instead of adding up. */
function linspace(from: number, to: number, n: number): Float64Array {
  const step = (to - from) / (n - 1);
  const values = Float64Array.from({ length: n }, (_, i) => from + i * step);
  values[n - 1] = to;
  return values;
}

function present(column: NumericColumn): Float64Array {
  const values = column.values.filter((value) => !Number.isNaN(value)).sort();
  if (values.length > 0) return values;
  throw new AppError('NOT_ENOUGH_DATA', `'${column.name}' has no value in these rows.`, {
    path: 'columns',
    hint: 'Choose another column or version',
  });
}

function shareBelow(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low / sorted.length;
}

function gridOf(cells: Column, density: (at: number) => number): Grid {
  const rows = isCoded(cells) ? cells.codes.length : cells.values.length;
  const at = Array.from({ length: rows }, (_, i) => i);
  const values = at.map((i) => cellValue(cells, i));
  return { name: cells.name, cells, values, density: at.map(density) };
}

/** A grid of given numbers of a column of numbers. */
export function numberGrid(column: NumericColumn, values: Float64Array): Grid {
  const sorted = present(column);
  return gridOf({ ...column, values }, (i) => shareBelow(sorted, values[i]!));
}

function nominalGrid(column: Column): Grid {
  if (!isCoded(column)) {
    const sorted = present(column);
    const values = distinctNumbers(column);
    const share = (i: number) => {
      const value = values[i]!;
      return sorted.filter((other) => other === value).length / sorted.length;
    };
    return gridOf({ ...column, values }, share);
  }
  const counts = countCodes(column);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const codes = Array.from(counts.keys())
    .filter((code) => counts[code]! > 0)
    .toSorted((a, b) => counts[b]! - counts[a]! || a - b)
    .slice(0, mostCategories);
  if (codes.length === 0) {
    throw new AppError('NOT_ENOUGH_DATA', `'${column.name}' has no value in these rows.`, {
      path: 'columns',
      hint: 'Choose another column or version',
    });
  }
  const cells = { ...column, codes: Int32Array.from(codes) };
  return gridOf(cells, (i) => counts[codes[i]!]! / total);
}

/**
 * Grid of a partial dependence, as scikit-learn's: every value where there are fewer than `points`, else
 * so many at equal steps between the 5 % and the 95 % quantile, rounded for whole numbers and times;
 * categories by frequency, at most 60.
 */
export function makeGrid(column: Column, points: number): Grid {
  if (isCoded(column) || column.type === 'boolean') return nominalGrid(column);
  const sorted = present(column);
  const unique = distinctNumbers(column);
  if (unique.length < points) return numberGrid(column, unique);
  const steps = linspace(mquantile(sorted, 0.05), mquantile(sorted, 0.95), points);
  if (column.type === 'number') {
    const [low, high] = [steps[0]!, steps.at(-1)!];
    return numberGrid(column, low < high ? steps : Float64Array.of(low));
  }
  return numberGrid(column, Float64Array.from(new Set(steps.map(Math.round))));
}

/** A column of the grid's i-th value, over and over. */
export function gridColumn({ cells }: Grid, i: number, rows: number): Column {
  return takeRows(cells, new Int32Array(rows).fill(i));
}
