import { z } from 'zod';
import { columnTypeSchema, histogramSchema, maybeNumber, versionRef } from './common.ts';
import { relationOperations } from './eda-relations.ts';
import { seriesOperations } from './eda-series.ts';
import { segmentOperations, segmentRef } from './eda-segments.ts';
import { defineOperation } from './operation.ts';

/** Symmetric; null where a coefficient does not exist (a constant column). */
const matrixSchema = z.object({
  columns: z.array(z.string()),
  matrix: z.array(z.array(maybeNumber)),
});

export const profileColumnSchema = z.object({
  name: z.string(),
  type: columnTypeSchema,
  count: z.number().meta({ description: 'non-missing values' }),
  missing: z.number(),
  distinct: z.number(),
  mean: maybeNumber,
  std: maybeNumber.meta({ description: 'ddof 1' }),
  variance: maybeNumber.meta({ description: 'ddof 1' }),
  min: maybeNumber,
  max: maybeNumber,
  sum: maybeNumber,
  skewness: maybeNumber.meta({ description: 'unbiased, G1' }),
  kurtosis: maybeNumber.meta({ description: 'unbiased excess, G2' }),
  mad: maybeNumber.meta({ description: 'median absolute deviation, unscaled' }),
  iqr: maybeNumber,
  cv: maybeNumber,
  zeros: maybeNumber,
  quantiles: z.record(z.string(), maybeNumber),
  histogram: histogramSchema.nullable(),
  top: z.array(z.object({ value: z.string(), count: z.number() })),
  outliers: z
    .object({
      iqr: z.object({ count: z.number(), low: maybeNumber, high: maybeNumber }),
      zscore: z.object({ count: z.number() }),
      mad: z.object({ count: z.number() }).meta({ description: 'modified z above 3.5' }),
    })
    .nullable(),
  /** Numbers and dates: the order of the rows as they stand; null otherwise. */
  monotonic: z
    .enum(['increasing', 'strictly increasing', 'decreasing', 'strictly decreasing', 'none'])
    .nullable(),
  infinite: z.number(),
  /** The ten smallest and largest values with their counts, for numbers and dates. */
  extremes: z
    .object({
      smallest: z.array(z.object({ value: z.number(), count: z.number() })),
      largest: z.array(z.object({ value: z.number(), count: z.number() })),
    })
    .nullable(),
  /** Text and category: the commonest shapes, letters as a, digits as 9 (`AA-9999`), at most ten. */
  patterns: z.array(z.object({ pattern: z.string(), count: z.number(), example: z.string() })),
  /** Dates: first and last moment, the usual step and where it is broken, at most 20 gaps. */
  dates: z
    .object({
      first: z.number(),
      last: z.number(),
      /** The most frequent difference of neighbours in time, milliseconds. */
      step: maybeNumber,
      gaps: z.array(z.object({ from: z.number(), to: z.number(), missing: z.number() })),
      gapCount: z.number(),
    })
    .nullable(),
  /** Text and category only: length of values in characters. */
  length: z.object({ min: z.number(), mean: z.number(), max: z.number() }).nullable(),
});
export type ProfileColumn = z.infer<typeof profileColumnSchema>;

export const alertSchema = z.object({
  kind: z.enum([
    'constant',
    'unique',
    'missing',
    'zeros',
    'infinite',
    'skewed',
    'uniform',
    'high_cardinality',
    'imbalance',
    'high_correlation',
    'duplicates',
    'empty',
    'constant_length',
    'type_date',
    'non_stationary',
    'seasonal',
    'mixed_dates',
  ]),
  column: z.string().nullable(),
  value: maybeNumber,
  message: z.string(),
});

export const profileSchema = z.object({
  version: z.object({ id: z.string(), name: z.string(), number: z.number() }),
  rows: z.number(),
  columns: z.array(profileColumnSchema),
  correlations: z.object({
    pearson: matrixSchema,
    spearman: matrixSchema,
    cramers_v: matrixSchema,
    /** Spearman between numbers, else Cramér's V after binning: one matrix over all columns. */
    auto: matrixSchema,
  }),
  missing: z.object({
    cells: z.number(),
    share: z.number(),
    rowsComplete: z.number(),
    columns: z.array(z.object({ name: z.string(), count: z.number(), share: z.number() })),
    /** Missing share by column in consecutive blocks of rows, at most 100 blocks: [block][column]. */
    blocks: z.object({ rowsPerBlock: z.number(), share: z.array(z.array(z.number())) }),
    /** Pearson correlation of being missing, for columns that are missing somewhere but not everywhere. */
    correlation: matrixSchema,
    /** Average-linkage clustering of the same columns: rows of (left, right, distance, size) as scipy. */
    dendrogram: z.object({
      columns: z.array(z.string()),
      linkage: z.array(z.array(z.number())),
      order: z.array(z.number()),
    }),
  }),
  duplicates: z.object({ rows: z.number(), share: z.number() }),
  alerts: z.array(alertSchema),
});
export type Profile = z.infer<typeof profileSchema>;

export const edaOperations = [
  defineOperation({
    name: 'eda.profile',
    kind: 'job',
    summary: 'Everything a first look should tell: columns, alerts, correlations, missingness',
    input: z.object({
      version: versionRef,
      segment: segmentRef.optional(),
    }),
    output: profileSchema,
    cli: { positional: ['version'] },
  }),
  ...relationOperations,
  ...seriesOperations,
  ...segmentOperations,
] as const;
