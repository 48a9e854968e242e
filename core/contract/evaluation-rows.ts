import { z } from 'zod';
import { cellSchema, filePath, maybeNumber, runRef, warningSchema } from './common.ts';
import { intervalSchema } from './evaluation.ts';
import { defineOperation } from './operation.ts';

/** Which rows an analysis of a run looks at: those it was evaluated on. */
export const evaluatedRows = {
  runId: z.string(),
  /** The version the rows are of; row numbers and filters refer to it. */
  versionId: z.string(),
  on: z.enum(['test', 'train']),
  rows: z.number(),
};

const trendSchema = z.object({ x: z.array(z.number()), y: z.array(z.number()) });

export const residualAnalysisSchema = z.object({
  ...evaluatedRows,
  /** At most 5,000 rows, evenly drawn, by their number in the version; residual: actual − predicted. */
  points: z.object({
    row: z.array(z.number()),
    actual: z.array(z.number()),
    predicted: z.array(z.number()),
    residual: z.array(z.number()),
  }),
  /** Mean residual and mean absolute residual of all rows. */
  meanResidual: z.number(),
  meanAbsolute: z.number(),
  /** Against the normal distribution: theoretical and standardised residual quantiles, at most 1,000. */
  qq: z.object({
    theoretical: z.array(z.number()),
    sample: z.array(z.number()),
    row: z.array(z.number()),
  }),
  /** √|standardised residual| against the fitted value, of the rows of `points`, with a running mean. */
  scaleLocation: z.object({
    fitted: z.array(z.number()),
    root: z.array(z.number()),
    trend: trendSchema,
  }),
  /** Residuals (actual − predicted) by a column: points for numbers, boxes for categories and hours. */
  by: z
    .object({
      column: z.string(),
      kind: z.enum(['points', 'boxes']),
      /** At most 5,000, with the number of their row; times in milliseconds since 1970. */
      points: z.object({
        x: z.array(z.number()),
        residual: z.array(z.number()),
        row: z.array(z.number()),
      }),
      trend: trendSchema,
      /** Whiskers end at the last residual within 1.5 interquartile ranges; of times hours and weekdays. */
      boxes: z.array(
        z.object({
          /** `value`, or `hour` and `weekday` (both UTC) of a time. */
          of: z.enum(['value', 'hour', 'weekday']),
          label: z.string(),
          rows: z.number(),
          low: z.number(),
          q1: z.number(),
          median: z.number(),
          q3: z.number(),
          high: z.number(),
          mean: z.number(),
        }),
      ),
    })
    .nullable(),
  /** Running sum of residuals and running mean of absolute ones, in order of the time column. */
  overTime: z
    .object({
      column: z.string(),
      time: z.array(z.number()),
      cumulative: z.array(z.number()),
      meanAbsolute: z.array(z.number()),
    })
    .nullable(),
  /** Breusch–Pagan for spread that depends on the fit, Jarque–Bera for shape, Durbin–Watson for order. */
  tests: z.array(
    z.object({
      name: z.string(),
      statistic: maybeNumber,
      pValue: maybeNumber,
      reading: z.string(),
    }),
  ),
  warnings: z.array(warningSchema),
});

export const errorAnalysisSchema = z.object({
  ...evaluatedRows,
  metric: z.object({ name: z.string(), better: z.enum(['higher', 'lower']) }),
  overall: intervalSchema,
  /** Leaves of a tree that predicts the loss of a row, the worst mean loss first. */
  segments: z.array(
    z.object({
      /** For people: `age > 60 and sex = female`. */
      title: z.string(),
      /** For `data.preview` and segments of the version; it matches rows of training, too. */
      filter: z.string(),
      rows: z.number(),
      /** Of the rows looked at. */
      share: z.number(),
      value: intervalSchema,
      meanLoss: z.number(),
      /** Share of the sum of all losses that falls into it. */
      errorShare: z.number(),
    }),
  ),
  worst: z.array(
    z.object({
      row: z.number(),
      actual: cellSchema,
      predicted: cellSchema,
      /** Probability of the actual class, or actual − predicted. */
      score: z.number(),
      /** −ln of that probability, or what the row adds to the metric: its squared, absolute, relative … error. */
      loss: z.number(),
      values: z.record(z.string(), cellSchema),
    }),
  ),
  path: z.string().nullable(),
  warnings: z.array(warningSchema),
});

export const evaluationRowsOperations = [
  defineOperation({
    name: 'evaluation.residuals',
    kind: 'job',
    summary: 'Residuals of a regression: shape, spread, by a column, over time',
    input: z.object({
      run: runRef,
      by: z.string().optional().meta({ title: 'By column' }),
      time: z.string().optional().meta({ title: 'Time column' }),
    }),
    output: residualAnalysisSchema,
    cli: { positional: ['run'] },
  }),
  defineOperation({
    name: 'evaluation.errors',
    kind: 'job',
    summary: 'Where a model is worst: segments found by a tree over its errors, and the worst rows',
    input: z.object({
      run: runRef,
      metric: z
        .string()
        .optional()
        .meta({ title: 'Metric', description: 'default: the main metric of the task' }),
      minRows: z
        .number()
        .int()
        .min(1)
        .optional()
        .meta({ title: 'Rows of a segment', description: 'default: 2 %, at least 20' }),
      maxDepth: z
        .number()
        .int()
        .min(1)
        .max(8)
        .default(3)
        .meta({ title: 'Conditions', description: 'of a segment at most' }),
      worst: z.number().int().min(1).max(100_000).default(100).meta({ title: 'Worst rows' }),
      out: filePath.optional().meta({ description: 'CSV of the worst rows with all columns' }),
    }),
    output: errorAnalysisSchema,
    cli: { positional: ['run'] },
  }),
  defineOperation({
    name: 'evaluation.formula',
    kind: 'job',
    summary: 'A metric of your own as a formula, with a bootstrap interval',
    input: z.object({
      run: runRef,
      formula: z.string().min(1).max(1000).meta({
        title: 'Formula',
        description: 'such as (tp - 5 * fp) / n, or mean(abs(actual - predicted))',
      }),
    }),
    output: intervalSchema.extend({ ...evaluatedRows, formula: z.string() }),
    cli: { positional: ['run', 'formula'] },
  }),
  defineOperation({
    name: 'evaluation.ranking',
    kind: 'job',
    summary: 'NDCG, MAP and MRR of a run, by query where a column names one',
    input: z.object({
      run: runRef,
      query: z.string().optional().meta({ title: 'Query column' }),
      k: z.number().int().min(1).optional().meta({ title: 'Best k' }),
    }),
    output: z.object({
      ...evaluatedRows,
      queries: z.number(),
      /** `dcg`, `ndcg`, `map`, `mrr`; with `k`, of the best k. Means over queries that have a relevant row. */
      metrics: z.record(z.string(), intervalSchema),
      warnings: z.array(warningSchema),
    }),
    cli: { positional: ['run'] },
  }),
] as const;
