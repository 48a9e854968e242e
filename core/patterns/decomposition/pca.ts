import { z } from 'zod';
import { defineDecomposition } from '../pattern-algorithm.ts';
import { principalComponents } from './principal-components.ts';

const params = z.strictObject({
  n_components: z.int().min(1).max(1000).default(10).meta({
    title: 'Components',
    description: 'At most as many as rows or columns',
  }),
});

/** Principal component analysis, exact. O(rows × columns² + columns³). Pearson 1901. */
export const pca = defineDecomposition<z.infer<typeof params>>({
  id: 'pca',
  kind: 'components',
  title: 'Principal components',
  summary: 'Directions in which the rows differ most, with how much each explains',
  params,
  mostRows: null,
  run(x, { params: { n_components: count }, tick }) {
    tick(0);
    const made = principalComponents(x, count);
    const explained = made.explainedVarianceRatio.reduce((sum, value) => sum + value, 0);
    return {
      names: made.scores.map((_, i) => `PC${i + 1}`),
      scores: made.scores,
      explainedVariance: [...made.explainedVariance],
      explainedVarianceRatio: [...made.explainedVarianceRatio],
      loadings: made.components,
      metrics: { explained_variance_ratio: explained },
    };
  },
});
