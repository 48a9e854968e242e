/** Weighted mean of values that rows of weight 0 take no part in; NaN without weight. O(n). */
export function weightedMean(values: Float64Array, weights: Float64Array | null): number {
  let sum = 0;
  if (weights === null) {
    for (const value of values) sum += value;
    return sum / values.length;
  }
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const weight = weights[i]!;
    if (weight === 0) continue;
    sum += weight * values[i]!;
    total += weight;
  }
  return sum / total;
}
