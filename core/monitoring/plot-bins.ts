import type { DriftColumn } from '../contract/monitoring.ts';
import { toShares } from '../stats/divergences.ts';
import { binSorted, equalWidthEdges } from '../stats/sturges-histogram.ts';
import type { CategoryCounts } from './category-counts.ts';

type Distribution = DriftColumn['distribution'];

const MAX_BINS = 30;

/** Q1 − 3·IQR and Q3 + 3·IQR of ascending values, or their 1st and 99th percentile when the IQR is 0. */
function fences(sorted: Float64Array): [number, number] {
  const at = (p: number): number => sorted[Math.round(p * (sorted.length - 1))]!;
  const reach = 3 * (at(0.75) - at(0.25));
  return reach > 0 ? [at(0.25) - reach, at(0.75) + reach] : [at(0.01), at(0.99)];
}

/** The range to draw: both versions, without what lies far outside of both. */
function plotRange(a: Float64Array, b: Float64Array): [number, number] {
  const min = Math.min(a[0]!, b[0]!);
  const max = Math.max(a[a.length - 1]!, b[b.length - 1]!);
  const [lowA, highA] = fences(a);
  const [lowB, highB] = fences(b);
  const low = Math.max(min, Math.min(lowA, lowB));
  const high = Math.min(max, Math.max(highA, highB));
  return high > low ? [low, high] : [min, max];
}

function plotEdges(a: Float64Array, b: Float64Array, integers: boolean): Float64Array {
  const [low, high] = plotRange(a, b);
  if (high === low) return Float64Array.of(low - 0.5, low + 0.5);
  // Beyond 2^53 neighbouring doubles are more than one apart: there are no bins of whole numbers.
  const [least, most] = [Math.ceil(low), Math.floor(high)];
  const safe = Number.isSafeInteger(least) && Number.isSafeInteger(most);
  const whole = integers && safe && most >= least;
  if (!whole) {
    const bins = Math.ceil(Math.sqrt(Math.max(a.length, b.length)));
    return equalWidthEdges(low, high, Math.min(MAX_BINS, Math.max(5, bins)));
  }
  // bins of whole numbers, so that none holds more of them than its neighbour
  const width = Math.ceil((most - least + 1) / MAX_BINS);
  const bins = Math.ceil((most - least + 1) / width);
  return equalWidthEdges(least - 0.5, least - 0.5 + bins * width, bins);
}

/**
 * Shares of two ascending samples on at most 30 common bins of equal width. A few far outliers would
 * squeeze everything into one bin, so the bins span what is within 3 interquartile ranges of the
 * quartiles of either version; the first and last bin also hold what lies beyond. Shares sum to 1.
 */
export function numericDistribution(
  reference: Float64Array,
  current: Float64Array,
  integers: boolean,
): Distribution {
  const edges = plotEdges(reference, current, integers);
  const shares = [reference, current].map((sorted) => {
    const open = edges.slice();
    open[0] = Math.min(open[0]!, sorted[0]!);
    open[open.length - 1] = Math.max(open[open.length - 1]!, sorted[sorted.length - 1]!);
    return Array.from(toShares(binSorted(sorted, open)));
  });
  return { edges: Array.from(edges), labels: null, reference: shares[0]!, current: shares[1]! };
}

/** Shares on common categories: the 29 with most rows by mean share, and the others together. */
export function categoricalDistribution(counts: CategoryCounts): Distribution {
  const a = toShares(counts.reference);
  const b = toShares(counts.current);
  const order = counts.labels
    .map((_, i) => i)
    .sort((i, j) => b[j]! + a[j]! - b[i]! - a[i]! || i - j);
  const shown = order.length <= MAX_BINS ? order : order.slice(0, MAX_BINS - 1);
  const rest = order.slice(shown.length);
  const pick = (shares: Float64Array): number[] => {
    const picked = shown.map((i) => shares[i]!);
    if (rest.length > 0) picked.push(rest.reduce((sum, i) => sum + shares[i]!, 0));
    return picked;
  };
  const labels = shown.map((i) => counts.labels[i]!);
  if (rest.length > 0) labels.push(`${rest.length} others`);
  return { edges: null, labels, reference: pick(a), current: pick(b) };
}
