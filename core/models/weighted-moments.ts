import type { Matrix } from '../table/matrix.ts';

/** Sum of the weights; the number of rows without weights. */
export function totalWeight(rows: number, weights: Float64Array | null): number {
  if (!weights) return rows;
  let total = 0;
  for (const weight of weights) total += weight;
  return total;
}

/** Weighted mean of some values. */
export function weightedMean(values: Float64Array, weights: Float64Array | null): number {
  let sum = 0;
  if (weights) for (let i = 0; i < values.length; i++) sum += weights[i]! * values[i]!;
  else for (const value of values) sum += value;
  return sum / totalWeight(values.length, weights);
}

/** Weighted means of the columns; a missing value counts as if it were absent. */
export function columnMeans(x: Matrix, weights: Float64Array | null): Float64Array {
  return Float64Array.from(x.columns, (column) => {
    let sum = 0;
    let total = 0;
    for (let i = 0; i < column.length; i++) {
      if (Number.isNaN(column[i]!)) continue;
      const weight = weights ? weights[i]! : 1;
      sum += weight * column[i]!;
      total += weight;
    }
    return total > 0 ? sum / total : 0;
  });
}

/** Weight of each class. */
export function classWeights(
  y: Float64Array,
  classes: number,
  weights: Float64Array | null,
): Float64Array {
  const totals = new Float64Array(classes);
  for (let i = 0; i < y.length; i++) totals[y[i]!]! += weights ? weights[i]! : 1;
  return totals;
}
