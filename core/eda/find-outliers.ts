import { noTick, subTick, type Tick } from '../base/tick.ts';
import type { OutputOf } from '../contract/contract.ts';
import { cellValue } from '../data/cells.ts';
import {
  growForest,
  isolationScores,
  pathReductions,
} from '../models/isolation-forest/isolation-forest.ts';
import { moments, sortedMad, sortedQuantile } from '../stats/descriptive.ts';
import { sortNumbers } from '../stats/sort-numbers.ts';
import type { NumericColumn } from '../table/table.ts';

export type Outliers = OutputOf<'eda.outliers'>;
export type OutlierMethod = 'iqr' | 'zscore' | 'mad' | 'isolation_forest';

export interface OutlierOptions {
  readonly method: OutlierMethod;
  readonly threshold: number;
  /** Rows reported at most. */
  readonly limit: number;
  readonly seed: number;
}

/** From this score on a row stands out, where nothing else is asked for. */
export const defaultThresholds: Readonly<Record<OutlierMethod, number>> = {
  iqr: 1.5,
  zscore: 3,
  mad: 3.5,
  isolation_forest: 0.5,
};

/** Reasons named for a row. */
const mostReasons = 5;

type Found = Pick<Outliers, 'count' | 'rows'>;

/**
 * Rows that score above the threshold, most striking first.
 * - `iqr`: how many interquartile ranges a value lies beyond its nearer quartile.
 * - `zscore`: how many standard deviations (ddof 1) from the mean.
 * - `mad`: modified z, 0.6745 |x − median| / MAD (Iglewicz & Hoaglin 1993).
 * These look at one column at a time; a row scores by its worst one, `because` names all above the
 * threshold. Columns without that spread have no outliers; infinite values lie infinitely far.
 * - `isolation_forest`: 2^(−E(path) / c) of 100 trees of 256 rows, all columns together, missing values at
 * the median. `because` names the columns that shorten the row's path most, in steps.
 */
export function findOutliers(
  columns: readonly NumericColumn[],
  options: OutlierOptions,
  tick: Tick = noTick,
): Found {
  return options.method === 'isolation_forest'
    ? byForest(columns, options, tick)
    : byColumn(columns, options, tick);
}

function byColumn(columns: readonly NumericColumn[], options: OutlierOptions, tick: Tick): Found {
  const rows = columns[0]?.values.length ?? 0;
  const worst = new Float64Array(rows);
  const scorers = columns.map(({ values }, i) => {
    tick(i / columns.length);
    const score = scorer(values, options.method);
    for (let row = 0; row < rows; row++) {
      const value = score(values[row]!);
      if (value > worst[row]!) worst[row] = value;
    }
    return score;
  });
  return report(worst, options, (row) =>
    columns
      .map((column, i) => ({ column, score: scorers[i]!(column.values[row]!) }))
      .filter(({ score }) => score > options.threshold),
  );
}

/** How far out a value is; 0 for missing ones. */
function scorer(values: Float64Array, method: OutlierMethod): (value: number) => number {
  const far = (distance: number) => (distance > 0 ? Math.min(distance, Number.MAX_VALUE) : 0);
  if (method === 'zscore') {
    const { mean, std } = moments(values);
    return std > 0 ? (value) => far(Math.abs(value - mean) / std) : () => 0;
  }
  const sorted = finiteSorted(values);
  if (method === 'mad') {
    const median = sortedQuantile(sorted, 0.5);
    const mad = sortedMad(sorted);
    return mad > 0 ? (value) => far((0.6745 * Math.abs(value - median)) / mad) : () => 0;
  }
  const lower = sortedQuantile(sorted, 0.25);
  const upper = sortedQuantile(sorted, 0.75);
  const range = upper - lower;
  return range > 0 ? (value) => far(Math.max(lower - value, value - upper) / range) : () => 0;
}

function finiteSorted(values: Float64Array): Float64Array {
  return sortNumbers(values.filter(Number.isFinite).map((value) => value + 0));
}

function byForest(columns: readonly NumericColumn[], options: OutlierOptions, tick: Tick): Found {
  const filled = columns.map(({ values }) => withoutMissing(values));
  const forest = growForest(filled, { seed: options.seed });
  const scores = isolationScores(forest, filled, subTick(tick, 0.1, 0.95));
  return report(scores, options, (row) => {
    const steps = pathReductions(forest, filled, row);
    return columns
      .map((column, i) => ({ column, score: steps[i]! }))
      .filter(({ score }) => score > 0);
  });
}

/** Missing values at the median, infinite ones at the largest and smallest finite value. */
function withoutMissing(values: Float64Array): Float64Array {
  const sorted = finiteSorted(values);
  if (sorted.length === values.length) return values;
  const median = sorted.length === 0 ? 0 : sortedQuantile(sorted, 0.5);
  const low = sorted[0] ?? 0;
  const high = sorted.at(-1) ?? 0;
  return values.map((value) =>
    Number.isNaN(value) ? median : Math.min(high, Math.max(low, value)),
  );
}

interface Reason {
  readonly column: NumericColumn;
  readonly score: number;
}

function report(
  scores: Float64Array,
  { threshold, limit }: OutlierOptions,
  reasons: (row: number) => Reason[],
): Found {
  const found: number[] = [];
  for (let row = 0; row < scores.length; row++) if (scores[row]! > threshold) found.push(row);
  const count = found.length;
  found.sort((a, b) => scores[b]! - scores[a]! || a - b);
  const rows = found.slice(0, limit).map((row) => ({
    row,
    score: scores[row]!,
    because: reasons(row)
      .toSorted((a, b) => b.score - a.score)
      .slice(0, mostReasons)
      .map(({ column, score }) => ({ column: column.name, value: cellValue(column, row), score })),
  }));
  return { count, rows };
}
