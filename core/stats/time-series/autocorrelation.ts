import { laggedProducts } from '../fourier.ts';
import { centred } from './kpss.ts';

/** From so many products on, transforms are quicker than sums. */
const directProducts = 20_000_000;

/**
 * Autocorrelations at lags 0 .. `lags` (cut to n − 1), each sum divided by n as statsmodels' `acf`.
 * No missing values; empty for a constant series. O(n lags), or O(n log n) for long ones.
 */
export function autocorrelation(series: Float64Array, lags: number): number[] {
  const products = lagProducts(series, lags);
  if (products === null) return [];
  return Array.from(products, (product) => product / products[0]!);
}

/**
 * Partial autocorrelations at lags 0 .. `lags` (cut to n/2) from Yule and Walker's equations with
 * adjusted autocovariances (divided by n − lag), which is statsmodels' default `ywadjusted`, solved by
 * Levinson's recursion. Ends early where the equations have no solution; empty for a constant series.
 */
export function partialAutocorrelation(series: Float64Array, lags: number): number[] {
  const n = series.length;
  const most = Math.min(lags, Math.floor(n / 2));
  const products = lagProducts(series, most);
  if (products === null) return [];
  const covariance = products.map((product, lag) => product / (n - lag));
  const partial = [1];
  let coefficients: number[] = [];
  let error = covariance[0]!;
  for (let order = 1; order <= most; order++) {
    let unexplained = covariance[order]!;
    for (let i = 0; i < order - 1; i++)
      unexplained -= coefficients[i]! * covariance[order - 1 - i]!;
    const reflection = unexplained / error;
    if (!Number.isFinite(reflection)) break;
    partial.push(reflection);
    const before = coefficients;
    coefficients = before.map((value, i) => value - reflection * before[order - 2 - i]!);
    coefficients.push(reflection);
    error *= 1 - reflection * reflection;
  }
  return partial;
}

/** Σ of the centred values times themselves `lag` later; null where they do not vary. */
function lagProducts(series: Float64Array, lags: number): Float64Array | null {
  const n = series.length;
  if (n < 2) return null;
  const values = centred(series);
  const most = Math.min(lags, n - 1);
  const total = values.reduce((sum, value) => sum + value * value, 0);
  const length = series.reduce((sum, value) => sum + value * value, 0);
  if (!(total > 1e-26 * length) || !Number.isFinite(total)) return null;
  if (n * most > directProducts) return laggedProducts(values, most);
  return Float64Array.from({ length: most + 1 }, (_, lag) => {
    let sum = 0;
    for (let i = lag; i < n; i++) sum += values[i]! * values[i - lag]!;
    return sum;
  });
}
