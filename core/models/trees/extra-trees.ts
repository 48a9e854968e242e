import { z } from 'zod';
import { defineEstimator } from '../estimator.ts';
import { fitForest, forestMemory, forestParams, forestSearch } from './forest.ts';

const params = z.strictObject({
  ...forestParams,
  bootstrap: z.boolean().default(false).meta({
    title: 'Bootstrap',
    description: 'Each tree sees rows drawn with replacement; off: all rows',
  }),
});
type Params = z.infer<typeof params>;

/**
 * Extremely randomised trees (Geurts, Ernst, Wehenkel 2006) after scikit-learn's: of each feature one
 * threshold drawn at random is tried.
 */
export const extraTrees = defineEstimator<Params>({
  id: 'extra_trees',
  title: 'Extra trees',
  summary: 'A forest whose thresholds are drawn at random: faster, smoother, often as exact',
  tasks: ['classification', 'regression'],
  tags: ['tree', 'handles_missing', 'handles_categories'],
  params,
  search: {
    max_features: forestSearch['max_features']!,
    min_samples_leaf: forestSearch['min_samples_leaf']!,
    max_depth: forestSearch['max_depth']!,
  },
  memory: forestMemory,
  fit: (x, y, options) =>
    fitForest(x, y, { ...options, kind: { id: 'extra_trees', randomSplits: true } }),
});
