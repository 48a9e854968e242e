import { z } from 'zod';
import {
  cellSchema,
  columnTypeSchema,
  filePath,
  maybeNumber,
  modelRef,
  warningSchema,
} from './common.ts';
import { valueUnitSchema } from './explainability.ts';
import { modelSchema } from './models.ts';
import { defineOperation } from './operation.ts';

export const predictionSchema = z.object({
  prediction: z.union([z.string(), z.number()]),
  /** By class, for classifiers. */
  probabilities: z.record(z.string(), z.number()).nullable(),
  /** Of a number, where the model was trained with intervals. */
  lower: z.number().optional(),
  upper: z.number().optional(),
  /** SHAP contributions by raw column to the margin of the predicted class. */
  explanation: z
    .object({
      label: z.string().nullable(),
      baseValue: z.number(),
      contributions: z.array(
        z.object({
          feature: z.string(),
          value: cellSchema,
          contribution: z.number(),
          /** Where values are sampled. */
          standardError: z.number().optional(),
        }),
      ),
      /** As in explainability.shap. */
      method: z.string().optional(),
      unit: valueUnitSchema.optional(),
      backgroundRows: z.number().optional(),
      output: z.number(),
    })
    .nullable(),
  warnings: z.array(warningSchema),
});

export const servingOperations = [
  defineOperation({
    name: 'serving.schema',
    kind: 'query',
    summary: 'What a model wants to be given: one field a column, with what training saw',
    input: z.object({ model: modelRef }),
    output: z.object({
      model: modelSchema,
      fields: z.array(
        z.object({
          name: z.string(),
          type: columnTypeSchema,
          categories: z.array(z.string()).nullable(),
          min: maybeNumber,
          max: maybeNumber,
          /** Median or most frequent value of the training rows. */
          typical: cellSchema,
        }),
      ),
    }),
    cli: { positional: ['model'] },
  }),
  defineOperation({
    name: 'serving.one',
    kind: 'query',
    summary: 'Predict one row',
    input: z.object({
      model: modelRef,
      row: z.record(z.string(), cellSchema).meta({ description: 'JSON object, column to value' }),
      explain: z.boolean().default(false),
    }),
    output: predictionSchema,
    cli: { positional: ['model', 'row'] },
  }),
  defineOperation({
    name: 'serving.predict',
    kind: 'job',
    summary:
      'Score a file: its columns, then prediction and the probability of each class, or the interval',
    input: z.object({
      model: modelRef,
      file: filePath,
      out: filePath.optional().meta({ description: 'default: the exports folder' }),
      escapeFormulas: z.boolean().default(false),
    }),
    output: z.object({
      path: z.string(),
      bytes: z.number(),
      rows: z.number(),
      columns: z.array(z.string()),
      preview: z.array(z.array(cellSchema)).meta({ description: 'first 20 rows written' }),
      summary: z.array(z.object({ label: z.string(), count: z.number() })),
      warnings: z.array(warningSchema),
    }),
    cli: { positional: ['model', 'file'] },
  }),
] as const;
