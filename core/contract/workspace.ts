import { z } from 'zod';
import { filePath } from './common.ts';
import { defineOperation } from './operation.ts';

const workspaceInfo = z.object({
  name: z.string(),
  path: z.string(),
  version: z.string().meta({ description: 'Assay version' }),
  createdAt: z.number(),
  lastSavedAt: z.number().nullable(),
  warnings: z
    .array(z.string())
    .optional()
    .meta({ description: 'what to know about its place, such as a network drive' }),
  counts: z.object({
    datasets: z.number(),
    runs: z.number(),
    models: z.number(),
    reports: z.number(),
  }),
});

export const workspaceOperations = [
  defineOperation({
    name: 'workspace.info',
    kind: 'query',
    summary: 'The open workspace: where it is and what it holds',
    input: z.object({}),
    output: workspaceInfo,
  }),
  defineOperation({
    name: 'workspace.recent',
    kind: 'query',
    summary: 'Recently opened workspaces and imported files; vanished ones are left out',
    input: z.object({}),
    output: z.object({
      workspaces: z.array(z.object({ path: z.string(), name: z.string(), openedAt: z.number() })),
      files: z.array(z.object({ path: z.string(), name: z.string(), openedAt: z.number() })),
    }),
  }),
  defineOperation({
    name: 'workspace.open',
    kind: 'command',
    summary: 'Close this workspace and open another folder, which is created when missing',
    input: z.object({ path: filePath }),
    output: workspaceInfo,
    cli: { hidden: true },
  }),
] as const;
