import { z } from 'zod';
import { cellSchema, filePath, modelRef, seedSchema, versionRef, warningSchema } from './common.ts';
import { defineOperation } from './operation.ts';

/** How SHAP values are found: `tree_*` and `linear*` for such models, the others for any. */
export const shapMethods = [
  'tree_path_dependent',
  'tree_interventional',
  'linear',
  'linear_correlated',
  'exact',
  'kernel',
  'permutation',
] as const;

export const shapOutputs = ['raw', 'probability'] as const;

/**
 * What the values are in: the target's unit, its logarithm, log-odds of a class (two classes), a score
 * that softmax turns into a probability (more), or a probability.
 */
export const valueUnitSchema = z.enum(['value', 'log', 'log_odds', 'score', 'probability']);

/**
 * Rows of a first look at a long version; the rows that plots get are drawn from among the same ones
 * when all of it is explained.
 */
export const firstLookRows = 2000;

const interactionsSchema = z.object({
  /** Mean |interaction| over the explained rows, [feature][feature]; the diagonal is the main effect. */
  mean: z.array(z.array(z.number())),
  /** By row of the sample the strongest pairs, by number of their features; the two halves together. */
  pairs: z.array(z.array(z.object({ a: z.number(), b: z.number(), value: z.number() }))),
});

export const explanationSchema = z.object({
  id: z.string(),
  modelId: z.string(),
  versionId: z.string(),
  method: z.enum(shapMethods),
  /**
   * `raw` is the margin: log-odds for classifiers (or what the algorithm gives), the target's unit for
   * regression; `probability` that of the class.
   */
  output: z.enum(shapOutputs),
  unit: valueUnitSchema.optional(),
  /** The class whose margin is explained; null for regression. */
  label: z.string().nullable(),
  baseValue: z.number(),
  features: z.array(z.string()),
  meanAbs: z.record(z.string(), z.number()),
  rows: z.number(),
  /** Rows of the version; more than `rows` when a part of them was explained. */
  versionRows: z.number().optional(),
  /** What stands in for unknown columns; absent where the model itself holds it. `of`: rows it was drawn from. */
  background: z.object({ versionId: z.string(), rows: z.number(), of: z.number() }).optional(),
  maxAdditivityError: z.number(),
  /** By feature: root mean square of the standard errors of its values; only of sampled methods. */
  standardError: z.record(z.string(), z.number()).optional(),
  interactions: interactionsSchema.optional(),
  warnings: z.array(warningSchema).optional(),
  /** At most 1,000 rows, drawn evenly, for plots. `values` and `data` are [feature][row]. */
  sample: z.object({
    row: z.array(z.number()).meta({ description: 'row number in the version, from 0' }),
    values: z.array(z.array(z.number())),
    data: z.array(z.array(cellSchema)),
    prediction: z.array(z.number()),
    /** [feature][row]; only of sampled methods. */
    standardError: z.array(z.array(z.number())).optional(),
  }),
  /** What was asked for besides; null: not. With it the same values can be made again. */
  asked: z
    .object({
      limit: z.number().nullable(),
      sample: z.number().nullable(),
      permutations: z.number().nullable(),
      coalitions: z.number().nullable(),
      seed: z.number(),
    })
    .optional(),
  out: z.string().nullable(),
});
export type Explanation = z.infer<typeof explanationSchema>;

/** A method and an output that go together for a model; `auto` comes first. */
const shapWaySchema = z.object({
  method: z.enum(['auto', ...shapMethods]),
  output: z.enum(shapOutputs),
  unit: valueUnitSchema,
  /** The method that is taken as it is, when a background is given, and for interactions (null: none). */
  plain: z.enum(shapMethods),
  withBackground: z.enum(shapMethods),
  withInteractions: z.enum(shapMethods).nullable(),
});
export type ShapWay = z.infer<typeof shapWaySchema>;

export const explainabilityOperations = [
  defineOperation({
    name: 'explainability.shap',
    kind: 'job',
    summary:
      'SHAP values of any model on a version: exact where that can be, else with their error',
    input: z.object({
      model: modelRef,
      version: versionRef,
      limit: z.number().int().min(1).optional().meta({ description: 'first rows only' }),
      sample: z.number().int().min(1).optional().meta({
        title: 'Sample',
        description:
          'so many rows, drawn evenly; default: all, or what sampled methods do in a minute',
      }),
      label: z.string().optional().meta({ description: 'class to explain; default: the last' }),
      method: z
        .enum(['auto', ...shapMethods])
        .default('auto')
        .meta({
          title: 'Method',
          description:
            'auto: exact for trees, linear models and up to 12 columns, else permutations',
        }),
      output: z.enum(shapOutputs).default('raw').meta({
        title: 'Output',
        description: 'raw: log-odds of a class, or the value',
      }),
      background: versionRef.optional().meta({
        title: 'Background',
        description:
          'rows that stand in for unknown columns; default: the training data where needed',
      }),
      backgroundRows: z.number().int().min(1).optional().meta({
        title: 'Background rows',
        description: 'at most, drawn evenly; default: all for trees and linear models, else 100',
      }),
      permutations: z.number().int().min(2).max(10_000).optional().meta({
        title: 'Permutations',
        description: 'random orders, each taken both ways; default: 20, for linear_correlated 200',
      }),
      coalitions: z.number().int().min(16).max(1_000_000).optional().meta({
        title: 'Coalitions',
        description: 'of kernel SHAP; default: 2 × columns + 2,048',
      }),
      interactions: z.boolean().default(false).meta({
        title: 'Interactions',
        description: 'of trees, path dependent, and of exact values',
      }),
      seed: seedSchema,
      out: filePath.optional().meta({ description: 'CSV file for all values' }),
    }),
    output: explanationSchema,
    cli: { positional: ['model', 'version'] },
  }),
  defineOperation({
    name: 'explainability.methods',
    kind: 'query',
    summary: 'How SHAP values of a model can be made',
    input: z.object({ model: modelRef }),
    output: z.object({ ways: z.array(shapWaySchema) }),
    cli: { positional: ['model'] },
  }),
  defineOperation({
    name: 'explainability.list',
    kind: 'query',
    summary: 'Explanations made so far, newest first',
    input: z.object({ model: modelRef.optional() }),
    output: z.object({
      explanations: z.array(
        z.object({
          id: z.string(),
          modelId: z.string(),
          versionId: z.string(),
          versionName: z.string(),
          label: z.string().nullable(),
          rows: z.number(),
          method: z.enum(shapMethods).nullable(),
          /** Null of those made before it was kept. */
          output: z.enum(shapOutputs).nullable(),
          createdAt: z.number(),
        }),
      ),
    }),
  }),
  defineOperation({
    name: 'explainability.show',
    kind: 'query',
    summary: 'One explanation that was made earlier',
    input: z.object({ id: z.string().min(1) }),
    output: explanationSchema,
    cli: { positional: ['id'] },
  }),
] as const;
