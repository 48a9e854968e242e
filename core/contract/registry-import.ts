import { z } from 'zod';
import { filePath, taskSchema, versionRef, warningSchema } from './common.ts';
import { failureSchema } from './failure.ts';
import { foreignFormats } from './model-file.ts';
import { metricsSchema } from './models.ts';
import { defineOperation } from './operation.ts';
import { modelName } from './registry.ts';

const format = z
  .enum(['auto', ...foreignFormats])
  .default('auto')
  .meta({ title: 'Format', description: 'auto: told by the file' });

/** How a model from elsewhere fits a version. */
const modelMatchSchema = z.object({
  version: z.string(),
  /** `name@3`. */
  title: z.string(),
  /** Columns the model reads and the version lacks. */
  missing: z.array(z.string()),
  target: z.string().nullable(),
  /** Columns it does not read, the likeliest target first. */
  targets: z.array(z.string()),
  /** In the order of the model; empty for regression and where `problem` says why not. */
  classes: z.array(z.string()),
  /** What an import would be refused for. */
  problem: failureSchema.nullable(),
  warnings: z.array(warningSchema),
});
export type ModelMatch = z.infer<typeof modelMatchSchema>;

export const registryImportOperations = [
  defineOperation({
    name: 'registry.recognise',
    kind: 'query',
    summary: 'Tell whether a file is a model rather than a table',
    input: z.object({ file: filePath }),
    output: z.object({ model: z.boolean() }),
    cli: { positional: ['file'] },
  }),
  defineOperation({
    name: 'registry.inspect',
    kind: 'job',
    summary: 'Look into a model file from elsewhere: what it holds, which version has its columns',
    input: z.object({
      file: filePath,
      format,
      version: versionRef.optional().meta({
        title: 'Version',
        description: 'to match it with; default: the latest version that has most of its columns',
      }),
      target: z.string().min(1).optional().meta({ title: 'Target' }),
    }),
    output: z.object({
      format: z.enum(foreignFormats),
      task: taskSchema,
      kind: z.enum(['trees', 'linear']),
      trees: z.number().nullable(),
      /** In its order; categories where the file has their labels. */
      features: z.array(z.object({ name: z.string(), categories: z.array(z.string()).nullable() })),
      /** False: the file names no columns and they go by their position. */
      named: z.boolean(),
      classCount: z.number(),
      /** As the file has them. */
      classes: z.array(z.string()).nullable(),
      /** What the file says of its training. */
      params: z.record(z.string(), z.unknown()),
      bytes: z.number(),
      warnings: z.array(warningSchema),
      /** Null: the workspace has no version. */
      match: modelMatchSchema.nullable(),
    }),
    cli: { positional: ['file', 'version'] },
  }),
  defineOperation({
    name: 'registry.import',
    kind: 'job',
    summary:
      'Bring in a model trained elsewhere: LightGBM text, XGBoost JSON, ONNX trees or linear',
    input: z.object({
      file: filePath,
      format,
      version: versionRef.meta({
        title: 'Version',
        description: 'rows with the columns it was trained on',
      }),
      target: z.string().min(1).optional().meta({
        title: 'Target',
        description: 'what it predicts; default: the only column it does not read',
      }),
      classes: z.array(z.string()).optional().meta({
        title: 'Classes',
        description: 'in the order of the model; default: of the file, else of the target, sorted',
      }),
      name: modelName.optional().meta({
        title: 'Name',
        description: 'to register it under; default: it is not registered',
      }),
    }),
    output: z.object({
      modelId: z.string(),
      runId: z.string(),
      /** Columns it reads, in its order. */
      features: z.array(z.string()),
      /** On the version, where it has the target. */
      metrics: metricsSchema,
      warnings: z.array(warningSchema),
    }),
    cli: { positional: ['file', 'version'] },
  }),
] as const;
