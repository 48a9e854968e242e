import { z } from 'zod';
import { defineDecomposition } from '../pattern-algorithm.ts';
import { leadingComponents } from './leading-components.ts';
import { principalComponents } from './principal-components.ts';

const params = z.strictObject({
  n_components: z.int().min(1).max(1000).default(10).meta({
    title: 'Components',
    description: 'At most as many as rows or columns',
  }),
});

/** Above this many columns and rows the exact way takes minutes. */
const mostExact = 1500;

/**
 * Principal component analysis, exact up to 1,500 columns or rows: O(rows × columns² + columns³). Pearson
 * 1901. Beyond, the leading components by subspace iteration.
 */
export const pca = defineDecomposition<z.infer<typeof params>>({
  id: 'pca',
  kind: 'components',
  title: 'Principal components',
  summary: 'Directions in which the rows differ most, with how much each explains',
  params,
  mostRows: null,
  run(x, { params: { n_components: count }, tick }) {
    tick(0);
    const smaller = Math.min(x.rows, x.columns.length);
    const isExact = smaller <= mostExact;
    const made = isExact ? principalComponents(x, count) : leadingComponents(x, count);
    const message = `Components of ${smaller} or more columns and rows are approximate.`;
    const explained = made.explainedVarianceRatio.reduce((sum, value) => sum + value, 0);
    return {
      names: made.scores.map((_, i) => `PC${i + 1}`),
      scores: made.scores,
      explainedVariance: [...made.explainedVariance],
      explainedVarianceRatio: [...made.explainedVarianceRatio],
      loadings: made.components,
      metrics: { explained_variance_ratio: explained },
      warnings: isExact ? [] : [{ kind: 'approximate', message }],
    };
  },
});
