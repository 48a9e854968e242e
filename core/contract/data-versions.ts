import { z } from 'zod';
import { cellSchema, columnTypeSchema, layerSchema, versionRef } from './common.ts';
import { versionSchema } from './data.ts';
import { defineOperation } from './operation.ts';

const datasetRef = z.string().min(1).meta({ description: 'dataset id or name' });

export const diffSchema = z.object({
  from: versionSchema,
  to: versionSchema,
  columns: z.object({
    added: z.array(z.string()),
    removed: z.array(z.string()),
    retyped: z.array(z.object({ name: z.string(), from: columnTypeSchema, to: columnTypeSchema })),
  }),
  /** Columns rows were matched by; empty when whole rows were compared. */
  key: z.array(z.string()),
  rows: z.object({
    added: z.number(),
    removed: z.number(),
    changed: z.number(),
    unchanged: z.number(),
  }),
  /** Changed cells by column. */
  cells: z.array(z.object({ column: z.string(), changed: z.number() })),
  /** At most 100 of each kind. */
  sample: z.array(
    z.object({
      kind: z.enum(['added', 'removed', 'changed']),
      key: z.array(cellSchema),
      changes: z.array(z.object({ column: z.string(), from: cellSchema, to: cellSchema })),
    }),
  ),
});
export type Diff = z.infer<typeof diffSchema>;

export const dataVersionsOperations = [
  defineOperation({
    name: 'data.diff',
    kind: 'job',
    summary: 'What changed between two versions: columns, rows, cells',
    input: z.object({
      from: versionRef,
      to: versionRef,
      key: z
        .array(z.string())
        .optional()
        .meta({ description: 'columns that name a row; default: the first unique ones' }),
    }),
    output: diffSchema,
    cli: { positional: ['from', 'to'] },
  }),
  defineOperation({
    name: 'data.restore',
    kind: 'command',
    summary: 'Make an earlier version the latest again, as a new version',
    input: z.object({ version: versionRef }),
    output: z.object({ version: versionSchema }),
    cli: { positional: ['version'] },
  }),
  defineOperation({
    name: 'data.promote',
    kind: 'job',
    summary: 'Move data to the next layer through its quality gate, as a new version',
    input: z.object({
      version: versionRef,
      to: z.enum(['silver', 'gold']),
      suite: z.string().optional().meta({ description: 'rules that count for validity' }),
      override: z
        .string()
        .max(1000)
        .optional()
        .meta({ description: 'pass a closed gate for this reason, which is recorded' }),
    }),
    output: z.object({
      version: versionSchema,
      from: layerSchema,
      to: layerSchema,
      score: z.number(),
      threshold: z.number(),
      passed: z.boolean(),
    }),
    cli: { positional: ['version'] },
  }),
  defineOperation({
    name: 'data.lineage',
    kind: 'query',
    summary: 'Where a version came from and what was made of it',
    input: z.object({ version: versionRef }),
    output: z.object({
      nodes: z.array(
        z.object({ id: z.string(), kind: z.string(), title: z.string(), detail: z.string() }),
      ),
      edges: z.array(z.object({ from: z.string(), to: z.string(), label: z.string() })),
    }),
    cli: { positional: ['version'] },
  }),
  defineOperation({
    name: 'data.rename',
    kind: 'command',
    summary: 'Give a dataset another name',
    input: z.object({ dataset: datasetRef, name: z.string().min(1).max(200) }),
    output: z.object({ id: z.string(), name: z.string() }),
    cli: { positional: ['dataset', 'name'] },
  }),
  defineOperation({
    name: 'data.delete',
    kind: 'command',
    summary: 'Put a dataset in the bin; it can be brought back until storage is reclaimed',
    input: z.object({ dataset: datasetRef }),
    output: z.object({ id: z.string(), name: z.string(), deletedAt: z.number() }),
    cli: { positional: ['dataset'] },
  }),
  defineOperation({
    name: 'data.undelete',
    kind: 'command',
    summary: 'Bring a deleted dataset back',
    input: z.object({ dataset: datasetRef }),
    output: z.object({ id: z.string(), name: z.string() }),
    cli: { positional: ['dataset'] },
  }),
  defineOperation({
    name: 'data.bin',
    kind: 'query',
    summary: 'Deleted datasets that can be brought back, and what reclaiming would free',
    input: z.object({}),
    output: z.object({
      datasets: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          versions: z.number(),
          deletedAt: z.number(),
          /** Runs, reports and other things that still need it; such a dataset is kept. */
          usedBy: z.number(),
        }),
      ),
      reclaimableBytes: z.number(),
    }),
  }),
  defineOperation({
    name: 'data.reclaim',
    kind: 'job',
    summary: 'Remove deleted datasets that nothing needs, and files nothing names',
    input: z.object({}),
    output: z.object({ datasets: z.number(), files: z.number(), bytes: z.number() }),
  }),
] as const;
