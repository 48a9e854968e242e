import { z } from 'zod';
import { cellSchema, maybeNumber, modelRef, versionRef, warningSchema } from './common.ts';
import { valueUnitSchema } from './explainability.ts';
import { defineOperation } from './operation.ts';

const row = z.record(z.string(), cellSchema);
const contribution = z.object({ column: z.string(), value: cellSchema, contribution: z.number() });

export const whatIfSchema = z.object({
  /**
   * How the contributions were found. `tree_path_dependent` and `linear` are SHAP values against the
   * training rows; `reference_exact` and `reference_permutation` are Shapley values against one row of
   * typical values, all subsets or the mean of permutations.
   */
  method: z.enum(['tree_path_dependent', 'linear', 'reference_exact', 'reference_permutation']),
  /** What base value, contributions and output are in. */
  unit: valueUnitSchema,
  prediction: z.union([z.string(), z.number()]),
  probabilities: z.record(z.string(), z.number()).nullable(),
  label: z.string().nullable(),
  baseValue: z.number(),
  output: z.number(),
  /** Strongest first; base value and contributions add up to the output. */
  contributions: z.array(contribution),
  /** Largest standard error of a contribution; 0 where they are exact. */
  error: z.number(),
  warnings: z.array(warningSchema),
});

export const scenarioSchema = z.object({
  id: z.string(),
  name: z.string(),
  modelId: z.string(),
  /** What the model is called: `heart@2`, or its algorithm and target. */
  modelTitle: z.string(),
  row,
  /** The row it started from, where it has one. */
  origin: z.object({ versionId: z.string(), row: z.number() }).nullable(),
  /** Against the row it started from, else against typical values. */
  changes: z.array(z.object({ column: z.string(), from: cellSchema, to: cellSchema })),
  prediction: z.union([z.string(), z.number()]),
  /** Of the predicted class; null for regression. */
  probability: maybeNumber,
  createdAt: z.number(),
});

export const whatIfOperations = [
  defineOperation({
    name: 'explainability.whatIf',
    kind: 'query',
    summary: 'Prediction and contributions of one row as it is now; quick enough for a slider',
    input: z.object({
      model: modelRef,
      row,
      label: z
        .string()
        .optional()
        .meta({ title: 'Class', description: 'to explain; default: the last' }),
      output: z.enum(['raw', 'probability']).default('raw').meta({
        title: 'Output',
        description: 'raw: log-odds or score; exact for trees and linear',
      }),
    }),
    output: whatIfSchema,
    cli: { positional: ['model', 'row'] },
  }),
  defineOperation({
    name: 'explainability.saveScenario',
    kind: 'command',
    summary: 'Keep a what-if row under a name',
    input: z.object({
      model: modelRef,
      name: z.string().min(1).max(200),
      row,
      origin: z.object({ version: versionRef, row: z.number().int().min(0) }).optional(),
    }),
    output: z.object({ scenario: scenarioSchema }),
  }),
  defineOperation({
    name: 'explainability.scenarios',
    kind: 'query',
    summary: 'What-if rows that were kept',
    input: z.object({ model: modelRef.optional() }),
    output: z.object({ scenarios: z.array(scenarioSchema) }),
  }),
  defineOperation({
    name: 'explainability.deleteScenario',
    kind: 'command',
    summary: 'Forget a kept what-if row',
    input: z.object({ id: z.string().min(1) }),
    output: z.object({ scenario: scenarioSchema }),
    cli: { positional: ['id'] },
  }),
] as const;
