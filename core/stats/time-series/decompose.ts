export interface Decomposition {
  /** Missing (NaN) for half a period at either end. */
  readonly trend: Float64Array;
  readonly seasonal: Float64Array;
  /** Missing where the trend is. */
  readonly residual: Float64Array;
}

/**
 * Classical decomposition by moving averages, as statsmodels' `seasonal_decompose` with its two-sided
 * filter: the trend is a centred average over one period (half weights at the ends of an even one),
 * the seasonal part the mean of each phase of what is left, centred on 0 (additive) or 1
 * (multiplicative). No missing values. Null for a period below 2, fewer than two periods, and for the
 * multiplicative model when a value is not positive. O(n).
 */
export function decompose(
  series: Float64Array,
  period: number,
  model: 'additive' | 'multiplicative',
): Decomposition | null {
  const n = series.length;
  if (period < 2 || n < 2 * period) return null;
  const multiplicative = model === 'multiplicative';
  if (multiplicative && series.some((value) => value <= 0)) return null;
  const trend = centredAverage(series, period);
  const rest = series.map((value, i) => (multiplicative ? value / trend[i]! : value - trend[i]!));
  const phases = phaseMeans(rest, period);
  const mean = phases.reduce((sum, value) => sum + value, 0) / period;
  const centred = phases.map((value) => (multiplicative ? value / mean : value - mean));
  const seasonal = series.map((_, i) => centred[i % period]!);
  const residual = rest.map((value, i) =>
    multiplicative ? value / seasonal[i]! : value - seasonal[i]!,
  );
  return { trend, seasonal, residual };
}

function centredAverage(series: Float64Array, period: number): Float64Array {
  const n = series.length;
  const half = Math.floor(period / 2);
  const even = period % 2 === 0;
  const inner = even ? period - 1 : period;
  const sums = windowSums(series, inner);
  const trend = new Float64Array(n).fill(Number.NaN);
  for (let i = half; i < n - half; i++) {
    const from = i - half + (even ? 1 : 0);
    const ends = even ? (series[i - half]! + series[i + half]!) / 2 : 0;
    trend[i] = (sums[from]! + ends) / period;
  }
  return trend;
}

/**
 * Sums of `width` values from each place on: the end of one block and the beginning of the next, so
 * that nothing is ever subtracted and a huge value spoils only its own windows. O(n).
 */
function windowSums(series: Float64Array, width: number): Float64Array {
  const n = series.length;
  const heads = new Float64Array(n);
  const tails = new Float64Array(n);
  for (let i = 0; i < n; i++) heads[i] = series[i]! + (i % width === 0 ? 0 : heads[i - 1]!);
  for (let i = n - 1; i >= 0; i--) {
    const last = i === n - 1 || i % width === width - 1;
    tails[i] = series[i]! + (last ? 0 : tails[i + 1]!);
  }
  return Float64Array.from({ length: n - width + 1 }, (_, i) =>
    i % width === 0 ? heads[i + width - 1]! : tails[i]! + heads[i + width - 1]!,
  );
}

function phaseMeans(rest: Float64Array, period: number): Float64Array {
  const sums = new Float64Array(period);
  const counts = new Float64Array(period);
  for (let i = 0; i < rest.length; i++) {
    if (Number.isNaN(rest[i]!)) continue;
    sums[i % period]! += rest[i]!;
    counts[i % period]!++;
  }
  return sums.map((sum, phase) => sum / counts[phase]!);
}
