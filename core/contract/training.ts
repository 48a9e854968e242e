import { z } from 'zod';
import { seedSchema, taskSchema, versionRef } from './common.ts';

/** How rows are set apart for testing and validation. */
export const splitSchema = z
  .enum([
    'holdout',
    'kfold',
    'stratified',
    'group',
    'stratified_group',
    'leave_one_group_out',
    'repeated',
    'time',
    'purged',
  ])
  .default('holdout')
  .meta({
    title: 'Folds',
    description:
      'holdout: stratified folds for classes, else plain; group keeps the rows of a group together; time trains on the past only',
  });

/** What happens to columns before the estimator sees them; `auto` is what the estimator asks for. */
export const recipeSchema = z.object({
  imputer: z
    .enum(['auto', 'median', 'mean', 'most_frequent', 'constant', 'knn'])
    .default('auto')
    .meta({ title: 'Missing numbers', description: 'what stands in for a missing number' }),
  indicator: z
    .boolean()
    .default(false)
    .meta({ title: 'Flag missing', description: 'adds a column that tells what was missing' }),
  encoder: z
    .enum(['auto', 'one_hot', 'ordinal', 'target', 'frequency'])
    .default('auto')
    .meta({ title: 'Categories', description: 'how categories become numbers' }),
  scaler: z
    .enum(['auto', 'none', 'standard', 'min_max', 'robust', 'power', 'quantile'])
    .default('auto')
    .meta({ title: 'Scaling', description: 'how numbers are scaled' }),
});
export type RecipeOptions = z.infer<typeof recipeSchema>;

/** Seconds: a number, or text such as `90`, `90s`, `10m`, `2h`. */
export const secondsSchema = z
  .union([
    z.number().positive(),
    z.string().regex(/^\d+(\.\d+)?\s*(s|m|h)?$/, 'a time such as 90s, 10m or 2h'),
  ])
  .transform((value) => {
    if (typeof value === 'number') return value;
    const unit = { s: 1, m: 60, h: 3600 }[value.slice(-1)] ?? 1;
    return Number.parseFloat(value) * unit;
  });

/** What every kind of learning on a version takes: which rows and columns, and how it is validated. */
export const trainingFields = {
  version: versionRef,
  target: z.string().min(1).meta({ title: 'Target', description: 'the column to predict' }),
  task: taskSchema.optional().meta({ title: 'Task', description: 'default: told by the target' }),
  features: z.array(z.string()).optional().meta({ title: 'Features' }),
  exclude: z.array(z.string()).optional().meta({ title: 'Exclude' }),
  weight: z.string().optional().meta({ title: 'Weight column' }),
  split: splitSchema,
  group: z
    .string()
    .optional()
    .meta({ title: 'Group column', description: 'rows of one value stay on one side of a split' }),
  time: z
    .string()
    .optional()
    .meta({ title: 'Time column', description: 'orders the rows for time and purged splits' }),
  window: z.enum(['expanding', 'sliding']).default('expanding').meta({
    title: 'Window',
    description: 'time splits: all of the past, or as much for each fold',
  }),
  gap: z
    .number()
    .int()
    .min(0)
    .default(0)
    .meta({ title: 'Gap', description: 'rows left out between training and test, by time' }),
  embargo: z.number().min(0).max(0.5).default(0.01).meta({
    title: 'Embargo',
    description: 'purged splits: share of rows left out after each test part',
  }),
  repeats: z
    .number()
    .int()
    .min(1)
    .max(100)
    .default(3)
    .meta({ title: 'Repeats', description: 'of repeated folds' }),
  testFraction: z.number().min(0).max(0.9).default(0.2).meta({ title: 'Test fraction' }),
  test: versionRef.optional().meta({ title: 'Test version' }),
  recipe: recipeSchema.prefault({}).meta({
    title: 'Preparation',
    description: 'such as {"imputer":"knn","encoder":"target","scaler":"robust","indicator":true}',
  }),
  classWeight: z
    .enum(['none', 'balanced'])
    .default('none')
    .meta({ title: 'Class weights', description: 'balanced: every class counts the same in all' }),
  seed: seedSchema,
  experiment: z.string().min(1).max(200).default('Default').meta({ title: 'Experiment' }),
  threads: z
    .number()
    .int()
    .min(0)
    .max(256)
    .default(0)
    .meta({ title: 'Threads', description: '0: one a core; results do not depend on it' }),
} as const;

export const cvSchema = z
  .number()
  .int()
  .min(0)
  .max(50)
  .refine((folds) => folds !== 1, 'one fold is no cross-validation; 0 for none, or at least 2')
  .default(5)
  .meta({ title: 'Cross-validation folds', description: '0 for none' });
