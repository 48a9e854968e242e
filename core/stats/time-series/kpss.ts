export interface KpssOptions {
  /** Stationary around a level ('c', default) or around a linear trend ('ct'). */
  readonly regression?: 'c' | 'ct';
  /** Of Newey and West's long-run variance; default 'auto' (Hobijn, Franses & Ooms 1998). */
  readonly lags?: number | 'auto';
}

export interface Kpss {
  readonly statistic: number;
  /** Between 0.01 and 0.1: beyond the table, the end of it. */
  readonly pValue: number;
  readonly lags: number;
  readonly critical: Record<string, number>;
}

/** Kwiatkowski, Phillips, Schmidt & Shin 1992, table 1. */
const quantiles = {
  c: [0.347, 0.463, 0.574, 0.739],
  ct: [0.119, 0.146, 0.176, 0.216],
} as const;
const levels = [0.1, 0.05, 0.025, 0.01] as const;

/**
 * KPSS test that a series is stationary, in the arithmetic of statsmodels' `kpss`; lags beyond n − 1
 * are cut to that. No missing values. Null for a series without spread around its level or trend, and
 * for fewer than 3 observations. O(n lags).
 */
export function kpss(series: Float64Array, options: KpssOptions = {}): Kpss | null {
  const { regression = 'c' } = options;
  const n = series.length;
  if (n < 3) return null;
  const residuals = regression === 'c' ? centred(series) : detrended(series);
  const spread = dotAtLag(residuals, 0);
  const length = dotAtLag(series, 0);
  if (!(spread > 1e-26 * length) || !Number.isFinite(spread)) return null;
  const wanted =
    options.lags === undefined || options.lags === 'auto' ? automaticLags(residuals) : options.lags;
  const lags = Math.min(wanted, n - 1);
  const statistic = partialSumSquares(residuals) / n ** 2 / longRunVariance(residuals, lags);
  if (!Number.isFinite(statistic)) return null;
  const [ten, five, twoHalf, one] = quantiles[regression];
  return {
    statistic,
    pValue: interpolate(statistic, quantiles[regression]),
    lags,
    critical: { '10%': ten, '5%': five, '2.5%': twoHalf, '1%': one },
  };
}

/** Deviations from the mean. */
export function centred(series: Float64Array): Float64Array {
  const mean = series.reduce((sum, value) => sum + value, 0) / series.length;
  return series.map((value) => value - mean);
}

/** Deviations from the straight line of least squares. */
export function detrended(series: Float64Array): Float64Array {
  const n = series.length;
  const level = centred(series);
  const middle = (n - 1) / 2;
  let covariance = 0;
  for (let i = 0; i < n; i++) covariance += (i - middle) * level[i]!;
  const slope = covariance / ((n * (n * n - 1)) / 12);
  return level.map((value, i) => value - slope * (i - middle));
}

function dotAtLag(values: Float64Array, lag: number): number {
  let sum = 0;
  for (let i = lag; i < values.length; i++) sum += values[i]! * values[i - lag]!;
  return sum;
}

function partialSumSquares(residuals: Float64Array): number {
  let partial = 0;
  let squares = 0;
  for (const value of residuals) {
    partial += value;
    squares += partial * partial;
  }
  return squares;
}

/** With Bartlett's weights. */
function longRunVariance(residuals: Float64Array, lags: number): number {
  let sum = dotAtLag(residuals, 0);
  for (let lag = 1; lag <= lags; lag++) {
    sum += 2 * dotAtLag(residuals, lag) * (1 - lag / (lags + 1));
  }
  return sum / residuals.length;
}

function automaticLags(residuals: Float64Array): number {
  const n = residuals.length;
  const considered = Math.floor(n ** (2 / 9));
  let s0 = dotAtLag(residuals, 0) / n;
  let s1 = 0;
  for (let lag = 1; lag <= considered; lag++) {
    const product = dotAtLag(residuals, lag) / (n / 2);
    s0 += product;
    s1 += lag * product;
  }
  const ratio = s1 / s0;
  return Math.floor(1.1447 * (ratio * ratio) ** (1 / 3) * n ** (1 / 3));
}

function interpolate(statistic: number, table: readonly number[]): number {
  if (statistic <= table[0]!) return levels[0];
  for (let i = 1; i < table.length; i++) {
    if (statistic > table[i]!) continue;
    const share = (statistic - table[i - 1]!) / (table[i]! - table[i - 1]!);
    return levels[i - 1]! + share * (levels[i]! - levels[i - 1]!);
  }
  return levels.at(-1)!;
}
