import { z } from 'zod';
import { maybeNumber, runRef, warningSchema } from './common.ts';
import { segmentRef } from './eda-segments.ts';
import { evaluatedRows } from './evaluation-rows.ts';
import { intervalSchema } from './evaluation.ts';
import { driftColumnSchema } from './monitoring.ts';
import { defineOperation } from './operation.ts';

const intervals = z.record(z.string(), intervalSchema);

/** How two sets of rows differ, column by column, by the tests of `monitoring.drift`. */
const segmentDriftSchema = z.object({
  /** Null where there is nothing to compare; then `reason` says why. */
  reason: z.string().nullable(),
  referenceRows: z.number(),
  currentRows: z.number(),
  /** Columns that could be compared, and how many of them differ. */
  tested: z.number(),
  driftedColumns: z.number(),
  /** The ten that differ most: those that drifted first, by effect. */
  columns: z.array(driftColumnSchema),
  /** What the model says, and the truth. */
  prediction: driftColumnSchema.nullable(),
  target: driftColumnSchema.nullable(),
});
export type SegmentDrift = z.infer<typeof segmentDriftSchema>;

const judgedSegmentSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Null for listed rows. */
  filter: z.string().nullable(),
  /** Columns the filter names: that these differ is how the segment is made. */
  definedBy: z.array(z.string()),
  /** Of the rows the run was evaluated on, and their share. */
  rows: z.number(),
  share: z.number(),
  /** Fewer than 30 rows: every number here is uncertain. */
  small: z.boolean(),
  /** Why there is nothing to tell, or nothing to compare with; else null. */
  reason: z.string().nullable(),
  /** Every metric of the run on the rows of the segment, and on all other rows; empty without rows. */
  metrics: intervals,
  rest: intervals,
  /** Of the metric: segment − rest, with a 95 % interval from resamples of both parts. */
  difference: intervalSchema.extend({
    /** Two-sided p that it is 0. */
    pValue: maybeNumber,
    /** Whether the segment does better or worse than the rest beyond chance (p < 0.05); else null. */
    verdict: z.enum(['better', 'worse']).nullable(),
    reading: z.string(),
  }),
  /** Measures of fairness between segment and rest, the rest being the reference; empty without a rest. */
  fairness: z.object({
    measures: intervals,
    /** Lower selection rate ÷ higher one; a screen only. Null for a regression. */
    fourFifths: z.object({
      ratio: maybeNumber,
      passes: z.boolean().nullable(),
      reading: z.string(),
    }),
  }),
  /** The rest is the reference. */
  fromRest: segmentDriftSchema,
  /** Rows of the segment that the model learned from are the reference. */
  fromTraining: segmentDriftSchema,
});
export type JudgedSegment = z.infer<typeof judgedSegmentSchema>;

export const runSegmentsSchema = z.object({
  ...evaluatedRows,
  metric: z.object({ name: z.string(), better: z.enum(['higher', 'lower']) }),
  /** The metric on all evaluated rows. */
  overall: intervalSchema,
  /** The class whose calls count as the favourable answer; null for a regression. */
  positive: z.string().nullable(),
  /** The worst first, by difference; those without one at the end. */
  segments: z.array(judgedSegmentSchema),
  warnings: z.array(warningSchema),
});
export type RunSegments = z.infer<typeof runSegmentsSchema>;

export const evaluationSegmentsOperations = [
  defineOperation({
    name: 'evaluation.segments',
    kind: 'job',
    summary: 'How a run does on saved segments against the other rows: error, fairness, drift',
    input: z.object({
      run: runRef,
      segments: z
        .array(segmentRef)
        .min(1)
        .optional()
        .meta({ title: 'Segments', description: 'default: all of the dataset' }),
      metric: z
        .string()
        .optional()
        .meta({ title: 'Metric', description: 'default: the main metric of the task' }),
    }),
    output: runSegmentsSchema,
    cli: { positional: ['run'] },
  }),
] as const;
