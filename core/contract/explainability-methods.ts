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

export const methodOperations = [
  defineOperation({
    name: 'explainability.pdp',
    kind: 'job',
    summary: 'Partial dependence of the prediction on one or two columns, with ICE lines or as ALE',
    input: z.object({
      model: modelRef,
      version: versionRef,
      columns: z.array(column).min(1).max(2),
      kind: z.enum(['pdp', 'ice', 'ale']).default('pdp').meta({ title: 'Kind' }),
      centred: z.boolean().default(false).meta({ title: 'Centre lines' }),
      grid: z.number().int().min(2).max(200).default(30).meta({ title: 'Grid points' }),
      limit: limit(2000),
      label,
      output,
      seed: seedSchema,
    }),
    output: dependenceSchema,
    cli: { positional: ['model', 'version', 'columns'] },
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
] as const;
