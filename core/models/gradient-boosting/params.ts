import { z } from 'zod';
import { monotonicParam } from '../monotonic-constraints.ts';

export const gradientBoostingParams = z.strictObject({
  loss: z
    .enum([
      'auto',
      'squared_error',
      'absolute_error',
      'huber',
      'quantile',
      'poisson',
      'gamma',
      'tweedie',
    ])
    .default('auto')
    .meta({
      title: 'Loss',
      description:
        'What a regression minimises; Poisson, gamma and Tweedie predict the logarithm. Classes are always learned by log-loss',
    }),
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
    description:
      'Training rows a leaf at least; of many rows estimated from the hessian, as LightGBM',
  }),
  min_gain: z.number().min(0).max(1e12).default(0).meta({
    title: 'Least gain',
    description: 'A split must reduce the loss by more than this',
  }),
  l1_regularization: z.number().min(0).max(1e9).default(0).meta({
    title: 'L1 regularisation',
    description: 'Pulls the values of leaves to 0 by a fixed amount of gradient',
  }),
  l2_regularization: z.number().min(0).max(1e9).default(0).meta({
    title: 'L2 regularisation',
    description: 'Shrinks the values of leaves with little evidence',
  }),
  path_smooth: z.number().min(0).max(1e9).default(0).meta({
    title: 'Path smoothing',
    description: 'Rows a node must have to count as much as its parent; 0 for none',
  }),
  max_bins: z.int().min(2).max(255).default(255).meta({
    title: 'Most bins',
    description: 'Each feature is sorted into at most so many bins',
  }),
  sampling: z.enum(['bagging', 'goss']).default('bagging').meta({
    title: 'Row sampling',
    description:
      'bagging draws rows evenly; goss keeps the rows with the largest gradients and draws of the rest',
  }),
  subsample: z.number().gt(0).max(1).default(1).meta({
    title: 'Share of rows',
    description: 'Share of the training rows each round sees (bagging)',
  }),
  subsample_freq: z.int().min(1).max(1000).default(1).meta({
    title: 'Rounds a sample',
    description: 'Rounds after which the rows are drawn anew (bagging)',
  }),
  top_rate: z.number().gt(0).max(1).default(0.2).meta({
    title: 'Share of large gradients',
    description: 'Share of the rows kept for their gradients (goss)',
  }),
  other_rate: z.number().gt(0).max(1).default(0.1).meta({
    title: 'Share of other rows',
    description: 'Share of the rows drawn of the rest (goss)',
  }),
  max_features: z.number().gt(0).max(1).default(1).meta({
    title: 'Share of features a node',
    description: 'Share of the features each node tries',
  }),
  max_features_tree: z.number().gt(0).max(1).default(1).meta({
    title: 'Share of features a tree',
    description: 'Share of the features each tree may use',
  }),
  extra_trees: z.boolean().default(false).meta({
    title: 'Random thresholds',
    description: 'Each node tries one threshold a feature, drawn by chance',
  }),
  drop_rate: z.number().min(0).max(1).default(0).meta({
    title: 'Dropped trees (DART)',
    description: 'Chance of each tree to be left out while the next is grown; 0 for no DART',
  }),
  max_drop: z.int().min(1).max(10_000).default(50).meta({
    title: 'Most dropped trees',
    description: 'Rounds dropped at a time at most (DART)',
  }),
  skip_drop: z.number().min(0).max(1).default(0.5).meta({
    title: 'Rounds without dropping',
    description: 'Chance that a round drops none (DART)',
  }),
  class_weight: z.enum(['none', 'balanced']).default('none').meta({
    title: 'Class weights',
    description: 'balanced gives every class the same total weight',
  }),
  quantile: z.number().gt(0).lt(1).default(0.5).meta({
    title: 'Quantile',
    description: 'Which quantile is predicted (loss quantile)',
  }),
  huber_delta: z.number().gt(0).max(1e12).default(1).meta({
    title: 'Huber threshold',
    description: 'Errors beyond it count by their size, not its square (loss huber)',
  }),
  tweedie_power: z.number().gt(1).lt(2).default(1.5).meta({
    title: 'Tweedie power',
    description: 'Variance as a power of the mean (loss tweedie)',
  }),
  monotonic_cst: monotonicParam,
  interaction_cst: z.array(z.array(z.string())).nullable().default(null).meta({
    title: 'Interaction constraints',
    description: 'Groups of features that may meet on one path of a tree; others stay alone',
  }),
  early_stopping: z.boolean().default(false).meta({
    title: 'Stop early',
    description: 'Keeps rows aside and stops when they are no longer predicted better',
  }),
  validation_fraction: z.number().gt(0).lt(1).default(0.1).meta({
    title: 'Share kept aside',
    description: 'Share of the rows that early stopping looks at',
  }),
  n_iter_no_change: z.int().min(1).max(1000).default(10).meta({
    title: 'Patience',
    description: 'Rounds without improvement before it stops',
  }),
  tol: z.number().min(0).max(1e6).default(1e-7).meta({
    title: 'Tolerance',
    description: 'What counts as an improvement',
  }),
  scoring: z.enum(['loss', 'roc_auc', 'accuracy', 'rmse', 'mae']).default('loss').meta({
    title: 'Early stopping by',
    description: 'Measure of the rows kept aside',
  }),
});
export type GradientBoostingParams = z.infer<typeof gradientBoostingParams>;
