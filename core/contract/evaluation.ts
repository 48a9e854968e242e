import { z } from 'zod';
import { maybeNumber, modelRef, runRef, taskSchema, versionRef } from './common.ts';
import { defineOperation } from './operation.ts';

const series = z.array(maybeNumber);

export const evaluationSchema = z.object({
  task: taskSchema,
  rows: z.number(),
  classes: z.array(z.string()).optional(),
  metrics: z.record(z.string(), maybeNumber),
  /** 95 % percentile bootstrap over the evaluated rows, keyed as `metrics`. */
  intervals: z.record(
    z.string(),
    z.object({ value: maybeNumber, low: maybeNumber, high: maybeNumber }),
  ),
  /** Rows that the intervals rest on: all, or 20,000 drawn at random from more. */
  intervalRows: z.number().optional(),
  /** From which probability on the second class is called, where it was chosen; else the more probable is. */
  threshold: z.number().optional(),
  confusion: z
    .object({ labels: z.array(z.string()), matrix: z.array(z.array(z.number())) })
    .nullable(),
  /** Binary: of the second class. Otherwise null; see `curves` for one against rest. */
  roc: z.object({ fpr: series, tpr: series, threshold: series }).nullable(),
  pr: z.object({ precision: series, recall: series, threshold: series }).nullable(),
  /** Multiclass: one curve a class, one against the rest. */
  curves: z.array(
    z.object({
      label: z.string(),
      rocAuc: maybeNumber,
      prAuc: maybeNumber,
      roc: z.object({ fpr: series, tpr: series, threshold: series }),
      pr: z.object({ precision: series, recall: series, threshold: series }),
    }),
  ),
  calibration: z
    .object({ predicted: series, observed: series, count: z.array(z.number()) })
    .nullable(),
  thresholds: z
    .array(
      z.object({
        threshold: z.number(),
        precision: maybeNumber,
        recall: maybeNumber,
        f1: maybeNumber,
        accuracy: z.number(),
        predictedPositive: z.number(),
      }),
    )
    .nullable(),
  /** Regression: at most 5,000 points, and the histogram of all residuals (actual − predicted). */
  residuals: z
    .object({
      actual: series,
      predicted: series,
      residual: series,
      histogram: z.object({ edges: z.array(z.number()), counts: z.array(z.number()) }),
    })
    .nullable(),
  /** The main metric of the task by each value of the categorical columns with at most 12 values. */
  byGroup: z.array(
    z.object({
      column: z.string(),
      value: z.string(),
      rows: z.number(),
      metrics: z.record(z.string(), maybeNumber),
    }),
  ),
});
export type Evaluation = z.infer<typeof evaluationSchema>;

export const evaluationOperations = [
  defineOperation({
    name: 'evaluation.show',
    kind: 'query',
    summary: 'How the model of a run does on its test rows',
    input: z.object({ run: runRef }),
    output: evaluationSchema.extend({ runId: z.string(), on: z.enum(['test', 'train']) }),
    cli: { positional: ['run'] },
  }),
  defineOperation({
    name: 'evaluation.run',
    kind: 'job',
    summary: 'Evaluate a model on a version that carries the target',
    input: z.object({ model: modelRef, version: versionRef }),
    output: evaluationSchema.extend({ modelId: z.string(), versionId: z.string() }),
    cli: { positional: ['model', 'version'] },
  }),
] as const;
