import { classWeights } from '../weighted-moments.ts';

/**
 * Row weights times total / (classes that occur × weight of the row's class): every class counts the
 * same. O(rows).
 */
export function balanceClasses(
  y: Float64Array,
  classes: number,
  weights: Float64Array | null,
): Float64Array {
  // As scikit-learn: the frequencies are of rows, not of their weights.
  const rows = classWeights(y, classes, null);
  const present = rows.filter((count) => count > 0).length;
  return Float64Array.from(
    y,
    (label, i) => (y.length / (present * rows[label]!)) * (weights ? weights[i]! : 1),
  );
}
