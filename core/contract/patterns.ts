import { z } from 'zod';
import {
  cellSchema,
  histogramSchema,
  maybeNumber,
  seedSchema,
  versionRef,
  warningSchema,
} from './common.ts';
import { defineOperation } from './operation.ts';

export const analysisKinds = ['clusters', 'components', 'outliers', 'associations'] as const;

/** What every analysis without a target takes. */
const common = {
  version: versionRef,
  columns: z
    .array(z.string())
    .optional()
    .meta({ title: 'Columns', description: 'default: all that suit' }),
  exclude: z.array(z.string()).optional().meta({ title: 'Exclude' }),
  filter: z.string().optional().meta({ title: 'Rows', description: 'a filter as in data.preview' }),
  params: z.record(z.string(), z.unknown()).default({}).meta({ title: 'Parameters' }),
  seed: seedSchema,
} as const;

const save = z
  .string()
  .min(1)
  .max(200)
  .optional()
  .meta({ title: 'New column', description: 'keep the result as a column of a new version' });

const scaler = z
  .enum(['none', 'standard', 'min_max', 'robust'])
  .default('standard')
  .meta({ title: 'Scaling' });

const base = {
  id: z.string(),
  algorithm: z.string(),
  title: z.string(),
  versionId: z.string(),
  versionName: z.string(),
  params: z.record(z.string(), z.unknown()),
  columns: z.array(z.string()),
  /** Rows that were used. */
  rows: z.number(),
  seed: z.number(),
  durationMs: z.number(),
  createdAt: z.number(),
  /** The version that holds the new column, where one was asked for. */
  savedVersionId: z.string().nullable(),
  warnings: z.array(warningSchema),
} as const;

/** Rows drawn evenly for plots, at most 5,000: [axis][point]. */
const mapSchema = z.object({
  row: z.array(z.number()),
  axes: z.array(z.string()),
  coordinates: z.array(z.array(maybeNumber)),
});

export const clustersSchema = z.object({
  kind: z.literal('clusters'),
  ...base,
  clusters: z.array(
    z.object({
      /** −1: noise, in no cluster. */
      label: z.number().int(),
      rows: z.number(),
      share: z.number(),
      /** Mean of numbers, most frequent value of categories, by column. */
      typical: z.record(z.string(), cellSchema),
      /** What sets it apart: how far its mean lies from that of all rows, in standard deviations. */
      differences: z.array(z.object({ column: z.string(), effect: z.number() })),
    }),
  ),
  /**
   * silhouette, davies_bouldin, calinski_harabasz, inertia, bic, … where they exist; with true groups
   * rand, adjusted_rand, fowlkes_mallows, mutual_info, normalized_mutual_info, adjusted_mutual_info, homogeneity, completeness, v_measure.
   */
  metrics: z.record(z.string(), maybeNumber),
  /** The same metrics for other numbers of clusters, where one was asked for by range. */
  sweep: z.array(z.object({ clusters: z.number(), metrics: z.record(z.string(), maybeNumber) })),
  /** Merges of an agglomerative clustering, the last 200: scipy's linkage matrix rows. */
  tree: z
    .array(z.object({ left: z.number(), right: z.number(), height: z.number(), size: z.number() }))
    .nullable(),
  map: mapSchema,
  labels: z.array(z.number()).meta({ description: 'of the points of the map' }),
});

export const componentsSchema = z.object({
  kind: z.literal('components'),
  ...base,
  components: z.array(
    z.object({
      name: z.string(),
      explainedVariance: maybeNumber,
      explainedVarianceRatio: maybeNumber,
      /** Weight of each encoded column; empty for t-SNE and UMAP. */
      loadings: z.record(z.string(), z.number()),
    }),
  ),
  map: mapSchema,
  /** The column the plot is coloured by: values of the points of the map. */
  colour: z.object({ column: z.string(), values: z.array(cellSchema) }).nullable(),
  metrics: z.record(z.string(), maybeNumber),
});

export const outliersFoundSchema = z.object({
  kind: z.literal('outliers'),
  ...base,
  threshold: z.number(),
  outliers: z.number(),
  /** Higher is more unusual. */
  scores: histogramSchema,
  /** At most 1,000, the most unusual first. */
  found: z.array(
    z.object({
      row: z.number(),
      score: z.number(),
      /** The columns in which it is most unusual, with robust z-scores. */
      reasons: z.array(z.object({ column: z.string(), value: cellSchema, z: z.number() })),
    }),
  ),
  map: mapSchema,
  flagged: z.array(z.boolean()).meta({ description: 'of the points of the map' }),
});

export const associationsSchema = z.object({
  kind: z.literal('associations'),
  ...base,
  transactions: z.number(),
  itemsets: z.array(
    z.object({ items: z.array(z.string()), support: z.number(), count: z.number() }),
  ),
  /** All that were found; `itemsets` lists at most 1,000, the most frequent first. */
  itemsetCount: z.number(),
  /** At most `max_rules` of the parameters, the highest lift first. */
  rules: z.array(
    z.object({
      antecedent: z.array(z.string()),
      consequent: z.array(z.string()),
      antecedentSupport: z.number(),
      consequentSupport: z.number(),
      support: z.number(),
      confidence: z.number(),
      lift: z.number(),
      /** Share of the rows that have a value in every column of the rule. */
      representativity: z.number(),
      leverage: z.number(),
      /** Null stands for infinity: the rule has no exception. */
      conviction: maybeNumber,
      zhang: maybeNumber,
      jaccard: z.number(),
      certainty: maybeNumber,
      kulczynski: z.number(),
    }),
  ),
  ruleCount: z.number(),
});

export const analysisSchema = z.discriminatedUnion('kind', [
  clustersSchema,
  componentsSchema,
  outliersFoundSchema,
  associationsSchema,
]);
export type Analysis = z.infer<typeof analysisSchema>;

export const patternsOperations = [
  defineOperation({
    name: 'patterns.list',
    kind: 'query',
    summary: 'The algorithms that need no target, with their parameters',
    input: z.object({}),
    output: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(analysisKinds),
        title: z.string(),
        summary: z.string(),
        /** Rows from which on a sample stands for all; null where there is no such limit. */
        mostRows: z.number().nullable(),
        params: z.unknown().meta({ description: 'JSON Schema' }),
      }),
    ),
  }),
  defineOperation({
    name: 'patterns.clusters',
    kind: 'job',
    finishable: true,
    summary: 'Group similar rows',
    input: z.object({
      ...common,
      save,
      scaler,
      algorithm: z.string().default('kmeans').meta({ title: 'Algorithm' }),
      sweep: z.array(z.number().int().min(1).max(1000)).optional().meta({
        title: 'Numbers of clusters',
        description: 'to compare, besides the one asked for',
      }),
      truth: z.string().optional().meta({
        title: 'True groups',
        description: 'a column that tells them: not looked at, but compared with the clusters',
      }),
    }),
    output: clustersSchema,
    cli: { positional: ['version'] },
  }),
  defineOperation({
    name: 'patterns.components',
    kind: 'job',
    finishable: true,
    summary: 'Show many columns in a few: PCA, NMF, ICA, t-SNE, UMAP',
    input: z.object({
      ...common,
      save,
      scaler,
      algorithm: z.string().default('pca').meta({ title: 'Algorithm' }),
      colour: z.string().optional().meta({ title: 'Colour by', description: 'a column' }),
    }),
    output: componentsSchema,
    cli: { positional: ['version'] },
  }),
  defineOperation({
    name: 'patterns.outliers',
    kind: 'job',
    summary: 'Find rows that are unlike the others in several columns together',
    input: z.object({
      ...common,
      save,
      scaler,
      algorithm: z.string().default('isolation_forest').meta({ title: 'Algorithm' }),
    }),
    output: outliersFoundSchema,
    cli: { positional: ['version'] },
  }),
  defineOperation({
    name: 'patterns.associations',
    kind: 'job',
    summary: 'Values that come together more often than chance: association rules',
    input: z.object({
      ...common,
      algorithm: z.string().default('fp_growth').meta({ title: 'Algorithm' }),
      transaction: z
        .string()
        .optional()
        .meta({ title: 'Transaction column', description: 'for a table of one item a row' }),
      item: z.string().optional().meta({ title: 'Item column' }),
      bins: z
        .number()
        .int()
        .min(2)
        .max(20)
        .default(4)
        .meta({ title: 'Bins', description: 'for numbers' }),
    }),
    output: associationsSchema,
    cli: { positional: ['version'] },
  }),
  defineOperation({
    name: 'patterns.analyses',
    kind: 'query',
    summary: 'Analyses made so far, newest first',
    input: z.object({ version: versionRef.optional(), kind: z.enum(analysisKinds).optional() }),
    output: z.object({
      analyses: z.array(
        z.object({
          id: z.string(),
          kind: z.enum(analysisKinds),
          algorithm: z.string(),
          title: z.string(),
          versionId: z.string(),
          versionName: z.string(),
          /** One line: what was found. */
          summary: z.string(),
          createdAt: z.number(),
        }),
      ),
    }),
    cli: { positional: ['version'] },
  }),
  defineOperation({
    name: 'patterns.show',
    kind: 'query',
    summary: 'One analysis that was made earlier',
    input: z.object({ id: z.string().min(1) }),
    output: analysisSchema,
    cli: { positional: ['id'] },
  }),
] as const;
