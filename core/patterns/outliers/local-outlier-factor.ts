import { z } from 'zod';
import { AppError } from '../../base/app-error.ts';
import { nearestOthers } from '../decomposition/nearest-others.ts';
import { defineOutliers } from '../pattern-algorithm.ts';
import { contaminationParam, scoreThreshold } from './contamination.ts';

/** Beyond this a row lies clearly thinner than its neighbours. */
const ownThreshold = 1.5;

const params = z.strictObject({
  n_neighbors: z.int().min(1).max(1000).default(20).meta({
    title: 'Neighbours',
    description: 'Whose density a row is compared with; at most all other rows',
  }),
  contamination: contaminationParam(0),
});

/**
 * Local outlier factor of Breunig et al. 2000: how much thinner a row's neighbourhood is than those of its
 * neighbours; about 1 inside clusters. scikit-learn's `negative_outlier_factor_` is the negative.
 */
export const localOutlierFactor = defineOutliers<z.infer<typeof params>>({
  id: 'local_outlier_factor',
  kind: 'outliers',
  title: 'Local outlier factor',
  summary: 'Rows in thinner places than their neighbours, also between groups of unlike density',
  params,
  mostRows: 50_000,
  run(x, { params: { n_neighbors: asked, contamination }, tick }) {
    if (x.rows < 2) {
      throw new AppError('NOT_ENOUGH_DATA', 'One row has no neighbours', {
        hint: 'Use at least two rows',
      });
    }
    const { k, indices, distances } = nearestOthers(x, asked, tick);
    const reach = Float64Array.from({ length: x.rows }, (_, i) => distances[i * k + k - 1]!);
    const density = Float64Array.from({ length: x.rows }, (_, i) => {
      let sum = 0;
      for (let at = i * k; at < (i + 1) * k; at++) {
        sum += Math.max(distances[at]!, reach[indices[at]!]!);
      }
      // equal rows are infinitely dense but for this
      return 1 / (sum / k + 1e-10);
    });
    const scores = Float64Array.from({ length: x.rows }, (_, i) => {
      let sum = 0;
      for (let at = i * k; at < (i + 1) * k; at++) sum += density[indices[at]!]!;
      return sum / k / density[i]!;
    });
    const duplicates = scores.some((score) => score > 1e7);
    const message = `Some rows have ${k} equal ones, beside which any other looks infinitely thin; raise n_neighbors.`;
    return {
      scores,
      threshold: contamination === 0 ? ownThreshold : scoreThreshold(scores, contamination),
      warnings: duplicates ? [{ kind: 'duplicates', message }] : [],
    };
  },
});
