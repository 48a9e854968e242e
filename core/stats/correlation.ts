import { noTick, type Tick } from '../base/tick.ts';
import { averageRanks, orderNumbers } from './order-numbers.ts';
import { pearsonSums, type CorrelationMatrix, type Series } from './pearson-sums.ts';

/** Rows that are worked on at once, so that a block of all columns stays in the cache. */
const blockRows = 1024;

/**
 * Pearson's correlation of every pair of columns over the rows where both are present (NaN and
 * infinities are not), as pandas. Centred on each column's mean first. O(n p²), blocked for the cache.
 */
export function pearsonMatrix(columns: readonly Series[], tick: Tick = noTick): CorrelationMatrix {
  const rows = columns[0]?.length ?? 0;
  const sums = pearsonSums(columns.map(finiteMean));
  for (let from = 0; from < rows; from += blockRows) {
    tick(from / rows);
    const length = Math.min(blockRows, rows - from);
    sums.add(columns, from, length);
  }
  const matrix = sums.matrix();
  for (const [a, b] of sums.unsure()) {
    matrix[a]![b] = pearsonOfPair(columns[a]!, columns[b]!);
    matrix[b]![a] = matrix[a]![b]!;
  }
  return matrix;
}

/** In two passes over the common rows, centred on their own means. */
function pearsonOfPair(x: Series, y: Series): number {
  let n = 0;
  let meanX = 0;
  let meanY = 0;
  const both = (row: number) => Number.isFinite(x[row]) && Number.isFinite(y[row]);
  for (let row = 0; row < x.length; row++) {
    if (!both(row)) continue;
    n++;
    meanX += (x[row]! - meanX) / n;
    meanY += (y[row]! - meanY) / n;
  }
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let row = 0; row < x.length; row++) {
    if (!both(row)) continue;
    const [u, v] = [x[row]! - meanX, y[row]! - meanY];
    xx += u * u;
    yy += v * v;
    xy += u * v;
  }
  const rounding = (mean: number) => n * (4 * Number.EPSILON * mean) ** 2;
  if (n < 2 || xx <= rounding(meanX) || yy <= rounding(meanY)) return Number.NaN;
  return Math.min(1, Math.max(-1, xy / Math.sqrt(xx) / Math.sqrt(yy)));
}

function finiteMean(values: Series): number {
  let sum = 0;
  let n = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value - value !== 0) continue;
    sum += value;
    n++;
  }
  return n === 0 ? 0 : sum / n;
}

/** From this many rows on, pairs with missing values keep the ranks of the whole column. */
const exactRows = 200_000;

/**
 * Spearman's rank correlation of every pair of columns, ties sharing their mean rank. Where values are
 * missing, the pair's common rows are ranked anew, as pandas does; beyond 200,000 rows the ranks of the
 * whole columns are correlated over the common rows instead, which differs by less than sampling error.
 * `orders` are those of orderNumbers, when they are at hand.
 */
export function spearmanMatrix(
  columns: readonly Float64Array[],
  orders: readonly Int32Array[] = columns.map(orderNumbers),
  tick: Tick = noTick,
): CorrelationMatrix {
  const rows = columns[0]?.length ?? 0;
  const ranks = columns.map((column, c) => averageRanks(column, orders[c]!));
  const matrix = pearsonMatrix(ranks, tick);
  if (rows > exactRows) return matrix;
  const complete = orders.map((order) => order.length === rows);
  for (let a = 0; a < columns.length; a++) {
    tick(a / columns.length);
    for (let b = a + 1; b < columns.length; b++) {
      if (complete[a] && complete[b]) continue;
      const x = ranksAmong(columns[a]!, orders[a]!, ranks[b]!);
      const y = ranksAmong(columns[b]!, orders[b]!, ranks[a]!);
      matrix[a]![b] = pearsonMatrix([x, y])[0]![1]!;
      matrix[b]![a] = matrix[a]![b]!;
    }
  }
  return matrix;
}

/** Ranks of a column among the rows where another is present. */
function ranksAmong(values: Float64Array, order: Int32Array, other: Float32Array): Float32Array {
  return averageRanks(
    values,
    order.filter((row) => !Number.isNaN(other[row]!)),
  );
}

/** A column of codes 0 .. levels − 1; −1 is missing. */
export interface Codes {
  readonly codes: Int32Array | Int8Array;
  readonly levels: number;
}

/**
 * Cramér's V of two columns of codes over the rows where both are present, bias-corrected (Bergsma
 * 2013) and with Yates' correction for 2 × 2 tables, as ydata-profiling. NaN without common rows; 1 when a
 * column has one level among them, as there.
 */
export function cramersV(a: Codes, b: Codes): number {
  const counts = new Float64Array(a.levels * b.levels);
  for (let i = 0; i < a.codes.length; i++) {
    const x = a.codes[i]!;
    const y = b.codes[i]!;
    if (x >= 0 && y >= 0) counts[x * b.levels + y]!++;
  }
  return cramersVOfCounts(counts, a.levels, b.levels);
}

/** The same of a contingency table by rows; rows and columns without any count are left out. */
export function cramersVOfCounts(counts: Float64Array, rows: number, columns: number): number {
  const rowSums = new Float64Array(rows);
  const columnSums = new Float64Array(columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const count = counts[i * columns + j]!;
      rowSums[i]! += count;
      columnSums[j]! += count;
    }
  }
  const n = rowSums.reduce((sum, count) => sum + count, 0);
  if (n === 0) return Number.NaN;
  const r = rowSums.filter((count) => count > 0).length;
  const k = columnSums.filter((count) => count > 0).length;
  const yates = r === 2 && k === 2;
  let chiSquare = 0;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const expected = (rowSums[i]! * columnSums[j]!) / n;
      if (expected === 0) continue;
      const difference = Math.abs(counts[i * columns + j]! - expected);
      const corrected = yates ? difference - Math.min(0.5, difference) : difference;
      chiSquare += corrected ** 2 / expected;
    }
  }
  const phi = Math.max(0, chiSquare / n - ((k - 1) * (r - 1)) / (n - 1));
  const correctedRows = r - (r - 1) ** 2 / (n - 1);
  const correctedColumns = k - (k - 1) ** 2 / (n - 1);
  const least = Math.min(correctedRows - 1, correctedColumns - 1);
  return least === 0 ? 1 : Math.sqrt(phi / least);
}
