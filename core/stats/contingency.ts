import { chiSquareSf } from './chi-square-distribution.ts';
import type { TestResult } from './test-result.ts';

/** Counts by two codes, row after row. */
export interface Contingency {
  readonly counts: Float64Array;
  readonly rows: number;
  readonly columns: number;
}

/** Counts of pairs of codes 0 .. levels − 1; pairs with a code below 0 are left out. O(n). */
export function contingency(
  a: { readonly codes: Int32Array; readonly levels: number },
  b: { readonly codes: Int32Array; readonly levels: number },
): Contingency {
  const counts = new Float64Array(a.levels * b.levels);
  for (let i = 0; i < a.codes.length; i++) {
    const row = a.codes[i]!;
    const column = b.codes[i]!;
    if (row >= 0 && column >= 0) counts[row * b.levels + column]!++;
  }
  return { counts, rows: a.levels, columns: b.levels };
}

interface Margins {
  readonly rows: Float64Array;
  readonly columns: Float64Array;
  readonly total: number;
}

function margins({ counts, rows, columns }: Contingency): Margins {
  const sums = { rows: new Float64Array(rows), columns: new Float64Array(columns), total: 0 };
  for (let i = 0; i < counts.length; i++) {
    sums.rows[Math.floor(i / columns)]! += counts[i]!;
    sums.columns[i % columns]! += counts[i]!;
    sums.total += counts[i]!;
  }
  return sums;
}

const used = (sums: Float64Array) => sums.reduce((count, sum) => count + (sum > 0 ? 1 : 0), 0);

/**
 * Pearson's chi-square test that rows and columns are independent, with Yates' correction for one
 * degree of freedom, as scipy's `chi2_contingency` on the rows and columns that have counts. NaN
 * without two of each.
 */
export function independenceTest(table: Contingency): TestResult {
  const sums = margins(table);
  const freedom = (used(sums.rows) - 1) * (used(sums.columns) - 1);
  if (freedom < 1) return { statistic: Number.NaN, pValue: Number.NaN };
  let statistic = 0;
  for (let i = 0; i < table.counts.length; i++) {
    const expected =
      (sums.rows[Math.floor(i / table.columns)]! * sums.columns[i % table.columns]!) / sums.total;
    if (expected === 0) continue;
    const difference = Math.abs(table.counts[i]! - expected);
    const corrected = freedom === 1 ? difference - Math.min(0.5, difference) : difference;
    statistic += corrected ** 2 / expected;
  }
  return { statistic, pValue: chiSquareSf(statistic, freedom) };
}

/** Entropy of counts in nats; 0 for one level. */
function entropy(counts: Float64Array, total: number): number {
  let sum = 0;
  for (const count of counts) if (count > 0) sum -= (count / total) * Math.log(count / total);
  return sum;
}

/**
 * The share of the columns' entropy that knowing the row removes (Theil's U), 0..1: mutual information
 * less its expected bias (r − 1)(c − 1)/2n (Miller 1955), so that rows of a single count tell nothing.
 * NaN where the columns have no entropy.
 */
export function explainedEntropy(table: Contingency): number {
  const sums = margins(table);
  const of = entropy(sums.columns, sums.total);
  if (!(of > 0)) return Number.NaN;
  const mutual = of + entropy(sums.rows, sums.total) - entropy(table.counts, sums.total);
  const bias = ((used(sums.rows) - 1) * (used(sums.columns) - 1)) / (2 * sums.total);
  return Math.min(1, Math.max(0, mutual - bias) / of);
}
