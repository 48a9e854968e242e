import { z } from 'zod';
import { columnTypeSchema, filePath, maybeNumber, modelRef, versionRef } from './common.ts';
import { defineOperation } from './operation.ts';

export const driftTests = ['ks', 'chisquare', 'z', 'wasserstein', 'jensenshannon', 'psi'] as const;
export const driftTestSchema = z.enum(driftTests);
export type DriftTest = z.infer<typeof driftTestSchema>;

export const driftColumnSchema = z.object({
  column: z.string(),
  type: columnTypeSchema,
  /** How the column was treated. */
  kind: z.enum(['numeric', 'categorical']),
  test: driftTestSchema,
  /** The p-value of a test, or the distance. */
  score: z.number(),
  pValue: maybeNumber,
  statistic: maybeNumber,
  threshold: z.number(),
  drifted: z.boolean(),
  /** A plain word for the eye: none, small, moderate, large; from `effect`. */
  verdict: z.enum(['none', 'small', 'moderate', 'large']),
  /** Size-robust effect 0..1: the KS distance for numbers, total variation for categories. */
  effect: z.number(),
  reference: z.object({
    rows: z.number(),
    missing: z.number(),
    mean: maybeNumber,
    std: maybeNumber,
  }),
  current: z.object({ rows: z.number(), missing: z.number(), mean: maybeNumber, std: maybeNumber }),
  /** Shares of rows on common bins (numbers: edges) or common categories (labels). */
  distribution: z.object({
    edges: z.array(z.number()).nullable(),
    labels: z.array(z.string()).nullable(),
    reference: z.array(z.number()),
    current: z.array(z.number()),
  }),
  /** Why the column was treated other than asked or than its type says. */
  note: z.string().optional(),
});
export type DriftColumn = z.infer<typeof driftColumnSchema>;

export const driftReportSchema = z.object({
  id: z.string(),
  createdAt: z.number(),
  reference: z.object({ id: z.string(), name: z.string(), number: z.number(), rows: z.number() }),
  current: z.object({ id: z.string(), name: z.string(), number: z.number(), rows: z.number() }),
  drifted: z.boolean(),
  share: z.number(),
  driftShare: z.number().meta({ description: 'share at which the set counts as drifted' }),
  driftedColumns: z.number(),
  columns: z.array(driftColumnSchema).meta({ description: 'drifted first, by effect' }),
  skipped: z.array(z.object({ column: z.string(), reason: z.string() })),
  /** With --model: drift of its predictions, and of the target where both versions have it. */
  prediction: driftColumnSchema.nullable(),
  target: driftColumnSchema.nullable(),
  html: z.string().nullable(),
});
export type DriftReport = z.infer<typeof driftReportSchema>;

export const monitoringOperations = [
  defineOperation({
    name: 'monitoring.drift',
    kind: 'job',
    summary: 'Has the data moved? A test per column, and a verdict for the set',
    input: z.object({
      reference: versionRef,
      current: versionRef,
      tests: z
        .enum(['auto', ...driftTests])
        .default('auto')
        .meta({ title: 'Test' }),
      threshold: z.number().min(0).optional().meta({ title: 'Threshold' }),
      driftShare: z.number().min(0).max(1).default(0.5).meta({ title: 'Drift share' }),
      columns: z.array(z.string()).optional(),
      model: modelRef.optional(),
      html: filePath.optional().meta({ description: 'also write the report to this file' }),
    }),
    output: driftReportSchema,
    cli: {
      positional: ['reference', 'current'],
      failOn: { drift: (output: DriftReport) => output.drifted },
    },
  }),
  defineOperation({
    name: 'monitoring.list',
    kind: 'query',
    summary: 'Drift reports, newest first',
    input: z.object({}),
    output: z.object({
      reports: z.array(
        z.object({
          id: z.string(),
          createdAt: z.number(),
          referenceName: z.string(),
          currentName: z.string(),
          drifted: z.boolean(),
          share: z.number(),
          driftedColumns: z.number(),
          columns: z.number(),
        }),
      ),
    }),
  }),
  defineOperation({
    name: 'monitoring.show',
    kind: 'query',
    summary: 'One drift report',
    input: z.object({ id: z.string().min(1) }),
    output: driftReportSchema,
    cli: { positional: ['id'] },
  }),
] as const;
