import { z } from 'zod';
import { subTick } from '../../base/tick.ts';
import { growForest, isolationScores } from '../../models/isolation-forest/isolation-forest.ts';
import { defineOutliers } from '../pattern-algorithm.ts';
import { contaminationParam, scoreThreshold } from './contamination.ts';

/** From this score on a row is isolated sooner than most. */
const ownThreshold = 0.5;

const params = z.strictObject({
  n_estimators: z.int().min(1).max(2000).default(100).meta({ title: 'Trees' }),
  max_samples: z.int().min(2).max(100_000).default(256).meta({
    title: 'Rows a tree',
    description: 'Drawn for each tree without putting back',
  }),
  contamination: contaminationParam(0),
});

/** Scores 2^(−E(path) / c) of Liu, Ting & Zhou 2008; scikit-learn's `score_samples` is the negative. */
export const isolationForest = defineOutliers<z.infer<typeof params>>({
  id: 'isolation_forest',
  kind: 'outliers',
  title: 'Isolation forest',
  summary: 'Rows that random splits set apart after few steps; fast, also with many columns',
  params,
  mostRows: null,
  run(x, { params: chosen, seed, tick }) {
    const { n_estimators: trees, max_samples: subsample, contamination } = chosen;
    const forest = growForest(x.columns, { trees, subsample, seed });
    const scores = isolationScores(forest, x.columns, subTick(tick, 0.2, 1));
    const threshold = contamination === 0 ? ownThreshold : scoreThreshold(scores, contamination);
    return { scores, threshold };
  },
});
