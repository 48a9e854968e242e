import type { ProfileColumn } from '../contract/eda.ts';
import { moments, sortedFrequencies, sortedMad, sortedQuantile } from '../stats/descriptive.ts';
import { binSorted, equalWidthEdges, lowerBound } from '../stats/sturges-histogram.ts';
import { isCoded, type CodedColumn, type Column, type NumericColumn } from '../table/table.ts';

/** A column's profile with what alerts and correlations need besides. */
export interface ProfiledColumn {
  readonly profile: ProfileColumn;
  readonly infinite: number;
  /** Values per level of a category, text or truth value; per histogram bin of numbers. */
  readonly counts: Float64Array;
}

const quantiles = [0.05, 0.25, 0.5, 0.75, 0.95] as const;
const topValues = 10;
const mostBins = 50;

/** Statistics of one column. `order` is orderNumbers of a column of numbers or dates. O(n). */
export function profileColumn(column: Column, order: Int32Array | null): ProfiledColumn {
  if (isCoded(column)) return profileCoded(column);
  if (column.type === 'boolean') return profileBoolean(column);
  return profileNumeric(column, order!);
}

const nothing = {
  mean: null,
  std: null,
  variance: null,
  min: null,
  max: null,
  sum: null,
  skewness: null,
  kurtosis: null,
  mad: null,
  iqr: null,
  cv: null,
  zeros: null,
  quantiles: {},
  histogram: null,
  outliers: null,
  length: null,
} as const;

function profileNumeric(column: NumericColumn, order: Int32Array): ProfiledColumn {
  const all = new Float64Array(order.length);
  for (let i = 0; i < order.length; i++) all[i] = column.values[order[i]!]!;
  const sorted = all.subarray(lowerBound(all, -Infinity, true), lowerBound(all, Infinity));
  const m = moments(column.values);
  const { distinct, top } = sortedFrequencies(all, topValues);
  const q = quantiles.map((share) => sortedQuantile(sorted, share));
  const histogram = histogramOf(sorted, Math.min(mostBins, distinct));
  const isDate = column.type === 'datetime';
  const profile: ProfileColumn = {
    ...base(column, all.length),
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
    mad: real(sortedMad(sorted)),
    iqr: real(q[3]! - q[1]!),
    cv: isDate ? null : real(m.std / m.mean),
    zeros: isDate ? null : m.zeros,
    quantiles: Object.fromEntries(quantiles.map((share, i) => [String(share), real(q[i]!)])),
    histogram: histogram && {
      edges: [...histogram.edges],
      counts: [...histogram.counts],
    },
    top: top.map(({ value, count }) => ({
      value: isDate ? new Date(value).toISOString() : String(value),
      count,
    })),
    outliers: sorted.length === 0 ? null : countOutliers(sorted, q[1]!, q[3]!, m),
    length: null,
  };
  return { profile, infinite: m.infinite, counts: histogram?.counts ?? new Float64Array(0) };
}

function base(
  column: Column,
  count: number,
): Pick<ProfileColumn, 'name' | 'type' | 'count' | 'missing'> {
  const rows = isCoded(column) ? column.codes.length : column.values.length;
  return { name: column.name, type: column.type, count, missing: rows - count };
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

/** Tukey's fences at 1.5 interquartile ranges, and more than 3 standard deviations from the mean. */
function countOutliers(
  sorted: Float64Array,
  lower: number,
  upper: number,
  { mean, std }: { readonly mean: number; readonly std: number },
): NonNullable<ProfileColumn['outliers']> {
  const reach = 1.5 * (upper - lower);
  return {
    iqr: { count: outside(sorted, lower - reach, upper + reach) },
    zscore: { count: std > 0 ? outside(sorted, mean - 3 * std, mean + 3 * std) : 0 },
  };
}

function outside(sorted: Float64Array, low: number, high: number): number {
  return lowerBound(sorted, low) + sorted.length - lowerBound(sorted, high, true);
}

function profileBoolean(column: NumericColumn): ProfiledColumn {
  const counts = new Float64Array(2);
  for (const value of column.values) if (!Number.isNaN(value)) counts[value]!++;
  const count = counts[0]! + counts[1]!;
  const levels = [
    { value: 'true', count: counts[1]! },
    { value: 'false', count: counts[0]! },
  ];
  const top = levels.filter((level) => level.count > 0).toSorted((a, b) => b.count - a.count);
  return {
    profile: {
      ...nothing,
      ...base(column, count),
      distinct: top.length,
      mean: count === 0 ? null : counts[1]! / count,
      sum: count === 0 ? null : counts[1]!,
      top,
    },
    infinite: 0,
    counts: counts.filter((n) => n > 0),
  };
}

function profileCoded(column: CodedColumn): ProfiledColumn {
  const perLevel = new Float64Array(column.dictionary.length);
  let count = 0;
  for (const code of column.codes) {
    if (code < 0) continue;
    perLevel[code]!++;
    count++;
  }
  const counts = perLevel.filter((n) => n > 0);
  return {
    profile: {
      ...nothing,
      ...base(column, count),
      distinct: counts.length,
      top: mostFrequent(column, perLevel),
      length: lengths(column, perLevel, count),
    },
    infinite: 0,
    counts,
  };
}

/** Of equal counts the one that appears first. */
function mostFrequent(column: CodedColumn, perLevel: Float64Array): ProfileColumn['top'] {
  const top: { code: number; count: number }[] = [];
  for (let code = 0; code < perLevel.length; code++) {
    const count = perLevel[code]!;
    if (count === 0 || (top.length === topValues && top[topValues - 1]!.count >= count)) continue;
    let at = top.length;
    while (at > 0 && top[at - 1]!.count < count) at--;
    top.splice(at, 0, { code, count });
    if (top.length > topValues) top.pop();
  }
  return top.map(({ code, count }) => ({ value: column.dictionary[code]!, count }));
}

function lengths(
  column: CodedColumn,
  perLevel: Float64Array,
  count: number,
): ProfileColumn['length'] {
  if (count === 0) return null;
  let min = Infinity;
  let max = 0;
  let total = 0;
  for (let code = 0; code < perLevel.length; code++) {
    if (perLevel[code] === 0) continue;
    const characters = countCharacters(column.dictionary[code]!);
    min = Math.min(min, characters);
    max = Math.max(max, characters);
    total += characters * perLevel[code]!;
  }
  return { min, mean: total / count, max };
}

function countCharacters(text: string): number {
  return /[\ud800-\udbff]/.test(text) ? [...text].length : text.length;
}

function real(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
