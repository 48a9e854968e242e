import { z } from 'zod';

export const gradientBoostingParams = z.strictObject({
  n_estimators: z.int().min(1).max(10_000).default(100).meta({
    title: 'Trees',
    description: 'Rounds of boosting; with more than two classes each round grows a tree a class',
  }),
  learning_rate: z.number().min(1e-4).max(1).default(0.1).meta({
    title: 'Learning rate',
    description: 'Share of each tree that is added',
  }),
  max_leaf_nodes: z.int().min(2).max(4096).default(31).meta({
    title: 'Most leaves',
    description: 'Leaves of a tree at most',
  }),
  max_depth: z.int().min(1).max(64).nullable().default(null).meta({
    title: 'Greatest depth',
    description: 'Splits from the root to a leaf at most; empty for no limit',
  }),
  min_samples_leaf: z.int().min(1).max(1_000_000).default(20).meta({
    title: 'Rows a leaf',
    description: 'Training rows a leaf at least',
  }),
  l2_regularization: z.number().min(0).max(1e9).default(0).meta({
    title: 'L2 regularisation',
    description: 'Shrinks the values of leaves with little evidence',
  }),
  max_bins: z.int().min(2).max(255).default(255).meta({
    title: 'Most bins',
    description: 'Each feature is sorted into at most so many bins',
  }),
  subsample: z.number().gt(0).max(1).default(1).meta({
    title: 'Share of rows',
    description: 'Share of the training rows each round sees',
  }),
  early_stopping: z.boolean().default(false).meta({
    title: 'Stop early',
    description: 'Keeps a tenth of the rows aside and stops after 10 rounds without improvement',
  }),
});
export type GradientBoostingParams = z.infer<typeof gradientBoostingParams>;
