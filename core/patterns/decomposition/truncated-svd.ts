import { z } from 'zod';
import { moments } from '../../stats/descriptive.ts';
import { defineDecomposition } from '../pattern-algorithm.ts';
import { project, rightSingular } from './cross-products.ts';
import { flipSigns } from './sign-flip.ts';

const params = z.strictObject({
  n_components: z.int().min(1).max(1000).default(2).meta({
    title: 'Components',
    description: 'At most as many as rows or columns',
  }),
});

/** Variance with ddof 0. */
function variance(values: Float64Array): number {
  const { variance: unbiased, finite } = moments(values);
  return finite < 2 ? 0 : (unbiased * (finite - 1)) / finite;
}

/** Singular value decomposition without centring, exact, as scikit-learn's `TruncatedSVD`. */
export const truncatedSvd = defineDecomposition<z.infer<typeof params>>({
  id: 'truncated_svd',
  kind: 'components',
  title: 'Truncated SVD',
  summary: 'Like principal components, but columns keep their zero: for counts and 0/1 columns',
  params,
  mostRows: null,
  run(x, { params: { n_components: count }, tick }) {
    tick(0);
    const { singular, right } = rightSingular(x.columns, Math.min(count, x.rows, x.columns.length));
    flipSigns(right);
    const scores = project(x.columns, right);
    const explained = scores.map(variance);
    const total = x.columns.reduce((sum, values) => sum + variance(values), 0);
    const ratio = explained.map((value) => (total > 0 ? value / total : 0));
    return {
      names: scores.map((_, i) => `SV${i + 1}`),
      scores,
      explainedVariance: explained,
      explainedVarianceRatio: ratio,
      loadings: right,
      metrics: {
        explained_variance_ratio: ratio.reduce((sum, value) => sum + value, 0),
        largest_singular_value: singular[0] ?? null,
      },
    };
  },
});
