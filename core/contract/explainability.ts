import { z } from 'zod';
import { cellSchema, filePath, modelRef, versionRef } from './common.ts';
import { defineOperation } from './operation.ts';

export const explanationSchema = z.object({
  id: z.string(),
  modelId: z.string(),
  versionId: z.string(),
  method: z.enum(['tree_path_dependent', 'linear']),
  /** `raw` is the margin: log-odds for classifiers, the target's unit for regression. */
  output: z.enum(['raw']),
  /** The class whose margin is explained; null for regression. */
  label: z.string().nullable(),
  baseValue: z.number(),
  features: z.array(z.string()),
  meanAbs: z.record(z.string(), z.number()),
  rows: z.number(),
  maxAdditivityError: z.number(),
  /** At most 1,000 rows, drawn evenly, for plots. `values` and `data` are [feature][row]. */
  sample: z.object({
    row: z.array(z.number()).meta({ description: 'row number in the version, from 0' }),
    values: z.array(z.array(z.number())),
    data: z.array(z.array(cellSchema)),
    prediction: z.array(z.number()),
  }),
  out: z.string().nullable(),
});
export type Explanation = z.infer<typeof explanationSchema>;

export const explainabilityOperations = [
  defineOperation({
    name: 'explainability.shap',
    kind: 'job',
    summary: 'SHAP values of a model on a version, exact, in the units of the margin',
    input: z.object({
      model: modelRef,
      version: versionRef,
      limit: z.number().int().min(1).optional().meta({ description: 'first rows only' }),
      label: z.string().optional().meta({ description: 'class to explain; default: the last' }),
      output: z.enum(['raw']).default('raw'),
      out: filePath.optional().meta({ description: 'CSV file for all values' }),
    }),
    output: explanationSchema,
    cli: { positional: ['model', 'version'] },
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
