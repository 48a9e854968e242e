import { z } from 'zod';
import { filePath, versionRef, warningSchema } from './common.ts';
import { metricsSchema } from './models.ts';
import { defineOperation } from './operation.ts';
import { modelName } from './registry.ts';

export const registryImportOperations = [
  defineOperation({
    name: 'registry.import',
    kind: 'job',
    summary:
      'Bring in a model trained elsewhere: LightGBM text, XGBoost JSON, ONNX trees or linear',
    input: z.object({
      file: filePath,
      format: z
        .enum(['auto', 'lightgbm', 'xgboost', 'onnx'])
        .default('auto')
        .meta({ title: 'Format', description: 'auto: told by the file' }),
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
