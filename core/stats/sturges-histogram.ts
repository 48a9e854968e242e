/**
 * Edges of equal-width bins by Sturges' rule, with numpy's arithmetic: ⌈range / (range / (log₂ n + 1))⌉
 * bins over [min, max]. `n` is the number of values, `integers` keeps bins at least 1 wide. A range of
 * zero gives one bin of width 1 around the value. Edges that rounding makes equal are dropped.
 */
export function sturgesEdges(
  min: number,
  max: number,
  options: { readonly n: number; readonly integers: boolean },
): Float64Array {
  if (max === min) return Float64Array.of(min - 0.5, max + 0.5);
  let width = (max - min) / (Math.log2(options.n) + 1);
  if (options.integers && width < 1) width = 1;
  return equalWidthEdges(min, max, Math.ceil((max - min) / width));
}

/** bins + 1 edges from min to max, both exact; edges that rounding makes equal are dropped. */
export function equalWidthEdges(min: number, max: number, bins: number): Float64Array {
  const step = (max - min) / bins;
  const edges: number[] = [];
  for (let i = 0; i <= bins; i++) {
    const edge = i === bins ? max : i * step + min;
    if (edges.length === 0 || edge > edges[edges.length - 1]!) edges.push(edge);
  }
  return Float64Array.from(edges);
}

/** Index of the first element of the ascending values that is ≥ x (or > x with `after`). O(log n). */
export function lowerBound(values: Float64Array, x: number, after = false): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const value = values[middle]!;
    if (value < x || (after && value === x)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * How many of the ascending values lie in each bin [edge i, edge i+1), the last bin closed. Values
 * outside the edges are not counted. O(bins · log n).
 */
export function binSorted(values: Float64Array, edges: Float64Array): Float64Array {
  const bins = edges.length - 1;
  const counts = new Float64Array(bins);
  let from = lowerBound(values, edges[0]!);
  for (let i = 0; i < bins; i++) {
    const to = lowerBound(values, edges[i + 1]!, i === bins - 1);
    counts[i] = to - from;
    from = to;
  }
  return counts;
}
