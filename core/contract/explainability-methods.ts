import { z } from 'zod';
import {
  cellSchema,
  maybeNumber,
  modelRef,
  seedSchema,
  versionRef,
  warningSchema,
} from './common.ts';
import { defineOperation } from './operation.ts';

/** Rows a method looks at; more are drawn evenly, and the output says so. */
const limit = (rows: number) =>
  z.number().int().min(1).max(100_000).default(rows).meta({
    title: 'Rows',
    description: 'at most; drawn evenly from the version, said in the output',
  });
const label = z
  .string()
  .optional()
  .meta({ title: 'Class', description: 'to explain; default: the last' });
const output = z.enum(['raw', 'probability']).optional().meta({
  title: 'Output',
  description: 'raw: log-odds or score; default: probability for classes, else the value',
});
const row = z.record(z.string(), cellSchema);
const column = z.string().min(1).meta({ title: 'Column' });

const gridSchema = z.object({
  column: z.string(),
  /** Numbers and times ascending, or labels of categories. */
  values: z.array(cellSchema),
  /** Share of the rows at or up to each value: where the data lies. */
  density: z.array(z.number()),
});

export const dependenceSchema = z.object({
  kind: z.enum(['pdp', 'ice', 'ale']),
  label: z.string().nullable(),
  output: z.enum(['raw', 'probability']),
  /** Rows that were looked at, and those of the version. */
  rows: z.number(),
  rowsOfVersion: z.number(),
  centred: z.boolean(),
  axes: z.array(gridSchema).min(1).max(2),
  /** One way: one number a grid value. Two way: [first][second]. */
  mean: z.array(maybeNumber),
  /** 95 % bootstrap band of the mean over rows. */
  low: z.array(maybeNumber),
  high: z.array(maybeNumber),
  surface: z.array(z.array(maybeNumber)).nullable(),
  /** Lines of single rows (ICE), at most 200, centred when asked. */
  lines: z.array(z.object({ row: z.number(), values: z.array(maybeNumber) })),
  /** Friedman's H² of two columns: the share of their joint effect's variance that is interaction. */
  interaction: maybeNumber,
  warnings: z.array(warningSchema),
});

export const importanceSchema = z.object({
  kind: z.enum(['permutation', 'drop_column']),
  metric: z.object({ name: z.string(), better: z.enum(['higher', 'lower']) }),
  /** Of the model with every column. */
  baseline: z.number(),
  rows: z.number(),
  rowsOfVersion: z.number(),
  /** Shuffles, or refits with other seeds. */
  repeats: z.number(),
  entries: z.array(
    z.object({
      /** A column, or several that are correlated and were taken together. */
      name: z.string(),
      columns: z.array(z.string()),
      /** How much worse the model is without it. */
      mean: z.number(),
      std: z.number(),
      /** 95 % interval of the mean by Student's t over the repeats; null where there is one. */
      low: maybeNumber,
      high: maybeNumber,
    }),
  ),
  warnings: z.array(warningSchema),
});

export const limeSchema = z.object({
  label: z.string().nullable(),
  /** What the model says: the probability of the class, or the value. */
  prediction: z.number(),
  /** What the local model says, and how well it fits around the row. */
  local: z.number(),
  intercept: z.number(),
  r2: z.number(),
  samples: z.number(),
  entries: z.array(z.object({ condition: z.string(), column: z.string(), weight: z.number() })),
  warnings: z.array(warningSchema),
});

export const surrogateSchema = z.object({
  label: z.string().nullable(),
  /** R² of what the model says, on a third of the rows by a tree that was grown on the others. */
  fidelity: z.number(),
  /** Share of these rows where tree and model agree whether the class is likelier than not. */
  agreement: maybeNumber,
  rows: z.number(),
  rowsOfVersion: z.number(),
  /** Root first; children by number, −1 for a leaf. Rows that meet the condition go left. */
  nodes: z.array(
    z.object({
      condition: z.string().nullable(),
      /** The condition of the rows that go right. */
      otherwise: z.string().nullable(),
      left: z.number(),
      right: z.number(),
      /** Mean of what the model says: the probability of the class, or the value. */
      value: z.number(),
      rows: z.number(),
    }),
  ),
  warnings: z.array(warningSchema),
});

export const counterfactualSchema = z.object({
  label: z.string().nullable(),
  /** The class, or the range of a regression as text. */
  wanted: z.string(),
  original: z.object({
    row,
    prediction: z.union([z.string(), z.number()]),
    probability: maybeNumber,
  }),
  counterfactuals: z.array(
    z.object({
      row,
      changes: z.array(z.object({ column: z.string(), from: cellSchema, to: cellSchema })),
      prediction: z.union([z.string(), z.number()]),
      probability: maybeNumber,
      /** Mean distance in units of the columns' spread (MAD); categories count 1. */
      distance: z.number(),
      /**
       * Distance to the nearest training row, as a quantile of those between training rows: 0.5 is as
       * near as training rows are to each other, 1 farther than any.
       */
      plausibility: z.number(),
    }),
  ),
  warnings: z.array(warningSchema),
});

export const anchorSchema = z.object({
  label: z.string().nullable(),
  prediction: z.union([z.string(), z.number()]),
  conditions: z.array(z.string()),
  /** The conditions as a filter of rows. */
  filter: z.string(),
  /** Share of rows like it, where the conditions hold, that are predicted alike; with its 95 % bounds. */
  precision: z.number(),
  low: z.number(),
  high: z.number(),
  /** Whether it is what was asked for, and its lower bound at most 0.05 less. */
  reached: z.boolean(),
  /** Share of the training rows that meet the conditions. */
  coverage: z.number(),
  /** Rows the model was asked about. */
  samples: z.number(),
  warnings: z.array(warningSchema),
});

export const similarSchema = z.object({
  /** Nearest training rows, or those that moved the prediction most. */
  rows: z.array(
    z.object({
      /** Row number in the training version, from 0. */
      row: z.number(),
      /** In the space the estimator sees, columns scaled to unit spread. */
      distance: maybeNumber,
      influence: maybeNumber,
      /** The target of the training row. */
      actual: cellSchema,
      values: row,
    }),
  ),
  /** What was computed, in words. */
  method: z.string(),
  /** Unit and sign of the influence, in words; null without. */
  influence: z.string().nullable(),
  versionId: z.string(),
  rowsOfTraining: z.number(),
  warnings: z.array(warningSchema),
});

const dependenceFields = {
  model: modelRef,
  version: versionRef,
  centred: z.boolean().default(false).meta({ title: 'Centre lines' }),
  grid: z.number().int().min(2).max(200).default(30).meta({ title: 'Grid points' }),
  limit: limit(2000),
  label,
  output,
  seed: seedSchema,
} as const;

export const methodOperations = [
  defineOperation({
    name: 'explainability.pdp',
    kind: 'job',
    summary: 'Partial dependence of the prediction on one or two columns, with ICE lines or as ALE',
    input: z.object({
      ...dependenceFields,
      columns: z.array(column).min(1).max(2),
      kind: z.enum(['pdp', 'ice', 'ale']).default('pdp').meta({ title: 'Kind' }),
    }),
    output: dependenceSchema,
    cli: { positional: ['model', 'version', 'columns'] },
  }),
  defineOperation({
    name: 'explainability.ice',
    kind: 'job',
    summary: 'How the prediction of single rows changes with one column',
    input: z.object({ ...dependenceFields, column }),
    output: dependenceSchema,
    cli: { positional: ['model', 'version', 'column'] },
  }),
  defineOperation({
    name: 'explainability.permutation',
    kind: 'job',
    summary: 'How much worse a model gets without a column',
    input: z.object({
      model: modelRef,
      version: versionRef,
      kind: z.enum(['permutation', 'drop_column']).default('permutation'),
      metric: z.string().optional().meta({
        title: 'Metric',
        description: 'default: roc_auc of classes, r2 of numbers',
      }),
      repeats: z.number().int().min(1).max(100).optional().meta({
        title: 'Repeats',
        description: 'default: 10 shuffles, or 1 fit without each column',
      }),
      grouped: z
        .boolean()
        .default(true)
        .meta({ title: 'Correlated columns together', description: '|Spearman| above 0.8' }),
      limit: limit(10_000),
      seed: seedSchema,
    }),
    output: importanceSchema,
    cli: { positional: ['model', 'version'] },
  }),
  defineOperation({
    name: 'explainability.lime',
    kind: 'job',
    summary: 'A local linear model around one row (LIME)',
    input: z.object({
      model: modelRef,
      version: versionRef,
      row: z.number().int().min(0),
      samples: z.number().int().min(100).max(100_000).default(5000),
      features: z.number().int().min(1).max(100).default(10),
      label,
      seed: seedSchema,
    }),
    output: limeSchema,
    cli: { positional: ['model', 'version', 'row'] },
  }),
  defineOperation({
    name: 'explainability.surrogate',
    kind: 'job',
    summary: 'A small tree that imitates the model, with how faithful it is',
    input: z.object({
      model: modelRef,
      version: versionRef,
      depth: z.number().int().min(1).max(8).default(3).meta({ title: 'Depth' }),
      limit: limit(20_000),
      label,
    }),
    output: surrogateSchema,
    cli: { positional: ['model', 'version'] },
  }),
  defineOperation({
    name: 'explainability.counterfactual',
    kind: 'job',
    summary:
      'The smallest changes of a row that change the prediction: diverse, allowed, plausible',
    input: z.object({
      model: modelRef,
      version: versionRef
        .optional()
        .meta({ description: 'of the row; default: the training version' }),
      row: z.number().int().min(0).optional(),
      values: row.optional().meta({ description: 'a row of its own instead' }),
      wanted: z
        .string()
        .optional()
        .meta({ title: 'Wanted class', description: 'default: the other, or the next likely' }),
      low: z.number().optional().meta({ title: 'At least', description: 'of a regression' }),
      high: z.number().optional().meta({ title: 'At most', description: 'of a regression' }),
      count: z.number().int().min(1).max(20).default(4),
      immutable: z.array(z.string()).default([]),
      increasing: z
        .array(z.string())
        .default([])
        .meta({ description: 'may only grow, such as age' }),
      decreasing: z.array(z.string()).default([]),
      ranges: z
        .record(
          z.string(),
          z.object({
            low: z.number().optional(),
            high: z.number().optional(),
            values: z.array(z.string()).optional(),
          }),
        )
        .default({}),
      seed: seedSchema,
    }),
    output: counterfactualSchema,
    cli: { positional: ['model', 'version', 'row'] },
  }),
  defineOperation({
    name: 'explainability.anchor',
    kind: 'job',
    summary: 'A rule that holds the prediction in place (anchor)',
    input: z.object({
      model: modelRef,
      version: versionRef,
      row: z.number().int().min(0),
      precision: z.number().min(0.5).max(1).default(0.95),
      seed: seedSchema,
    }),
    output: anchorSchema,
    cli: { positional: ['model', 'version', 'row'] },
  }),
  defineOperation({
    name: 'explainability.similar',
    kind: 'job',
    summary: 'Training rows that are like a row, prototypes, or rows that moved the prediction',
    input: z.object({
      model: modelRef,
      version: versionRef
        .optional()
        .meta({ description: 'of the row; default: the training version' }),
      row: z
        .number()
        .int()
        .min(0)
        .optional()
        .meta({ description: 'none: prototypes of the training rows' }),
      values: row.optional().meta({ description: 'a row of its own instead' }),
      method: z.enum(['nearest', 'prototypes', 'influence']).default('nearest'),
      count: z.number().int().min(1).max(100).default(10),
    }),
    output: similarSchema,
    cli: { positional: ['model', 'version', 'row'] },
  }),
] as const;
