import { z } from 'zod';
import { defineEstimator } from '../estimator.ts';
import { fitForest, forestMemory, forestParams, forestSearch } from './forest.ts';

const params = z.strictObject({
  ...forestParams,
  bootstrap: z.boolean().default(true).meta({
    title: 'Bootstrap',
    description: 'Each tree sees rows drawn with replacement; off: all rows',
  }),
});
type Params = z.infer<typeof params>;

/** Breiman's random forest (2001) after scikit-learn's: probabilities and values of its trees are averaged. */
export const randomForest = defineEstimator<Params>({
  id: 'random_forest',
  title: 'Random forest',
  summary: 'The average of many deep trees, each on other rows and features: good without tuning',
  tasks: ['classification', 'regression'],
  tags: ['tree', 'handles_missing', 'handles_categories'],
  params,
  search: forestSearch,
  memory: forestMemory,
  fit: (x, y, options) =>
    fitForest(x, y, { ...options, kind: { id: 'random_forest', randomSplits: false } }),
});
