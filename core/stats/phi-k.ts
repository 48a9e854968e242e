import { bivariateNormalSf } from './bivariate-normal.ts';
import type { Contingency } from './contingency.ts';

/** The normals are cut at so many standard deviations. */
const reach = 5;
const tolerance = 1e-7;

/**
 * φk (Baak et al. 2020): the correlation of a bivariate normal that, cut in as many even bins, shows the
 * same χ² as the table, less the χ² that noise shows on average. 0 for independent, 1 for determined
 * columns, whatever their shape; rows and columns without counts are left out, and Yates' correction is
 * applied to 2 × 2 tables, as in the `phik` package. NaN without two rows and two columns.
 */
export function phiK(table: Contingency): number {
  const { chiSquare, n, rows, columns } = testStatistic(table);
  if (rows < 2 || columns < 2) return Number.NaN;
  const most = n * Math.min(rows - 1, columns - 1);
  const noise = (rows - 1) * (columns - 1);
  if (chiSquare <= noise) return 0;
  if (chiSquare >= most * (1 - 1e-12)) return 1;
  const wanted = (chiSquare - noise) / (most - noise);
  const whole = distance(1, rows, columns);
  let [low, high] = [0, 1];
  while (high - low > tolerance) {
    const middle = (low + high) / 2;
    if (distance(middle, rows, columns) / whole < wanted) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function testStatistic({ counts, rows, columns }: Contingency): {
  readonly chiSquare: number;
  readonly n: number;
  readonly rows: number;
  readonly columns: number;
} {
  const rowSums = new Float64Array(rows);
  const columnSums = new Float64Array(columns);
  let n = 0;
  for (let i = 0; i < counts.length; i++) {
    rowSums[Math.floor(i / columns)]! += counts[i]!;
    columnSums[i % columns]! += counts[i]!;
    n += counts[i]!;
  }
  const usedRows = rowSums.filter((sum) => sum > 0).length;
  const usedColumns = columnSums.filter((sum) => sum > 0).length;
  const yates = usedRows === 2 && usedColumns === 2;
  let chiSquare = 0;
  for (let i = 0; i < counts.length; i++) {
    const expected = (rowSums[Math.floor(i / columns)]! * columnSums[i % columns]!) / n;
    if (!(expected > 0)) continue;
    const difference = Math.abs(counts[i]! - expected);
    const corrected = yates ? difference - Math.min(0.5, difference) : difference;
    chiSquare += corrected ** 2 / expected;
  }
  return { chiSquare, n, rows: usedRows, columns: usedColumns };
}

/** Σ (p_ρ − p_0)² / p_0 over the bins: χ² a row of the normal with correlation ρ against none. */
function distance(rho: number, rows: number, columns: number): number {
  const edge = (i: number, bins: number) => -reach + (2 * reach * i) / bins;
  const beyond = (i: number, j: number, r: number) =>
    bivariateNormalSf(edge(i, rows), edge(j, columns), r);
  const corners = (r: number) =>
    Array.from({ length: rows + 1 }, (_, i) =>
      Float64Array.from({ length: columns + 1 }, (_, j) => beyond(i, j, r)),
    );
  const [some, none] = [corners(rho), corners(0)];
  const cell = (at: readonly Float64Array[], i: number, j: number) =>
    at[i]![j]! - at[i + 1]![j]! - at[i]![j + 1]! + at[i + 1]![j + 1]!;
  let sum = 0;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const expected = cell(none, i, j);
      if (expected > 0) sum += (cell(some, i, j) - expected) ** 2 / expected;
    }
  }
  return sum;
}
