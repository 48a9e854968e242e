import { z } from 'zod';
import { cellSchema, columnTypeSchema, maybeNumber, versionRef } from './common.ts';
import { segmentRef } from './eda-segments.ts';
import { defineOperation } from './operation.ts';

const matrix = z.object({ columns: z.array(z.string()), matrix: z.array(z.array(maybeNumber)) });

export const correlationMethods = [
  'pearson',
  'spearman',
  'kendall',
  'cramers_v',
  'phi_k',
  'correlation_ratio',
  'mutual_information',
] as const;

const scatter = z.object({
  kind: z.literal('scatter'),
  /** At most 5,000 rows, drawn evenly; `row` is the row number in the version. */
  points: z.object({ row: z.array(z.number()), x: z.array(z.number()), y: z.array(z.number()) }),
  /** Counts of all rows on a grid [y][x], when not every row is among the points. */
  density: z
    .object({
      xEdges: z.array(z.number()),
      yEdges: z.array(z.number()),
      counts: z.array(z.array(z.number())),
    })
    .nullable(),
  rows: z.number(),
  pearson: maybeNumber,
  spearman: maybeNumber,
});

const box = z.object({
  kind: z.literal('box'),
  groups: z.array(
    z.object({
      label: z.string(),
      count: z.number(),
      mean: z.number(),
      q1: z.number(),
      median: z.number(),
      q3: z.number(),
      /** Ends of the whiskers: the furthest values within 1.5 interquartile ranges. */
      low: z.number(),
      high: z.number(),
      outliers: z.array(z.number()).meta({ description: 'at most 200' }),
    }),
  ),
  rows: z.number(),
  correlationRatio: maybeNumber,
  /** One-way analysis of variance. */
  anova: z.object({ f: maybeNumber, pValue: maybeNumber }),
});

const mosaic = z.object({
  kind: z.literal('mosaic'),
  xLabels: z.array(z.string()),
  yLabels: z.array(z.string()),
  /** [y][x] */
  counts: z.array(z.array(z.number())),
  rows: z.number(),
  cramersV: maybeNumber,
  pValue: maybeNumber,
});

export const relationSchema = z.discriminatedUnion('kind', [scatter, box, mosaic]);
export type Relation = z.infer<typeof relationSchema>;

const sideSchema = z.object({
  count: z.number(),
  missing: z.number(),
  distinct: z.number(),
  mean: maybeNumber,
  std: maybeNumber,
  median: maybeNumber,
  min: maybeNumber,
  max: maybeNumber,
});

export const comparisonSchema = z.object({
  a: z.object({ name: z.string(), rows: z.number() }),
  b: z.object({ name: z.string(), rows: z.number() }),
  schema: z.object({
    onlyA: z.array(z.string()),
    onlyB: z.array(z.string()),
    retyped: z.array(z.object({ name: z.string(), a: columnTypeSchema, b: columnTypeSchema })),
  }),
  /** Most different first. */
  columns: z.array(
    z.object({
      name: z.string(),
      type: columnTypeSchema,
      /**
       * 0..1: Kolmogorov-Smirnov distance for numbers and dates, total variation otherwise; free text
       * (more than half of the cells distinct) is compared by its length, as numbers are.
       */
      difference: z.number(),
      /** Kolmogorov-Smirnov test, or chi-square test of homogeneity. */
      pValue: maybeNumber,
      /** Share of missing cells in b less that in a. */
      missingDifference: z.number(),
      a: sideSchema,
      b: sideSchema,
      distribution: z.object({
        edges: z.array(z.number()).nullable(),
        labels: z.array(z.string()).nullable(),
        a: z.array(z.number()),
        b: z.array(z.number()),
      }),
    }),
  ),
});
export type Comparison = z.infer<typeof comparisonSchema>;

export const relationOperations = [
  defineOperation({
    name: 'eda.correlations',
    kind: 'job',
    summary: 'One matrix of association by the method you choose',
    input: z.object({
      version: versionRef,
      method: z.enum(correlationMethods),
      segment: segmentRef.optional(),
    }),
    output: matrix.extend({ method: z.enum(correlationMethods), rows: z.number() }),
    cli: { positional: ['version'] },
  }),
  defineOperation({
    name: 'eda.relation',
    kind: 'query',
    summary: 'Two columns against each other: scatter, box by group, or mosaic, as their types ask',
    input: z.object({
      version: versionRef,
      x: z.string().min(1),
      y: z.string().min(1),
      segment: segmentRef.optional(),
    }),
    output: relationSchema,
    cli: { positional: ['version'] },
  }),
  defineOperation({
    name: 'eda.points',
    kind: 'query',
    summary: 'The same rows of several columns, for pair plots and linked selections',
    input: z.object({
      version: versionRef,
      columns: z.array(z.string()).min(1).max(12),
      limit: z.number().int().min(1).max(5000).default(2000),
      segment: segmentRef.optional(),
    }),
    output: z.object({
      row: z.array(z.number()),
      columns: z.array(
        z.object({ name: z.string(), type: columnTypeSchema, values: z.array(cellSchema) }),
      ),
      rows: z.number().meta({ description: 'rows that the points stand for' }),
    }),
    cli: { positional: ['version', 'columns'] },
  }),
  defineOperation({
    name: 'eda.target',
    kind: 'job',
    summary: 'Every column against the target, strongest first',
    input: z.object({
      version: versionRef,
      target: z.string().min(1),
      segment: segmentRef.optional(),
    }),
    output: z.object({
      target: z.string(),
      type: columnTypeSchema,
      columns: z.array(
        z.object({
          name: z.string(),
          type: columnTypeSchema,
          /**
           * 0..1, comparable over columns: mutual information of binned values, corrected for its
           * bias, as a share of the target's entropy. Missing cells are a bin of their own, values that
           * fewer than five rows have are one bin.
           */
          strength: z.number(),
          measure: z.enum(['pearson', 'correlation_ratio', 'cramers_v']),
          value: maybeNumber,
          pValue: maybeNumber,
          /** The target by bins or categories: its mean, or the share of its commonest class. */
          bins: z.array(z.object({ label: z.string(), count: z.number(), value: maybeNumber })),
          missing: z.number(),
        }),
      ),
    }),
    cli: { positional: ['version'] },
  }),
  defineOperation({
    name: 'eda.outliers',
    kind: 'job',
    summary: 'The rows that stand out, most striking first',
    input: z.object({
      version: versionRef,
      method: z.enum(['iqr', 'zscore', 'mad', 'isolation_forest']).default('isolation_forest'),
      columns: z.array(z.string()).optional().meta({ description: 'default: all numbers' }),
      threshold: z.number().optional(),
      limit: z.number().int().min(1).max(1000).default(100),
      seed: z.number().int().min(0).default(7),
      segment: segmentRef.optional(),
    }),
    output: z.object({
      method: z.string(),
      columns: z.array(z.string()),
      threshold: z.number(),
      count: z.number(),
      rows: z.array(
        z.object({
          row: z.number(),
          score: z.number(),
          /** The columns that make it stand out, most first. */
          because: z.array(z.object({ column: z.string(), value: cellSchema, score: z.number() })),
        }),
      ),
    }),
    cli: { positional: ['version'] },
  }),
  defineOperation({
    name: 'eda.compare',
    kind: 'job',
    summary: 'Two versions or segments side by side, ranked by difference',
    input: z.object({
      a: versionRef,
      b: versionRef,
      segmentA: segmentRef.optional(),
      segmentB: segmentRef.optional(),
    }),
    output: comparisonSchema,
    cli: { positional: ['a', 'b'] },
  }),
] as const;
