import { normalQuantile, normalSf } from '../../stats/normal-distribution.ts';
import { orderDescending } from '../ranking.ts';

/**
 * Share of the other class that each row is on the right side of, ties by half: of positives the
 * negatives below, of negatives the positives above. Class 1 is positive. O(n log n).
 */
function placements(y: Int32Array, scores: Float64Array): Float64Array {
  const order = orderDescending(scores);
  const positives = y.reduce((sum, truth) => sum + truth, 0);
  const negatives = y.length - positives;
  const placed = new Float64Array(y.length);
  let tps = 0;
  let fps = 0;
  for (let from = 0; from < order.length;) {
    const score = scores[order[from]!]!;
    let to = from;
    let hits = 0;
    for (; to < order.length && scores[order[to]!] === score; to++) hits += y[order[to]!]!;
    const misses = to - from - hits;
    const above = (negatives - fps - misses / 2) / negatives;
    const below = (tps + hits / 2) / positives;
    for (let i = from; i < to; i++) placed[order[i]!] = y[order[i]!] === 1 ? above : below;
    tps += hits;
    fps += misses;
    from = to;
  }
  return placed;
}

function meanAndVariance(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, variance: squares / (values.length - 1) };
}

export interface DelongTest {
  readonly statistic: number;
  readonly pValue: number;
  readonly difference: { readonly value: number; readonly low: number; readonly high: number };
}

/**
 * Whether two scores of the same rows rank them equally well: the difference of the areas under their
 * ROC curves, with its variance by DeLong, DeLong & Clarke-Pearson 1988. y is 0 or 1, rows count alike.
 * Null with fewer than two rows of a class; p = 1 for the same ranking.
 */
export function delongTest(
  y: Int32Array,
  first: Float64Array,
  second: Float64Array,
): DelongTest | null {
  const a = placements(y, first);
  const b = placements(y, second);
  const apart: [number[], number[]] = [[], []];
  for (let i = 0; i < y.length; i++) apart[y[i] === 1 ? 1 : 0].push(a[i]! - b[i]!);
  if (apart[0].length < 2 || apart[1].length < 2) return null;
  const [negatives, positives] = apart.map(meanAndVariance);
  const value = positives!.mean;
  const variance = positives!.variance / apart[1].length + negatives!.variance / apart[0].length;
  const error = Math.sqrt(variance);
  if (!(error > 0))
    return { statistic: 0, pValue: 1, difference: { value, low: value, high: value } };
  const reach = normalQuantile(0.975) * error;
  const statistic = value / error;
  return {
    statistic,
    pValue: Math.min(1, 2 * normalSf(Math.abs(statistic))),
    difference: { value, low: value - reach, high: value + reach },
  };
}
