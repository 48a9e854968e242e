import type { ProfileColumn } from '../contract/eda.ts';
import {
  moments,
  sortedEnds,
  sortedFrequencies,
  sortedMad,
  sortedQuantile,
} from '../stats/descriptive.ts';
import { binSorted, equalWidthEdges, lowerBound } from '../stats/sturges-histogram.ts';
import type { NumericColumn } from '../table/table.ts';
import { dateSteps } from './date-steps.ts';

/** What a profile of numbers or dates adds to name, type and missing cells. */
export interface NumericProfile {
  readonly facts: Omit<ProfileColumn, 'name' | 'type' | 'count' | 'missing'>;
  /** Values per histogram bin. */
  readonly counts: Float64Array;
}

const quantiles = [0.05, 0.25, 0.5, 0.75, 0.95] as const;
const topValues = 10;
const mostBins = 50;
/** Distance from the median in scaled deviations from which a value stands out (Iglewicz & Hoaglin 1993). */
const modifiedZ = 3.5;
/** Φ⁻¹(3/4): the median absolute deviation of a standard normal. */
const normalMad = 0.6745;

/** `all` holds the column's values without missing ones, ascending. O(n). */
export function profileNumeric(column: NumericColumn, all: Float64Array): NumericProfile {
  const sorted = all.subarray(lowerBound(all, -Infinity, true), lowerBound(all, Infinity));
  const m = moments(column.values);
  const { distinct, top } = sortedFrequencies(all, topValues);
  const q = quantiles.map((share) => sortedQuantile(sorted, share));
  const histogram = histogramOf(sorted, Math.min(mostBins, distinct));
  const mad = sortedMad(sorted);
  const isDate = column.type === 'datetime';
  const facts: NumericProfile['facts'] = {
    distinct,
    mean: real(m.mean),
    std: real(m.std),
    variance: real(m.variance),
    min: sorted.length === 0 ? null : sorted[0]!,
    max: sorted.length === 0 ? null : sorted.at(-1)!,
    // sums, shapes and zeros of moments in time mean nothing
    sum: isDate || m.finite === 0 ? null : real(m.sum),
    skewness: isDate ? null : real(m.skewness),
    kurtosis: isDate ? null : real(m.kurtosis),
    mad: real(mad),
    iqr: real(q[3]! - q[1]!),
    cv: isDate ? null : real(m.std / m.mean),
    zeros: isDate ? null : m.zeros,
    quantiles: Object.fromEntries(quantiles.map((share, i) => [String(share), real(q[i]!)])),
    histogram: histogram && {
      edges: [...histogram.edges],
      counts: [...histogram.counts],
    },
    top: top.map(({ value, count }) => ({
      value: isDate ? isoText(value) : String(value),
      count,
    })),
    outliers:
      sorted.length === 0
        ? null
        : countOutliers(sorted, { lower: q[1]!, median: q[2]!, upper: q[3]!, mad, ...m }),
    monotonic: monotony(column.values),
    infinite: m.infinite,
    extremes: sorted.length === 0 ? null : sortedEnds(sorted, topValues),
    patterns: [],
    dates: isDate ? dateSteps(sorted) : null,
    length: null,
  };
  return { facts, counts: histogram?.counts ?? new Float64Array(0) };
}

/** A moment beyond the calendar of JavaScript keeps its milliseconds. */
function isoText(time: number): string {
  return Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : String(time);
}

/** min(50, distinct) bins of equal width, as ydata-profiling and numpy cut them. */
function histogramOf(
  sorted: Float64Array,
  bins: number,
): { readonly edges: Float64Array; readonly counts: Float64Array } | null {
  if (sorted.length === 0) return null;
  const low = sorted[0]!;
  const high = sorted.at(-1)!;
  if (!Number.isFinite(high - low)) return null;
  const edges =
    low === high ? Float64Array.of(low - 0.5, high + 0.5) : equalWidthEdges(low, high, bins);
  return { edges, counts: binSorted(sorted, edges) };
}

interface Spread {
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
  readonly mad: number;
  readonly mean: number;
  readonly std: number;
}

/**
 * Beyond Tukey's fences at 1.5 interquartile ranges, more than 3 standard deviations from the mean, and
 * with a modified z |0.6745 (x − median) / MAD| above 3.5. Columns without that spread have none.
 */
function countOutliers(
  sorted: Float64Array,
  { lower, median, upper, mad, mean, std }: Spread,
): NonNullable<ProfileColumn['outliers']> {
  const reach = 1.5 * (upper - lower);
  const [low, high] = [lower - reach, upper + reach];
  const deviation = (modifiedZ * mad) / normalMad;
  return {
    iqr: { count: outside(sorted, low, high), low: real(low), high: real(high) },
    zscore: { count: std > 0 ? outside(sorted, mean - 3 * std, mean + 3 * std) : 0 },
    mad: { count: mad > 0 ? outside(sorted, median - deviation, median + deviation) : 0 },
  };
}

function outside(sorted: Float64Array, low: number, high: number): number {
  return lowerBound(sorted, low) + sorted.length - lowerBound(sorted, high, true);
}

/**
 * Whether values only rise or only fall in the order of the rows, missing ones left out; `strictly`
 * where none repeats the one before. A constant counts as increasing, as in pandas. O(n).
 */
export function monotony(values: Float64Array): ProfileColumn['monotonic'] {
  let previous = Number.NaN;
  let rises = false;
  let falls = false;
  let repeats = false;
  let present = false;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    present = true;
    if (value > previous) rises = true;
    else if (value < previous) falls = true;
    else if (value === previous) repeats = true;
    if (rises && falls) return 'none';
    previous = value;
  }
  if (!present) return null;
  const direction = falls ? 'decreasing' : 'increasing';
  return repeats ? direction : `strictly ${direction}`;
}

export function real(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
