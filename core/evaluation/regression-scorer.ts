import type { Scorer } from './metrics.ts';
import { orderAscending } from './ranking.ts';

const epsilon = 2 ** -52;

function absoluteErrors(y: Float64Array, predicted: Float64Array): Float64Array {
  return Float64Array.from(y, (value, i) => Math.abs(value - predicted[i]!));
}

/** Rows by ascending |y − predicted|. O(n). */
export function orderByError(y: Float64Array, predicted: Float64Array): Int32Array {
  return orderAscending(absoluteErrors(y, predicted));
}

/**
 * Weighted quantile that averages two values where the share falls between them, Hyndman & Fan 1996
 * type 2; `order` sorts the values, `total` is the sum of the weights. Null without weight. O(n).
 */
export function weightedQuantile(
  values: Float64Array,
  order: Int32Array,
  options: {
    readonly weights: Float64Array | null;
    readonly total: number;
    readonly alpha: number;
  },
): number | null {
  const { weights, total, alpha } = options;
  if (!(total > 0)) return null;
  const wanted = alpha * total;
  let below = 0;
  let lower: number | null = null;
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!;
    const weight = weights === null ? 1 : weights[row]!;
    if (weight === 0) continue;
    if (lower !== null) return (lower + values[row]!) / 2;
    below += weight;
    if (below < wanted) continue;
    if (below - wanted > epsilon) return values[row]!;
    lower = values[row]!;
  }
  return lower;
}

/** 1 − residual / total; of a constant target 1 when the residual is 0 and else 0. */
export function explained(residual: number, total: number): number {
  if (total > 0) return 1 - residual / total;
  return residual > 0 ? 0 : 1;
}

/** Prepares `regressionMetrics` for many weightings of the same rows. */
export function regressionScorer(y: Float64Array, predicted: Float64Array): Scorer {
  const absolute = absoluteErrors(y, predicted);
  const order = orderAscending(absolute);
  const errors = y.map((value, i) => value - predicted[i]!);
  const relative = absolute.map((error, i) => error / Math.max(Math.abs(y[i]!), epsilon));
  return (weights) => {
    let total = 0;
    let rows = 0;
    let sumY = 0;
    let sumError = 0;
    let squares = 0;
    let absolutes = 0;
    let relatives = 0;
    let largest = 0;
    let low = Infinity;
    let high = -Infinity;
    for (let i = 0; i < y.length; i++) {
      const weight = weights === null ? 1 : weights[i]!;
      if (weight === 0) continue;
      const error = errors[i]!;
      rows++;
      total += weight;
      sumY += weight * y[i]!;
      sumError += weight * error;
      squares += weight * error * error;
      absolutes += weight * absolute[i]!;
      relatives += weight * relative[i]!;
      if (absolute[i]! > largest) largest = absolute[i]!;
      if (y[i]! < low) low = y[i]!;
      if (y[i]! > high) high = y[i]!;
    }
    const meanY = sumY / total;
    const meanError = sumError / total;
    let spread = 0;
    let errorSpread = 0;
    for (let i = 0; i < y.length; i++) {
      const weight = weights === null ? 1 : weights[i]!;
      spread += weight * (y[i]! - meanY) ** 2;
      errorSpread += weight * (errors[i]! - meanError) ** 2;
    }
    // The mean of a constant target may round, which would leave a spread of dust.
    if (low === high) spread = 0;
    const known = total > 0;
    return {
      rmse: known ? Math.sqrt(squares / total) : null,
      mse: known ? squares / total : null,
      mae: known ? absolutes / total : null,
      medae: weightedQuantile(absolute, order, { weights, total, alpha: 0.5 }),
      r2: rows < 2 ? null : explained(squares, spread),
      mape: known ? relatives / total : null,
      max_error: known ? largest : null,
      explained_variance: known ? explained(errorSpread, spread) : null,
    };
  };
}
