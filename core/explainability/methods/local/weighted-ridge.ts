import { factorCholesky, solveCholesky } from '../../../models/kernels/cholesky.ts';

export interface RidgeFit {
  readonly intercept: number;
  readonly coefficients: Float64Array;
  /** R² under the weights. */
  readonly r2: number;
}

const weightedMean = (values: ArrayLike<number>, weights: Float64Array): number => {
  let [sum, total] = [0, 0];
  for (let i = 0; i < weights.length; i++) {
    sum += weights[i]! * values[i]!;
    total += weights[i]!;
  }
  return sum / total;
};

function scoreOf(
  columns: readonly ArrayLike<number>[],
  y: Float64Array,
  {
    weights,
    intercept,
    coefficients,
  }: { weights: Float64Array; intercept: number; coefficients: Float64Array },
): number {
  const mean = weightedMean(y, weights);
  let [left, total] = [0, 0];
  for (let i = 0; i < y.length; i++) {
    let predicted = intercept;
    for (let j = 0; j < columns.length; j++) predicted += coefficients[j]! * columns[j]![i]!;
    left += weights[i]! * (y[i]! - predicted) ** 2;
    total += weights[i]! * (y[i]! - mean) ** 2;
  }
  return total > 0 ? 1 - left / total : 1;
}

/**
 * Ridge regression with row weights and an intercept that is not penalised, as scikit-learn's Ridge with
 * sample_weight. `alpha` > 0. O(rows × columns²).
 */
export function weightedRidge(
  columns: readonly ArrayLike<number>[],
  y: Float64Array,
  { weights, alpha }: { readonly weights: Float64Array; readonly alpha: number },
): RidgeFit {
  const p = columns.length;
  const means = columns.map((column) => weightedMean(column, weights));
  const meanY = weightedMean(y, weights);
  const gram = new Float64Array(p * p);
  const right = new Float64Array(p);
  for (let i = 0; i < y.length; i++) {
    for (let a = 0; a < p; a++) {
      const centred = weights[i]! * (columns[a]![i]! - means[a]!);
      right[a]! += centred * (y[i]! - meanY);
      for (let b = 0; b <= a; b++) gram[a * p + b]! += centred * (columns[b]![i]! - means[b]!);
    }
  }
  for (let a = 0; a < p; a++) {
    gram[a * p + a]! += alpha;
    for (let b = 0; b < a; b++) gram[b * p + a] = gram[a * p + b]!;
  }
  factorCholesky(gram, p);
  const coefficients = p === 0 ? new Float64Array(0) : solveCholesky(gram, right);
  const intercept = coefficients.reduce((sum, value, a) => sum - value * means[a]!, meanY);
  return { intercept, coefficients, r2: scoreOf(columns, y, { weights, intercept, coefficients }) };
}
