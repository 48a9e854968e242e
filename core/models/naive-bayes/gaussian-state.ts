import { z } from 'zod';
import type { Matrix } from '../../table/matrix.ts';
import { float64, link } from '../states/array-schemas.ts';
import { defineStateKind, type MarginsContext, type StateBase } from '../states/state-kind.ts';
import { jointMargins } from './class-scores.ts';

export interface GaussianNaiveBayesState extends StateBase {
  readonly kind: 'gaussian_nb';
  /** [class]; −Infinity for a class that training did not see. */
  readonly logPriors: Float64Array;
  /** [class][feature] */
  readonly means: readonly Float64Array[];
  /** [class][feature], smoothed */
  readonly variances: readonly Float64Array[];
}

function gaussianMargins(
  { logPriors, means, variances }: GaussianNaiveBayesState,
  x: Matrix,
  { tick }: MarginsContext,
): Float64Array[] {
  const scores = means.map((mean, k) => {
    const score = new Float64Array(x.rows);
    if (logPriors[k] === -Infinity) return score;
    score.fill(logPriors[k]!);
    x.columns.forEach((column, j) => {
      tick((k + j / x.columns.length) / means.length);
      const variance = variances[k]![j]!;
      const height = -0.5 * Math.log(2 * Math.PI * variance);
      for (let row = 0; row < score.length; row++) {
        const gap = column[row]! - mean[j]!;
        score[row]! += height - (0.5 * gap * gap) / variance;
      }
    });
    return score;
  });
  return jointMargins(scores, logPriors);
}

export const gaussianNaiveBayesKind = defineStateKind<GaussianNaiveBayesState>({
  kind: 'gaussian_nb',
  schema: z.object({
    kind: z.literal('gaussian_nb'),
    link,
    logPriors: float64,
    means: z.array(float64),
    variances: z.array(float64),
  }),
  outputs: ({ means }) => (means.length === 2 ? 1 : means.length),
  margins: gaussianMargins,
});
