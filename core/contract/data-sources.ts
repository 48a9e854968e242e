import { z } from 'zod';
import { columnTypeSchema, warningSchema } from './common.ts';
import { versionSchema } from './data.ts';
import { defineOperation } from './operation.ts';

const made = z.object({
  dataset: z.object({ id: z.string(), name: z.string() }),
  version: versionSchema,
  warnings: z.array(warningSchema),
});

const url = z
  .string()
  .regex(/^postgres(ql)?:\/\//)
  .meta({ description: 'postgres://user:password@host:5432/database; the password is not kept' });

export const dataSourcesOperations = [
  defineOperation({
    name: 'data.paste',
    kind: 'job',
    summary: 'A table from pasted text, such as cells copied from a spreadsheet',
    input: z.object({
      text: z.string().min(1).max(50_000_000),
      name: z.string().min(1).max(200).default('pasted'),
      types: z.record(z.string(), columnTypeSchema).optional(),
    }),
    output: made,
    cli: { hidden: true },
  }),
  defineOperation({
    name: 'data.databaseTables',
    kind: 'query',
    summary: 'Tables of a PostgreSQL database',
    input: z.object({ url }),
    output: z.object({
      tables: z.array(
        z.object({ schema: z.string(), name: z.string(), rows: z.number().nullable() }),
      ),
    }),
    cli: { positional: ['url'] },
  }),
  defineOperation({
    name: 'data.importDatabase',
    kind: 'job',
    summary: 'Read a table or a query of a PostgreSQL database into a dataset',
    input: z
      .object({
        url,
        table: z.string().min(1).optional().meta({ description: 'name or schema.name' }),
        query: z.string().min(1).max(100_000).optional(),
        name: z.string().min(1).max(200).optional(),
      })
      .refine((input) => (input.table === undefined) !== (input.query === undefined), {
        message: 'give either a table or a query',
      }),
    output: made,
    cli: { positional: ['url'] },
  }),
] as const;
