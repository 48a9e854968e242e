import type { Cell } from '../../../../core/contract/common.ts';

interface Sample {
  /** [feature][row] */
  readonly values: readonly (readonly number[])[];
  readonly data: readonly (readonly Cell[])[];
}

/** Cells as numbers: names by their place in the alphabet, missing ones NaN. */
function encoded(cells: readonly Cell[]): Float64Array {
  if (cells.every((cell) => cell === null || typeof cell === 'number'))
    return Float64Array.from(cells, (cell) => (typeof cell === 'number' ? cell : NaN));
  const names = [...new Set(cells.map(String))].sort();
  const place = new Map(names.map((name, i) => [name, i]));
  return Float64Array.from(cells, (cell) => (cell === null ? NaN : place.get(String(cell))!));
}

/** |Pearson correlation| within a window; 0 where one of the two does not vary or has a gap. */
function windowCorrelation(a: Float64Array, b: Float64Array, from: number, to: number): number {
  let meanA = 0;
  let meanB = 0;
  for (let i = from; i < to; i++) {
    meanA += a[i]!;
    meanB += b[i]!;
  }
  meanA /= to - from;
  meanB /= to - from;
  let aa = 0;
  let bb = 0;
  let ab = 0;
  for (let i = from; i < to; i++) {
    const da = a[i]! - meanA;
    const db = b[i]! - meanB;
    aa += da * da;
    bb += db * db;
    ab += da * db;
  }
  return aa > 0 && bb > 0 ? Math.abs(ab) / Math.sqrt(aa * bb) : 0;
}

/** Σ |corr| of the SHAP values with another column, over windows of neighbours. */
function strength(shap: Float64Array, other: Float64Array, width: number): number {
  let sum = 0;
  for (let from = 0; from < shap.length; from += width)
    sum += windowCorrelation(shap, other, from, Math.min(shap.length, from + width));
  return sum;
}

/**
 * Other features by how much of what a feature's SHAP values vary among rows of about the same value
 * goes with them: correlations over windows of max(min(n / 10, 50), 1) neighbours, by value or by
 * whether it is missing, whichever is stronger (`approximate_interactions` of the shap package).
 */
export function interactionOrder(feature: number, { values, data }: Sample): number[] {
  const x = encoded(data[feature] ?? []);
  const order = Array.from(x, (_, i) => i).sort((a, b) => {
    const [p, q] = [x[a]!, x[b]!];
    if (Number.isNaN(p) || Number.isNaN(q))
      return Number(Number.isNaN(p)) - Number(Number.isNaN(q));
    return p - q || a - b;
  });
  const shap = Float64Array.from(order, (i) => values[feature]![i]!);
  const width = Math.max(Math.min(Math.floor(order.length / 10), 50), 1);
  const found = data.map((cells, other) => {
    if (other === feature) return -1;
    const numbers = encoded(cells);
    const sorted = Float64Array.from(order, (i) => numbers[i]!);
    const gaps = sorted.map((value) => (Number.isNaN(value) ? 1 : 0));
    return Math.max(strength(shap, sorted, width), strength(shap, gaps, width));
  });
  return found
    .map((_, i) => i)
    .filter((i) => i !== feature)
    .sort((a, b) => found[b]! - found[a]! || a - b);
}

/** Other features by mean |interaction value| with one; `mean` is [feature][feature]. */
export function strongestWith(feature: number, mean: readonly (readonly number[])[]): number[] {
  const strengths = mean[feature] ?? [];
  return strengths
    .map((_, other) => other)
    .filter((other) => other !== feature)
    .sort((a, b) => strengths[b]! - strengths[a]! || a - b);
}
