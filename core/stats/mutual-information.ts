import type { Contingency } from './contingency.ts';

/**
 * Mutual information of rows and columns over the mean of their entropies, 0..1, as scikit-learn's
 * `normalized_mutual_info_score`. NaN without counts, and where neither side varies.
 */
export function normalisedMutualInformation({ counts, rows, columns }: Contingency): number {
  const rowSums = new Float64Array(rows);
  const columnSums = new Float64Array(columns);
  let n = 0;
  for (let i = 0; i < counts.length; i++) {
    rowSums[Math.floor(i / columns)]! += counts[i]!;
    columnSums[i % columns]! += counts[i]!;
    n += counts[i]!;
  }
  const entropies = entropy(rowSums, n) + entropy(columnSums, n);
  const mutual = Math.max(0, entropies - entropy(counts, n));
  return entropies > 0 ? Math.min(1, (2 * mutual) / entropies) : Number.NaN;
}

/** In nats. */
function entropy(counts: Float64Array, n: number): number {
  let sum = 0;
  for (const count of counts) if (count > 0) sum -= (count / n) * Math.log(count / n);
  return sum;
}
