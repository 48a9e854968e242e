import { z } from 'zod';
import type { Matrix } from '../../table/matrix.ts';
import { float64, link } from './array-schemas.ts';
import { defineStateKind, type MarginsContext, type StateBase } from './state-kind.ts';

export interface LinearState extends StateBase {
  readonly kind: 'linear';
  /** [output][feature]. One output for regression and for two classes, else one a class. */
  readonly coefficients: readonly Float64Array[];
  readonly intercepts: Float64Array;
  /** Weighted means of the training columns: the background of linear SHAP. */
  readonly means: Float64Array;
}

function linearMargins(
  state: LinearState,
  matrix: Matrix,
  { tick }: MarginsContext,
): Float64Array[] {
  const outputs = state.coefficients.length;
  return state.coefficients.map((coefficients, k) => {
    const margin = new Float64Array(matrix.rows).fill(state.intercepts[k]!);
    matrix.columns.forEach((column, j) => {
      tick((k + j / matrix.columns.length) / outputs);
      const coefficient = coefficients[j]!;
      if (coefficient === 0) return;
      for (let row = 0; row < margin.length; row++) margin[row]! += coefficient * column[row]!;
    });
    return margin;
  });
}

export const linearKind = defineStateKind<LinearState>({
  kind: 'linear',
  schema: z.object({
    kind: z.literal('linear'),
    link,
    coefficients: z.array(float64),
    intercepts: float64,
    means: float64,
  }),
  outputs: ({ coefficients }) => coefficients.length,
  margins: linearMargins,
});
