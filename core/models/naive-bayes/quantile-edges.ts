/**
 * Where a numeric column is cut into categories: half-way between its distinct values while they are
 * at most `bins`, else at its quantiles i / bins (linear between values), equal ones once. Missing values
 * count nothing. A value belongs to the category of as many edges as lie below it. O(rows log rows).
 */
export function quantileEdges(values: Float64Array, bins: number): Float64Array {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const distinct = sorted.filter((value, i) => i === 0 || value !== sorted[i - 1]);
  if (distinct.length <= 1) return new Float64Array();
  if (distinct.length <= bins) {
    return distinct.slice(1).map((value, i) => distinct[i]! / 2 + value / 2);
  }
  const edges = Array.from({ length: bins - 1 }, (_, i) => {
    const place = ((i + 1) / bins) * (sorted.length - 1);
    const below = sorted[Math.floor(place)]!;
    const above = sorted[Math.ceil(place)]!;
    return below === above ? below : below + (place % 1) * (above - below);
  });
  return Float64Array.from(new Set(edges));
}

/** Category of a value: how many edges lie below it. O(log edges). */
export function categoryOf(value: number, edges: Float64Array): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
