import { z } from 'zod';
import { defineOperation } from './operation.ts';

const share = z.number().min(0).max(1);
const score = z.number().min(0).max(100);

/** What a workspace may set; every field has the default of the reference it follows. */
export const settingsSchema = z.object({
  alerts: z
    .object({
      missingShare: share.default(0.01).meta({ title: 'Missing share' }),
      zeroShare: share.default(0.01).meta({ title: 'Share of zeros' }),
      infiniteShare: share.default(0.01).meta({ title: 'Share of infinite values' }),
      skewness: z.number().min(0).default(20).meta({ title: 'Skewness' }),
      uniformPValue: share.default(0.999).meta({ title: 'Uniform, chi-square p' }),
      cardinality: z.number().int().min(1).default(50).meta({ title: 'Distinct categories' }),
      imbalance: share.default(0.5).meta({ title: 'Imbalance' }),
      correlation: share.default(0.5).meta({ title: 'Correlation' }),
      duplicateRows: z.number().min(0).default(0.01).meta({ title: 'Repeated rows' }),
    })
    .prefault({}),
  gates: z
    .object({
      bronze: score.default(85).meta({ title: 'Bronze' }),
      silver: score.default(94).meta({ title: 'Silver' }),
      gold: score.default(98).meta({ title: 'Gold' }),
    })
    .prefault({}),
  /** Weights of the quality score; they are scaled to sum to one. */
  quality: z
    .object({
      completeness: z.number().min(0).default(0.3),
      validity: z.number().min(0).default(0.3),
      uniqueness: z.number().min(0).default(0.15),
      consistency: z.number().min(0).default(0.15),
      timeliness: z.number().min(0).default(0.1),
    })
    .prefault({}),
});
export type Settings = z.infer<typeof settingsSchema>;

export const settingsOperations = [
  defineOperation({
    name: 'workspace.settings',
    kind: 'query',
    summary: 'Settings of this workspace, defaults filled in',
    input: z.object({}),
    output: settingsSchema,
  }),
  defineOperation({
    name: 'workspace.saveSettings',
    kind: 'command',
    summary: 'Change settings of this workspace; groups that are left out stay as they are',
    // Unwrapped: a group that is left out must not come with its defaults.
    input: z.object({
      alerts: settingsSchema.shape.alerts.unwrap().optional(),
      gates: settingsSchema.shape.gates.unwrap().optional(),
      quality: settingsSchema.shape.quality.unwrap().optional(),
    }),
    output: settingsSchema,
    cli: { hidden: true },
  }),
] as const;
