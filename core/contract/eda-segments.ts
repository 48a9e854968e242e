import { z } from 'zod';
import { versionRef } from './common.ts';
import { defineOperation } from './operation.ts';

export const segmentRef = z.string().min(1).meta({ description: 'id or name of a segment' });

export const segmentSchema = z.object({
  id: z.string(),
  name: z.string(),
  datasetId: z.string(),
  datasetName: z.string(),
  /** A condition on rows, which holds for every version; null for a list of rows of one version. */
  filter: z.string().nullable(),
  /** The version whose rows are listed; null for a condition. */
  versionId: z.string().nullable(),
  /** Rows of the version it was made on. */
  rows: z.number(),
  createdAt: z.number(),
});
export type Segment = z.infer<typeof segmentSchema>;

export const segmentOperations = [
  defineOperation({
    name: 'eda.segments',
    kind: 'query',
    summary: 'Named segments, of one dataset or of all',
    input: z.object({ version: versionRef.optional() }),
    output: z.object({ segments: z.array(segmentSchema) }),
    cli: { positional: ['version'] },
  }),
  defineOperation({
    name: 'eda.saveSegment',
    kind: 'command',
    summary: 'Name a part of the rows, by a condition or by row numbers',
    input: z
      .object({
        version: versionRef,
        name: z.string().min(1).max(100),
        filter: z.string().min(1).max(2000).optional(),
        rows: z.array(z.number().int().min(0)).min(1).max(1_000_000).optional(),
      })
      .refine((input) => (input.filter === undefined) !== (input.rows === undefined), {
        message: 'give either a filter or row numbers',
      }),
    output: segmentSchema,
    cli: { positional: ['version', 'name'] },
  }),
  defineOperation({
    name: 'eda.deleteSegment',
    kind: 'command',
    summary: 'Forget a segment; the rows stay',
    input: z.object({ segment: segmentRef }),
    output: segmentSchema,
    cli: { positional: ['segment'] },
  }),
] as const;
