import { z } from 'zod';
import { runRef, taskSchema, warningSchema } from './common.ts';
import { metricsSchema, modelSchema } from './models.ts';
import { defineOperation } from './operation.ts';

export const runSchema = z.object({
  id: z.string(),
  experiment: z.string(),
  status: z.enum(['running', 'finished', 'failed', 'cancelled', 'interrupted']),
  algorithm: z.string(),
  task: taskSchema,
  target: z.string(),
  versionId: z.string(),
  versionName: z.string(),
  modelId: z.string().nullable(),
  seed: z.number(),
  params: z.record(z.string(), z.unknown()),
  metrics: metricsSchema,
  startedAt: z.number(),
  durationMs: z.number().nullable(),
  fitMs: z.number().nullable(),
  error: z.string().nullable(),
});
export type Run = z.infer<typeof runSchema>;

export const trackingOperations = [
  defineOperation({
    name: 'tracking.experiments',
    kind: 'query',
    summary: 'Experiments and how many runs each has',
    input: z.object({}),
    output: z.object({
      experiments: z.array(
        z.object({ id: z.string(), name: z.string(), runs: z.number(), createdAt: z.number() }),
      ),
    }),
  }),
  defineOperation({
    name: 'tracking.runs',
    kind: 'query',
    summary: 'Runs, newest first or sorted by a metric',
    input: z.object({
      experiment: z.string().optional(),
      sort: z
        .string()
        .optional()
        .meta({ description: 'metric, metric:asc or metric:desc, such as test.roc_auc' }),
      limit: z.number().int().min(1).max(10000).default(200),
    }),
    output: z.object({ runs: z.array(runSchema) }),
  }),
  defineOperation({
    name: 'tracking.show',
    kind: 'query',
    summary: 'One run with its model, pipeline and warnings',
    input: z.object({ run: runRef }),
    output: z.object({
      run: runSchema,
      model: modelSchema.nullable(),
      /** What happens to columns before the estimator sees them, and to its answers after; one line a step. */
      pipeline: z.array(
        z.object({
          step: z.string(),
          title: z.string(),
          columns: z.array(z.string()),
          fittedOn: z.string(),
          detail: z.string(),
        }),
      ),
      /** What was asked, to train again with a change. */
      input: z.record(z.string(), z.unknown()),
      /** Probability from which the second of two classes is called; null: 0.5, or no such classes. */
      threshold: z.number().nullable(),
      warnings: z.array(warningSchema),
      registered: z.array(z.object({ name: z.string(), number: z.number(), stage: z.string() })),
    }),
    cli: { positional: ['run'] },
  }),
  defineOperation({
    name: 'tracking.compare',
    kind: 'query',
    summary: 'Runs side by side: only the parameters that differ, and every metric',
    input: z.object({ runs: z.array(runRef).min(2).max(20) }),
    output: z.object({
      runs: z.array(runSchema),
      params: z.array(z.object({ name: z.string(), values: z.array(z.unknown()) })),
      metrics: z.array(
        z.object({
          name: z.string(),
          values: z.array(z.number().nullable()),
          /** Index of the best run, null when it cannot be told. */
          best: z.number().nullable(),
        }),
      ),
    }),
    cli: { positional: ['runs'] },
  }),
] as const;
