import { z } from 'zod';
import { maybeNumber, runRef, warningSchema } from './common.ts';
import { intervalSchema } from './evaluation.ts';
import { defineOperation } from './operation.ts';

const metricSchema = z.object({ name: z.string(), better: z.enum(['higher', 'lower']) });

/** What is compared: rows, and which run each number belongs to. */
export const comparisonSchema = z.object({
  metric: metricSchema,
  /** Test rows that all runs were scored on. */
  rows: z.number(),
  versionId: z.string(),
  on: z.enum(['test', 'train']),
  /** Folds that every run was fitted on anew; 0 when none. */
  folds: z.number(),
  runs: z.array(
    z.object({
      runId: z.string(),
      title: z.string(),
      /** The metric on the test rows. */
      value: intervalSchema,
      perFold: z.array(maybeNumber),
      /** Mean rank over the folds, 1 the best; without folds the rank on the test rows. */
      rank: maybeNumber,
    }),
  ),
  tests: z.array(
    z.object({
      /**
       * On the test rows: `paired_bootstrap`, `delong`, `mcnemar_exact`, `mcnemar`, `wilcoxon_errors`. Over the
       * folds: `corrected_resampled_t`, `wilcoxon`, `friedman` and `nemenyi`.
       */
      name: z.string(),
      runs: z.array(z.string()),
      statistic: maybeNumber,
      pValue: maybeNumber,
      /** Holm's, over the pairs of the same test; the p-value itself for one pair. */
      adjusted: maybeNumber,
      /** Difference of the metric, first minus second, with its interval where the test has one. */
      difference: intervalSchema.nullable(),
      reading: z.string(),
    }),
  ),
  /** Nemenyi at 0.05: mean ranks that differ by more are different. */
  criticalDifference: maybeNumber,
  /** Differences of the metric up to `value` count as none. */
  rope: z.object({
    value: z.number(),
    /** As asked; 0.01 of a score that ends at 1; or 1 % of the `better` run's value on the rows. */
    by: z.enum(['asked', 'score', 'better']),
  }),
  /** Bayesian correlated t-test: probability that the first is better, equivalent, worse. */
  bayes: z.array(
    z.object({
      runs: z.array(z.string()),
      better: z.number(),
      equivalent: z.number(),
      worse: z.number(),
      rope: z.number(),
    }),
  ),
  /** The metric of each run on the rows of each segment. */
  segments: z.array(
    z.object({
      column: z.string(),
      value: z.string(),
      rows: z.number(),
      /** In the order of `runs`. */
      values: z.array(maybeNumber),
      /** Place in `runs` of the best, null when they tie or have no value. */
      best: maybeNumber,
    }),
  ),
  warnings: z.array(warningSchema),
});
export type Comparison = z.infer<typeof comparisonSchema>;

/** A group by its columns, such as { sex: "female", region: "north" }. */
const groupValues = z.record(z.string(), z.string());

export const fairnessSchema = z.object({
  runId: z.string(),
  versionId: z.string(),
  on: z.enum(['test', 'train']),
  rows: z.number(),
  columns: z.array(z.string()),
  positive: z.string().nullable(),
  /** Of the favourable class; null where the most probable of several classes is called. */
  threshold: maybeNumber,
  overall: z.record(z.string(), intervalSchema),
  groups: z.array(
    z.object({
      values: groupValues,
      rows: z.number(),
      /** Fewer rows than `minRows`: its numbers are uncertain. */
      small: z.boolean(),
      metrics: z.record(z.string(), intervalSchema),
    }),
  ),
  /**
   * Of classes: demographic_parity_difference and _ratio, equalized_odds_difference and _ratio (the worst
   * of both rates; `_mean` their mean), equal_opportunity_difference and _ratio, …`_to_overall`,
   * disparate_impact and statistical_parity_difference against the reference. Of numbers:
   * mean_error_difference, mae_difference, mae_ratio, mean_prediction_difference. Bootstrap intervals. A
   * rate over nothing takes no part.
   */
  measures: z.record(z.string(), intervalSchema),
  /** The same without the small groups; null when there are none, or fewer than two groups are left. */
  measuresOfLarge: z.record(z.string(), intervalSchema).nullable(),
  /** The largest group: the one the others are measured against. */
  reference: groupValues,
  /** The four-fifths screen: ratio of selection rates ≥ 0.8. A screen, never a verdict. */
  fourFifths: z.object({
    ratio: maybeNumber,
    passes: z.boolean().nullable(),
    reading: z.string(),
  }),
  /** A threshold a group that brings the groups together, and what it costs. */
  mitigation: z
    .object({
      constraint: z.string(),
      thresholds: z.array(z.object({ values: groupValues, threshold: z.number() })),
      before: z.record(z.string(), maybeNumber),
      after: z.record(z.string(), maybeNumber),
    })
    .nullable(),
  warnings: z.array(warningSchema),
});
export type Fairness = z.infer<typeof fairnessSchema>;

export const evaluationComparisonOperations = [
  defineOperation({
    name: 'evaluation.compare',
    kind: 'job',
    summary: 'Whether models differ: paired tests, ranks, equivalence, by segment',
    input: z.object({
      runs: z
        .array(runRef)
        .min(2)
        .max(20)
        .meta({ title: 'Runs', description: 'with the same test rows' }),
      metric: z
        .string()
        .optional()
        .meta({ title: 'Metric', description: 'default: the main metric of the task' }),
      folds: z.number().int().min(0).max(20).default(5).meta({
        title: 'Folds',
        description: 'every run is fitted anew on the same folds of the training rows; 0: none',
      }),
      rope: z.number().min(0).optional().meta({
        title: 'Practically equal',
        description:
          'differences up to this count as none; default: 0.01 of a score that ends at 1, else 1 % of the better value',
      }),
      by: z.string().optional().meta({ title: 'Segments by column' }),
    }),
    output: comparisonSchema,
    cli: { positional: ['runs'] },
  }),
  defineOperation({
    name: 'evaluation.fairness',
    kind: 'job',
    summary:
      'Every metric by group, measures of fairness, and thresholds that bring groups together',
    input: z.object({
      run: runRef,
      columns: z
        .array(z.string())
        .min(1)
        .max(4)
        .meta({ title: 'Columns', description: 'several: every combination is a group' }),
      positive: z
        .string()
        .optional()
        .meta({ title: 'Favourable class', description: 'default: the last' }),
      threshold: z
        .number()
        .min(0)
        .max(1)
        .optional()
        .meta({ title: 'Threshold', description: 'of the favourable class; default: the model’s' }),
      bins: z
        .number()
        .int()
        .min(2)
        .max(10)
        .default(4)
        .meta({ title: 'Bins', description: 'quantiles, for numbers' }),
      minRows: z
        .number()
        .int()
        .min(1)
        .default(30)
        .meta({ title: 'Small below', description: 'rows' }),
      mitigate: z
        .enum(['none', 'demographic_parity', 'equal_opportunity', 'equalized_odds'])
        .default('none')
        .meta({ title: 'Bring together', description: 'by a threshold a group' }),
    }),
    output: fairnessSchema,
    cli: { positional: ['run', 'columns'] },
  }),
  defineOperation({
    name: 'evaluation.design',
    kind: 'query',
    summary: 'Rows an A/B test needs, its power, and when it may stop early',
    input: z.object({
      kind: z.enum(['proportions', 'means']).default('proportions').meta({ title: 'Compares' }),
      baseline: z
        .number()
        .default(0)
        .meta({ title: 'Baseline', description: 'rate of A; means need none' }),
      effect: z
        .number()
        .meta({ title: 'Smallest effect', description: 'difference worth finding' }),
      deviation: z
        .number()
        .positive()
        .optional()
        .meta({ title: 'Standard deviation', description: 'of means' }),
      alpha: z.number().gt(0).lt(1).default(0.05).meta({ title: 'Significance' }),
      power: z.number().gt(0).lt(1).default(0.8).meta({ title: 'Power' }),
      ratio: z.number().positive().default(1).meta({ title: 'Rows of B for each of A' }),
      sides: z
        .number()
        .int()
        .min(1)
        .max(2)
        .default(2)
        .meta({ title: 'Sides', description: '1: only a change in the direction of the effect' }),
      looks: z
        .number()
        .int()
        .min(1)
        .max(20)
        .default(1)
        .meta({ title: 'Looks', description: 'more than one: a sequential test' }),
      spending: z
        .enum(['obrien_fleming', 'pocock'])
        .default('obrien_fleming')
        .meta({ title: 'Spending' }),
    }),
    output: z.object({
      rowsA: z.number(),
      rowsB: z.number(),
      /** Reached with these rows. */
      power: z.number(),
      /** Cohen's h of rates, Cohen's d of means. */
      effectSize: z.number(),
      /** Rows are those of A. */
      curve: z.array(z.object({ rows: z.number(), power: z.number() })),
      /** When to look, and beyond which |z| (one side: z) to stop; empty for one look. */
      looks: z.array(
        z.object({
          /** Of all rows. */
          share: z.number(),
          /** Rows of A and B so far. */
          rows: z.number(),
          z: z.number(),
          /** Two-sided (one-sided) p below which to stop at this look. */
          alpha: z.number(),
          /** Of the significance, spent so far. */
          spent: z.number(),
          /** Probability to have stopped by this look if the effect is there. */
          power: z.number(),
        }),
      ),
      /** Rows of the sequential test ÷ rows of the test with one look. */
      inflation: z.number(),
      /** Rows to expect of A and B if the effect is there: early stops counted. */
      expectedRows: z.number(),
    }),
  }),
] as const;
