import { z } from 'zod';
import { taskSchema, warningSchema } from './common.ts';
import { defineOperation } from './operation.ts';
import { cvSchema, trainingFields } from './training.ts';

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

/** When a class is called positive; for two classes. */
export const thresholdSchema = z.object({
  by: z
    .enum(['default', 'f1', 'balanced_accuracy', 'cost'])
    .default('default')
    .meta({ title: 'Threshold', description: 'chosen on out-of-fold predictions; default: 0.5' }),
  falsePositive: z.number().min(0).default(1).meta({ title: 'Cost of a false positive' }),
  falseNegative: z.number().min(0).default(1).meta({ title: 'Cost of a false negative' }),
});

/** A range around predictions of numbers that holds the truth as often as `coverage` says. */
export const intervalSchema = z.object({
  method: z.enum(['none', 'split', 'cv_plus', 'quantile']).default('none').meta({
    title: 'Prediction intervals',
    description: 'conformal (split, CV+) or conformalised quantiles',
  }),
  coverage: z.number().min(0.5).max(0.999).default(0.9).meta({ title: 'Coverage' }),
});

export const trainInput = z.object({
  ...trainingFields,
  algorithm: z
    .string()
    .default('auto')
    .meta({ title: 'Algorithm', description: 'an id of `models list`, or auto' }),
  cv: cvSchema,
  params: z.record(z.string(), z.unknown()).default({}).meta({ title: 'Parameters' }),
  calibration: z
    .enum(['none', 'sigmoid', 'isotonic'])
    .default('none')
    .meta({ title: 'Calibration', description: 'corrects the probabilities by cross-validation' }),
  threshold: thresholdSchema.prefault({}).meta({
    title: 'Threshold',
    description:
      'when the second of two classes is called, such as {"by":"cost","falseNegative":5}',
  }),
  intervals: intervalSchema.prefault({}).meta({
    title: 'Prediction intervals',
    description: 'around numbers, such as {"method":"cv_plus","coverage":0.9}',
  }),
});
export type TrainInput = z.infer<typeof trainInput>;

/** What a tuner may try for one parameter. */
export const paramRangeSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('float'),
    low: z.number(),
    high: z.number(),
    log: z.boolean().optional(),
    step: z.number().positive().optional(),
  }),
  z.object({
    type: z.literal('integer'),
    low: z.number().int(),
    high: z.number().int(),
    log: z.boolean().optional(),
    step: z.number().int().positive().optional(),
  }),
  z.object({
    type: z.literal('categorical'),
    choices: z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])).min(1),
  }),
]);
export type ParamRange = z.infer<typeof paramRangeSchema>;

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
        /** Ranges a tuner tries when none are given, by parameter. */
        search: z.record(z.string(), paramRangeSchema),
      }),
    ),
  }),
  defineOperation({
    name: 'models.train',
    kind: 'job',
    summary: 'Fit a pipeline on a version, score it honestly, and record the run',
    input: trainInput,
    output: runResultSchema,
    finishable: true,
    cli: { positional: ['version'] },
  }),
] as const;
