import { z } from 'zod';
import { filePath } from './common.ts';
import { defineOperation } from './operation.ts';

export const demoOperations = [
  defineOperation({
    name: 'demo.run',
    kind: 'job',
    summary:
      'The whole journey on a bundled dataset: import, train, register, explain, drift, reports',
    input: z.object({
      out: filePath.optional().meta({ description: 'folder for the two reports' }),
    }),
    output: z.object({
      dataset: z.object({
        id: z.string(),
        name: z.string(),
        versionId: z.string(),
        rows: z.number(),
      }),
      run: z.object({
        id: z.string(),
        status: z.string(),
        metrics: z.record(z.string(), z.number().nullable()),
      }),
      modelVersion: z.object({
        id: z.string(),
        name: z.string(),
        number: z.number(),
        stage: z.string(),
      }),
      explanation: z.object({
        id: z.string(),
        rows: z.number(),
        baseValue: z.number(),
        maxAdditivityError: z.number(),
        meanAbs: z.record(z.string(), z.number()),
      }),
      drift: z.object({
        id: z.string(),
        drifted: z.boolean(),
        share: z.number(),
        driftedColumns: z.number(),
      }),
      reports: z.array(z.object({ kind: z.string(), path: z.string(), bytes: z.number() })),
    }),
  }),
] as const;
