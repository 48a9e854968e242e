import { z } from 'zod';
import { seedSchema, taskSchema, versionRef, warningSchema } from './common.ts';
import { defineOperation } from './operation.ts';

export const metricsSchema = z
  .record(z.string(), z.number().nullable())
  .meta({ description: 'train.*, test.*, cv.*.mean, cv.*.std' });

export const modelSchema = z.object({
  id: z.string(),
  algorithm: z.string(),
  task: taskSchema,
  params: z.record(z.string(), z.unknown()),
  target: z.string(),
  classes: z.array(z.string()).optional(),
  /** Raw columns the model reads, in order. */
  features: z.array(z.string()),
});

export const runResultSchema = z.object({
  run: z.object({
    id: z.string(),
    status: z.string(),
    durationMs: z.number(),
    fitMs: z.number(),
    seed: z.number(),
    experiment: z.string(),
    metrics: metricsSchema,
  }),
  model: modelSchema,
  warnings: z.array(warningSchema),
});
export type RunResult = z.infer<typeof runResultSchema>;

export const trainInput = z.object({
  version: versionRef,
  target: z.string().min(1).meta({ title: 'Target', description: 'the column to predict' }),
  task: taskSchema.optional().meta({ title: 'Task', description: 'default: told by the target' }),
  algorithm: z
    .string()
    .default('auto')
    .meta({ title: 'Algorithm', description: 'an id of `models list`, or auto' }),
  features: z.array(z.string()).optional().meta({ title: 'Features' }),
  exclude: z.array(z.string()).optional().meta({ title: 'Exclude' }),
  weight: z.string().optional().meta({ title: 'Weight column' }),
  split: z
    .enum(['holdout', 'kfold', 'stratified'])
    .default('holdout')
    .meta({ title: 'Folds', description: 'holdout: stratified folds for classes, else plain' }),
  testFraction: z.number().min(0).max(0.9).default(0.2).meta({ title: 'Test fraction' }),
  test: versionRef.optional().meta({ title: 'Test version' }),
  cv: z
    .number()
    .int()
    .min(0)
    .max(50)
    .refine((folds) => folds !== 1, 'one fold is no cross-validation; 0 for none, or at least 2')
    .default(5)
    .meta({ title: 'Cross-validation folds', description: '0 for none' }),
  seed: seedSchema,
  experiment: z.string().min(1).max(200).default('Default').meta({ title: 'Experiment' }),
  params: z.record(z.string(), z.unknown()).default({}).meta({ title: 'Parameters' }),
});
export type TrainInput = z.infer<typeof trainInput>;

export const modelsOperations = [
  defineOperation({
    name: 'models.list',
    kind: 'query',
    summary: 'The catalogue of estimators with their parameters',
    input: z.object({}),
    output: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        summary: z.string(),
        task: z.array(taskSchema),
        tags: z.array(z.string()),
        params: z.unknown().meta({ description: 'JSON Schema' }),
      }),
    ),
  }),
  defineOperation({
    name: 'models.train',
    kind: 'job',
    summary: 'Fit a pipeline on a version, score it honestly, and record the run',
    input: trainInput,
    output: runResultSchema,
    cli: { positional: ['version'] },
  }),
] as const;
