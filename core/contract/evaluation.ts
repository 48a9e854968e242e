import { z } from 'zod';
import { maybeNumber, modelRef, runRef, taskSchema, versionRef, warningSchema } from './common.ts';
import { defineOperation } from './operation.ts';

const series = z.array(maybeNumber);

/** A value with the 95 % interval it lies in. */
export const intervalSchema = z.object({
  value: maybeNumber,
  low: maybeNumber,
  high: maybeNumber,
  /** How the bounds were found: `delong` (1988), `wilson` (1927), or `bootstrap` percentiles (1979). */
  method: z.enum(['delong', 'wilson', 'bootstrap']).optional(),
});

export const evaluationSchema = z.object({
  task: taskSchema,
  rows: z.number(),
  classes: z.array(z.string()).optional(),
  metrics: z.record(z.string(), maybeNumber),
  /** Of 95 %, keyed as `metrics`. */
  intervals: z.record(z.string(), intervalSchema),
  /** Column that tells how much each row counts, where the training had one. */
  weight: z.string().optional(),
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
  /** Each class against the rest, by metric id: precision, recall, f1, jaccard, roc_auc … */
  perClass: z
    .array(
      z.object({
        label: z.string(),
        /** Rows of the class. */
        rows: z.number(),
        metrics: z.record(z.string(), maybeNumber),
      }),
    )
    .optional(),
  /** Binary: rows by falling probability of the second class. At most 1,000 points from (0, 0). */
  gain: z
    .object({
      /** Of the rows, contacted so far. */
      share: z.array(z.number()),
      /** Of all positives, found so far. */
      captured: z.array(z.number()),
      /** captured ÷ share; null at the start. */
      lift: series,
    })
    .optional(),
  /**
   * Rows by probability in 20 equal bins: for two classes that of the second, by actual class; else
   * for each class its own probability, of its rows and of the rest (`actual` null).
   */
  scores: z
    .object({
      edges: z.array(z.number()),
      series: z.array(
        z.object({
          probabilityOf: z.string(),
          actual: z.string().nullable(),
          counts: z.array(z.number()),
        }),
      ),
    })
    .optional(),
  /** Binary: Kolmogorov–Smirnov distance of the two classes, and where it is reached. */
  ks: z.object({ statistic: z.number(), threshold: z.number() }).optional(),
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
    output: evaluationSchema.extend({
      modelId: z.string(),
      versionId: z.string(),
      /** Rows left out, values that could not be read, categories the training did not see. */
      warnings: z.array(warningSchema),
    }),
    cli: { positional: ['model', 'version'] },
  }),
] as const;
