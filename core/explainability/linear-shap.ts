import type { LinearState } from '../models/states/linear.ts';
import type { Matrix } from '../table/matrix.ts';
import type { ShapOptions } from './tree-shap.ts';

/**
 * SHAP values of a linear model whose features are taken as independent: coefficient · (x − mean of
 * training), as shap.LinearExplainer. Adds to `into` and returns the base value, the margin at the
 * means. O(rows × columns).
 */
export function linearShap(state: LinearState, x: Matrix, options: ShapOptions): number {
  const { output, into, tick } = options;
  const coefficients = state.coefficients[output]!;
  let base = state.intercepts[output]!;
  for (let j = 0; j < x.columns.length; j++) {
    tick(j / x.columns.length);
    const coefficient = coefficients[j]!;
    const mean = state.means[j]!;
    base += coefficient * mean;
    if (coefficient === 0) continue;
    const column = x.columns[j]!;
    const sums = into[j]!;
    for (let i = 0; i < x.rows; i++) sums[i]! += coefficient * (column[i]! - mean);
  }
  return base;
}
