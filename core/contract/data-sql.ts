import { z } from 'zod';
import { cellSchema } from './common.ts';
import { versionSchema } from './data.ts';
import { defineOperation } from './operation.ts';

const sql = z.string().min(1).max(100_000);

export const dataSqlOperations = [
  defineOperation({
    name: 'data.sql',
    kind: 'job',
    summary: 'Read-only SQL over all versions; tables are datasets by name, or "name@3"',
    input: z.object({
      sql,
      limit: z.number().int().min(1).max(10_000).default(1000),
      timeoutSeconds: z.number().int().min(1).max(3600).default(60),
    }),
    output: z.object({
      columns: z.array(z.object({ name: z.string(), type: z.string() })),
      rows: z.array(z.array(cellSchema)),
      /** More rows than `limit` exist. */
      truncated: z.boolean(),
      durationMs: z.number(),
    }),
    cli: { positional: ['sql'] },
  }),
  defineOperation({
    name: 'data.saveSql',
    kind: 'job',
    summary: 'The whole result of a query as a new version of a dataset',
    input: z.object({ sql, name: z.string().min(1).max(200) }),
    output: z.object({
      dataset: z.object({ id: z.string(), name: z.string() }),
      version: versionSchema,
    }),
    cli: { positional: ['sql'] },
  }),
  defineOperation({
    name: 'data.sqlTables',
    kind: 'query',
    summary: 'Tables and columns a query can name, for completion',
    input: z.object({}),
    output: z.object({
      tables: z.array(
        z.object({
          name: z.string(),
          columns: z.array(z.object({ name: z.string(), type: z.string() })),
        }),
      ),
    }),
  }),
] as const;
