/**
 * The quantile of some values: between the two nearest without weights (as numpy), else the least value at
 * which the share of the weight is reached. O(n log n).
 */
export function weightedQuantile(
  values: Float64Array,
  weights: Float64Array | null,
  share: number,
): number {
  if (values.length === 0) return 0;
  if (!weights) {
    const sorted = values.toSorted();
    const at = share * (sorted.length - 1);
    const low = sorted[Math.floor(at)]!;
    return low + (at - Math.floor(at)) * (sorted[Math.ceil(at)]! - low);
  }
  const order = Uint32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!);
  let total = 0;
  for (const weight of weights) total += weight;
  let reached = 0;
  for (const i of order) {
    reached += weights[i]!;
    if (reached >= share * total && weights[i]! > 0) return values[i]!;
  }
  return values[order.at(-1)!]!;
}
