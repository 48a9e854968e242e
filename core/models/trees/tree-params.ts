import { z } from 'zod';
import { monotonicParam } from '../monotonic-constraints.ts';

/** Parameters that single trees and forests share, as scikit-learn names them. */
export const growthParams = {
  criterion: z
    .enum([
      'auto',
      'gini',
      'entropy',
      'log_loss',
      'squared_error',
      'friedman_mse',
      'absolute_error',
      'poisson',
    ])
    .default('auto')
    .meta({
      title: 'Criterion',
      description:
        'What splits lower: gini or entropy (log_loss) of classes; squared_error (friedman_mse), absolute_error or poisson of numbers; auto: gini or squared_error',
    }),
  max_depth: z.int().min(1).max(1000).nullable().default(null).meta({
    title: 'Greatest depth',
    description: 'Splits from the root to a leaf at most; empty for no limit',
  }),
  min_samples_split: z.int().min(2).max(1_000_000_000).default(2).meta({
    title: 'Rows to split',
    description: 'Training rows that a node needs to be split',
  }),
  min_samples_leaf: z.int().min(1).max(1_000_000_000).default(1).meta({
    title: 'Rows a leaf',
    description: 'Training rows a leaf at least',
  }),
  max_leaf_nodes: z.int().min(2).max(1_000_000).nullable().default(null).meta({
    title: 'Most leaves',
    description: 'Leaves of a tree at most, the best splits first; empty for no limit',
  }),
  min_impurity_decrease: z.number().min(0).max(1e12).default(0).meta({
    title: 'Least gain',
    description: 'What a split must lower the impurity by, as a share of all rows',
  }),
  ccp_alpha: z.number().min(0).max(1e12).default(0).meta({
    title: 'Pruning strength',
    description: 'Cuts branches whose gain a leaf is at most this (cost-complexity pruning)',
  }),
  monotonic_cst: monotonicParam,
} as const;

export const maxFeaturesParam = z
  .union([z.enum(['auto', 'sqrt', 'log2']), z.number().gt(0).max(1)])
  .nullable();

const growthSchema = z.object(growthParams);
export type GrowthParams = z.infer<typeof growthSchema>;
export type MaxFeatures = z.infer<typeof maxFeaturesParam>;
