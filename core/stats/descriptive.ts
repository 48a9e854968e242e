import { lowerBound } from './sturges-histogram.ts';

export interface Moments {
  /** Finite values, which everything here is computed from. */
  readonly finite: number;
  /** NaN without values; likewise below where a statistic does not exist. */
  readonly mean: number;
  /** ddof 1: NaN for one value. */
  readonly variance: number;
  readonly std: number;
  readonly sum: number;
  /** Fisher-Pearson G1, unbiased; 0 for a constant, NaN below three values. As pandas. */
  readonly skewness: number;
  /** Excess G2, unbiased; 0 for a constant, NaN below four values. As pandas. */
  readonly kurtosis: number;
  readonly zeros: number;
  /** Values that are ∞ or −∞; they are left out of the moments. */
  readonly infinite: number;
}

/**
 * Moments of a column; NaN is missing. Two passes: the mean, then central sums, so that large offsets
 * cost no digits. O(n). Joanes & Gill 1998 for G1 and G2.
 */
export function moments(values: Float64Array): Moments {
  let finite = 0;
  let sum = 0;
  let carried = 0;
  let zeros = 0;
  let infinite = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value - value !== 0) {
      if (!Number.isNaN(value)) infinite++;
      continue;
    }
    finite++;
    if (value === 0) zeros++;
    // Neumaier's summation keeps the low digits
    const next = sum + value;
    carried += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  // the carried part is not a number when the sum itself overflowed
  const total = Number.isFinite(carried) ? sum + carried : sum;
  const mean = finite === 0 ? Number.NaN : total / finite;
  return { finite, mean, sum: total, zeros, infinite, ...centralMoments(values, mean, finite) };
}

function centralMoments(
  values: Float64Array,
  mean: number,
  n: number,
): Pick<Moments, 'variance' | 'std' | 'skewness' | 'kurtosis'> {
  let second = 0;
  let third = 0;
  let fourth = 0;
  for (let i = 0; i < values.length; i++) {
    const d = values[i]! - mean;
    if (d - d !== 0) continue;
    const square = d * d;
    second += square;
    third += square * d;
    fourth += square * square;
  }
  const variance = n < 2 ? Number.NaN : second / (n - 1);
  // what rounding leaves of a constant is no spread
  const constant = second <= n * (2 * Number.EPSILON * mean) ** 2;
  return {
    variance,
    std: Math.sqrt(variance),
    skewness: skewnessOf(n, constant ? 0 : second, third),
    kurtosis: kurtosisOf(n, constant ? 0 : second, fourth),
  };
}

function skewnessOf(n: number, second: number, third: number): number {
  if (n < 3) return Number.NaN;
  if (second === 0) return 0;
  return ((n * Math.sqrt(n - 1)) / (n - 2)) * (third / second ** 1.5);
}

function kurtosisOf(n: number, second: number, fourth: number): number {
  if (n < 4) return Number.NaN;
  if (second === 0) return 0;
  const adjustment = (3 * (n - 1) ** 2) / ((n - 2) * (n - 3));
  const numerator = n * (n + 1) * (n - 1) * fourth;
  return numerator / ((n - 2) * (n - 3) * second ** 2) - adjustment;
}

/** The q-quantile of ascending values with linear interpolation, numpy's default; NaN without values. */
export function sortedQuantile(sorted: Float64Array, q: number): number {
  const n = sorted.length;
  if (n === 0) return Number.NaN;
  const at = q * (n - 1);
  const low = Math.floor(at);
  const a = sorted[low]!;
  const b = sorted[Math.min(low + 1, n - 1)]!;
  const t = at - low;
  // numpy's lerp, which is exact at both ends
  return t < 0.5 ? a + (b - a) * t : b - (b - a) * (1 - t);
}

/** Median of |x − median(x)| of ascending values, unscaled. O(n), without another sort. */
export function sortedMad(sorted: Float64Array): number {
  const n = sorted.length;
  if (n === 0) return Number.NaN;
  const median = sortedQuantile(sorted, 0.5);
  // deviations grow outwards from the median on both sides: merge them up to the middle one
  let right = lowerBound(sorted, median);
  let left = right - 1;
  let previous = 0;
  let current = 0;
  for (let taken = 0; taken <= Math.floor(n / 2); taken++) {
    previous = current;
    const below = left >= 0 ? median - sorted[left]! : Infinity;
    const above = right < n ? sorted[right]! - median : Infinity;
    if (below < above) {
      current = below;
      left--;
    } else {
      current = above;
      right++;
    }
  }
  return n % 2 === 1 ? current : (previous + current) / 2;
}

export interface ValueCount {
  readonly value: number;
  readonly count: number;
}

/** How many distinct values there are, and the most frequent of them; of equal counts the smaller value. */
export function sortedFrequencies(
  sorted: Float64Array,
  most: number,
): { readonly distinct: number; readonly top: ValueCount[] } {
  const top: ValueCount[] = [];
  let distinct = 0;
  for (let from = 0; from < sorted.length;) {
    const value = sorted[from]!;
    let to = from + 1;
    while (to < sorted.length && sorted[to] === value) to++;
    distinct++;
    insertTop(top, { value, count: to - from }, most);
    from = to;
  }
  return { distinct, top };
}

function insertTop(top: ValueCount[], entry: ValueCount, most: number): void {
  if (top.length === most && top[most - 1]!.count >= entry.count) return;
  let at = top.length;
  while (at > 0 && top[at - 1]!.count < entry.count) at--;
  top.splice(at, 0, entry);
  if (top.length > most) top.pop();
}

/** The smallest and the largest distinct values, outermost first, `most` of each. O(values they take). */
export function sortedEnds(
  sorted: Float64Array,
  most: number,
): { readonly smallest: ValueCount[]; readonly largest: ValueCount[] } {
  const smallest: ValueCount[] = [];
  for (let from = 0; from < sorted.length && smallest.length < most;) {
    const to = lowerBound(sorted, sorted[from]!, true);
    smallest.push({ value: sorted[from]!, count: to - from });
    from = to;
  }
  const largest: ValueCount[] = [];
  for (let to = sorted.length; to > 0 && largest.length < most;) {
    const from = lowerBound(sorted, sorted[to - 1]!);
    largest.push({ value: sorted[from]!, count: to - from });
    to = from;
  }
  return { smallest, largest };
}
