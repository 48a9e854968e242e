import { z } from 'zod';
import { maybeNumber, runRef, taskSchema, versionRef, warningSchema } from './common.ts';
import { metricsSchema, paramRangeSchema } from './models.ts';
import { defineOperation } from './operation.ts';
import { cvSchema, recipeSchema, secondsSchema, trainingFields } from './training.ts';

export const trialSchema = z.object({
  number: z.number().int(),
  state: z.enum(['running', 'complete', 'pruned', 'failed']),
  /** Mean over the folds, in the unit of the study's metric; of a pruned trial its last. */
  value: maybeNumber,
  /** Standard deviation over the folds. */
  std: maybeNumber,
  algorithm: z.string(),
  params: z.record(z.string(), z.unknown()),
  recipe: recipeSchema,
  /** What the pruner saw: step and value. */
  intermediate: z.array(z.object({ step: z.number(), value: maybeNumber })),
  durationMs: maybeNumber,
  /** The run that holds its model, where one was kept. */
  runId: z.string().nullable(),
  error: z.string().nullable(),
});
export type Trial = z.infer<typeof trialSchema>;

export const leaderboardEntrySchema = z.object({
  rank: z.number().int(),
  /** Null while the search goes on: models are fitted and tested once, at its end. */
  runId: z.string().nullable(),
  algorithm: z.string(),
  title: z.string(),
  params: z.record(z.string(), z.unknown()),
  recipe: recipeSchema,
  /** Mean over the folds of the metric the search went by. */
  value: maybeNumber,
  std: maybeNumber,
  /** Of the test rows, which no choice has seen; empty while there is no run. */
  test: metricsSchema,
  fitMs: maybeNumber,
  /** Milliseconds to predict one row, within a batch. */
  predictMs: maybeNumber,
  /** The trials of the same algorithm it is the best of. */
  trials: z.number().int(),
});

export const studySchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['search', 'automl']),
  state: z.enum(['running', 'finished', 'stopped', 'failed', 'cancelled', 'interrupted']),
  versionId: z.string(),
  versionName: z.string(),
  target: z.string(),
  task: taskSchema,
  /** Of a search; null for automl. */
  algorithm: z.string().nullable(),
  sampler: z.string(),
  pruner: z.string(),
  metric: z.object({ name: z.string(), better: z.enum(['higher', 'lower']) }),
  seed: z.number(),
  trialCount: z.number().int(),
  bestValue: maybeNumber,
  bestRunId: z.string().nullable(),
  jobId: z.string().nullable(),
  createdAt: z.number(),
  durationMs: maybeNumber,
  /** Seconds that were allowed, or null. */
  budget: maybeNumber,
});
export type Study = z.infer<typeof studySchema>;

export const studyResultSchema = z.object({
  study: studySchema,
  /** What was asked, to go on with it. */
  input: z.record(z.string(), z.unknown()),
  best: z
    .object({
      runId: z.string().nullable(),
      value: maybeNumber,
      algorithm: z.string(),
      params: z.record(z.string(), z.unknown()),
      recipe: recipeSchema,
    })
    .nullable(),
  trials: z.array(trialSchema),
  space: z.record(z.string(), paramRangeSchema),
  /** Share of the variance of the value that each parameter explains (fANOVA); sums to 1. */
  importance: z.record(z.string(), z.number()),
  leaderboard: z.array(leaderboardEntrySchema),
  /** The search repeated inside outer folds: what to expect of tuning on new rows. */
  nested: z
    .object({
      folds: z.array(z.object({ value: maybeNumber, params: z.record(z.string(), z.unknown()) })),
      mean: maybeNumber,
      std: maybeNumber,
    })
    .nullable(),
  warnings: z.array(warningSchema),
});
export type StudyResult = z.infer<typeof studyResultSchema>;

const searchFields = {
  ...trainingFields,
  cv: cvSchema.meta({
    title: 'Validation folds',
    description: '0: one validation part of a fifth',
  }),
  metric: z.string().optional().meta({
    title: 'Metric',
    description: 'what is improved; default: the main metric of the task',
  }),
  parallel: z
    .number()
    .int()
    .min(0)
    .max(64)
    .default(0)
    .meta({ title: 'Trials at once', description: '0: as many as cores and memory allow' }),
  name: z.string().min(1).max(200).optional().meta({ title: 'Name of the study' }),
} as const;

export const tuneInput = z.object({
  ...searchFields,
  algorithm: z.string().min(1).meta({ title: 'Algorithm', description: 'an id of `models list`' }),
  trials: z.number().int().min(1).max(10_000).default(50).meta({ title: 'Trials' }),
  budget: secondsSchema
    .optional()
    .meta({ title: 'Time budget', description: 'such as 60s or 10m' }),
  sampler: z.enum(['tpe', 'random', 'grid']).default('tpe').meta({ title: 'Sampler' }),
  pruner: z
    .enum(['none', 'median', 'successive_halving', 'hyperband'])
    .default('median')
    .meta({ title: 'Pruner', description: 'stops trials that look hopeless' }),
  space: z
    .record(z.string(), paramRangeSchema)
    .optional()
    .meta({ title: 'Search space', description: 'ranges by parameter; default: of the algorithm' }),
  params: z
    .record(z.string(), z.unknown())
    .default({})
    .meta({ title: 'Fixed parameters', description: 'held at these values in every trial' }),
  nested: z
    .number()
    .int()
    .min(0)
    .max(20)
    .refine((folds) => folds !== 1, '0 for none, or at least 2')
    .default(0)
    .meta({ title: 'Outer folds', description: 'of nested cross-validation; 0 for none' }),
  resume: z
    .string()
    .optional()
    .meta({ title: 'Resume', description: 'a study to go on with; other fields must agree' }),
});
export type TuneInput = z.infer<typeof tuneInput>;

export const autoInput = z.object({
  ...searchFields,
  budget: secondsSchema
    .default(60)
    .meta({ title: 'Time budget', description: 'such as 60s or 10m' }),
  algorithms: z.array(z.string()).optional().meta({
    title: 'Algorithms',
    description: 'ids to choose from; default: by the shape of the data',
  }),
  limitPerModel: secondsSchema
    .optional()
    .meta({ title: 'Limit per model', description: 'no single fit may take longer' }),
  recipes: z.boolean().default(true).meta({
    title: 'Search preparation',
    description: 'tries imputation, encoding and scaling too',
  }),
  stacking: z
    .boolean()
    .default(true)
    .meta({ title: 'Stack at the end', description: 'combines the best of the families' }),
  resume: z.string().optional().meta({ title: 'Resume' }),
});
export type AutoInput = z.infer<typeof autoInput>;

const pointSchema = z.object({
  /** Training rows of a learning curve, the parameter's value of a validation curve. */
  at: z.union([z.number(), z.string(), z.boolean(), z.null()]),
  train: z.object({ mean: maybeNumber, std: maybeNumber, values: z.array(maybeNumber) }),
  test: z.object({ mean: maybeNumber, std: maybeNumber, values: z.array(maybeNumber) }),
  fitMs: maybeNumber,
});

export const curveSchema = z.object({
  kind: z.enum(['learning', 'validation']),
  algorithm: z.string(),
  param: z.string().nullable(),
  metric: z.object({ name: z.string(), better: z.enum(['higher', 'lower']) }),
  points: z.array(pointSchema),
  warnings: z.array(warningSchema),
});

export const ablationSchema = z.object({
  algorithm: z.string(),
  metric: z.object({ name: z.string(), better: z.enum(['higher', 'lower']) }),
  baseline: z.object({ mean: maybeNumber, std: maybeNumber }),
  entries: z.array(
    z.object({
      kind: z.enum(['features', 'step']),
      /** The group or step that was left out. */
      name: z.string(),
      columns: z.array(z.string()),
      mean: maybeNumber,
      std: maybeNumber,
      /** How much worse it is without; negative: better without. */
      loss: maybeNumber,
      /** 95 % interval of the loss over the folds (corrected resampled t). */
      low: maybeNumber,
      high: maybeNumber,
      fitMs: maybeNumber,
    }),
  ),
  warnings: z.array(warningSchema),
});

export const sensitivitySchema = z.object({
  algorithm: z.string(),
  metric: z.object({ name: z.string(), better: z.enum(['higher', 'lower']) }),
  baseline: z.object({ mean: maybeNumber, std: maybeNumber }),
  params: z.array(
    z.object({
      name: z.string(),
      points: z.array(pointSchema),
      /** Best minus worst mean over its points. */
      spread: maybeNumber,
    }),
  ),
  warnings: z.array(warningSchema),
});

const experimentFields = {
  ...trainingFields,
  cv: cvSchema,
  algorithm: z.string().min(1).meta({ title: 'Algorithm' }),
  params: z.record(z.string(), z.unknown()).default({}).meta({ title: 'Parameters' }),
  metric: z.string().optional().meta({ title: 'Metric' }),
} as const;

export const tuningOperations = [
  defineOperation({
    name: 'tuning.run',
    kind: 'job',
    summary: 'Search the parameters of one algorithm by cross-validation',
    input: tuneInput,
    output: studyResultSchema,
    finishable: true,
    cli: { positional: ['version'] },
  }),
  defineOperation({
    name: 'tuning.auto',
    kind: 'job',
    summary: 'Try the algorithms that suit the data until the time is up, and rank them honestly',
    input: autoInput,
    output: studyResultSchema,
    finishable: true,
    cli: { positional: ['version'] },
  }),
  defineOperation({
    name: 'tuning.studies',
    kind: 'query',
    summary: 'Searches made so far, newest first',
    input: z.object({
      version: versionRef.optional(),
      limit: z.number().int().min(1).max(1000).default(100),
    }),
    output: z.object({ studies: z.array(studySchema) }),
    cli: { positional: ['version'] },
  }),
  defineOperation({
    name: 'tuning.show',
    kind: 'query',
    summary: 'One search as it stands: trials, importance, leaderboard; also while it runs',
    input: z.object({ study: z.string().min(1).meta({ description: 'id of a study, or latest' }) }),
    output: studyResultSchema,
    cli: { positional: ['study'] },
  }),
  defineOperation({
    name: 'tuning.curve',
    kind: 'job',
    summary: 'Learning curve (more rows), or validation curve (one parameter varied)',
    input: z.object({
      ...experimentFields,
      kind: z.enum(['learning', 'validation']).default('learning'),
      sizes: z
        .array(z.number().positive())
        .optional()
        .meta({ description: 'of a learning curve: shares up to 1, or numbers of rows' }),
      param: z.string().optional().meta({ description: 'of a validation curve' }),
      values: z.array(z.union([z.number(), z.string(), z.boolean()])).optional(),
    }),
    output: curveSchema,
    cli: { positional: ['version'] },
  }),
  defineOperation({
    name: 'tuning.ablation',
    kind: 'job',
    summary:
      'What each group of columns and each preparation step is worth: leave one out at a time',
    input: z.object({
      ...experimentFields,
      groups: z
        .record(z.string(), z.array(z.string()))
        .optional()
        .meta({ description: 'columns by name of the group; default: each column by itself' }),
      steps: z.boolean().default(true).meta({ description: 'also leave out preparation steps' }),
    }),
    output: ablationSchema,
    cli: { positional: ['version'] },
  }),
  defineOperation({
    name: 'tuning.sensitivity',
    kind: 'job',
    summary: 'How much the score moves when one parameter at a time is varied',
    input: z.object({
      ...experimentFields,
      vary: z
        .array(z.string())
        .optional()
        .meta({ description: 'parameters; default: those of the search space' }),
      points: z.number().int().min(2).max(50).default(5),
    }),
    output: sensitivitySchema,
    cli: { positional: ['version'] },
  }),
  defineOperation({
    name: 'tuning.threshold',
    kind: 'query',
    summary: 'The best threshold of a run of two classes by F1, balanced accuracy or cost',
    input: z.object({
      run: runRef,
      by: z.enum(['f1', 'balanced_accuracy', 'cost']).default('f1'),
      falsePositive: z.number().min(0).default(1),
      falseNegative: z.number().min(0).default(1),
    }),
    output: z.object({
      threshold: z.number(),
      value: z.number(),
      /** The same measure at 0.5. */
      atHalf: z.number(),
      curve: z.array(z.object({ threshold: z.number(), value: z.number() })),
      rows: z.number(),
    }),
    cli: { positional: ['run'] },
  }),
] as const;
