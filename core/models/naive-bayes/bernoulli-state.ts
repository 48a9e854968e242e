import { z } from 'zod';
import type { Matrix } from '../../table/matrix.ts';
import { double, float64, link } from '../states/array-schemas.ts';
import { defineStateKind, type MarginsContext, type StateBase } from '../states/state-kind.ts';

/** Linear in whether each column is above a threshold. */
export interface BernoulliNaiveBayesState extends StateBase {
  readonly kind: 'bernoulli_nb';
  readonly threshold: number;
  /** [output][feature] */
  readonly coefficients: readonly Float64Array[];
  readonly intercepts: Float64Array;
}

function bernoulliMargins(
  { threshold, coefficients, intercepts }: BernoulliNaiveBayesState,
  x: Matrix,
  { tick }: MarginsContext,
): Float64Array[] {
  return coefficients.map((own, k) => {
    const margin = new Float64Array(x.rows).fill(intercepts[k]!);
    x.columns.forEach((column, j) => {
      tick((k + j / x.columns.length) / coefficients.length);
      for (let row = 0; row < margin.length; row++) {
        if (column[row]! > threshold) margin[row]! += own[j]!;
      }
    });
    return margin;
  });
}

export const bernoulliNaiveBayesKind = defineStateKind<BernoulliNaiveBayesState>({
  kind: 'bernoulli_nb',
  schema: z.object({
    kind: z.literal('bernoulli_nb'),
    link,
    threshold: double,
    coefficients: z.array(float64),
    intercepts: float64,
  }),
  outputs: ({ coefficients }) => coefficients.length,
  margins: bernoulliMargins,
});
