/** Mean and population standard deviation (ddof 0) of the values that are there; scale 1 for a constant. */
export function moments(values: Float64Array): { mean: number; scale: number } {
  let count = 0;
  let sum = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    count++;
    sum += value;
  }
  if (count === 0) return { mean: 0, scale: 1 };
  const mean = sum / count;
  let squares = 0;
  let drift = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    squares += (value - mean) * (value - mean);
    drift += value - mean;
  }
  const variance = (squares - (drift * drift) / count) / count;
  // Rounding alone gives a constant column a variance up to this much (scikit-learn's bound).
  const noise = count * Number.EPSILON * variance + (count * mean * Number.EPSILON) ** 2;
  return { mean, scale: variance <= noise ? 1 : Math.sqrt(variance) };
}
