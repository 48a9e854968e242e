import { z } from 'zod';
import { filePath } from './common.ts';
import { defineOperation } from './operation.ts';

export const reportKinds = ['training', 'drift', 'profile', 'validation'] as const;

export const reportSchema = z.object({
  id: z.string(),
  kind: z.enum(reportKinds),
  title: z.string(),
  subjectId: z.string(),
  path: z.string(),
  bytes: z.number(),
  createdAt: z.number(),
});
export type Report = z.infer<typeof reportSchema>;

export const reportingOperations = [
  defineOperation({
    name: 'reporting.render',
    kind: 'job',
    summary: 'One self-contained HTML file that opens anywhere, without a server',
    input: z.object({
      kind: z.enum(reportKinds),
      id: z.string().min(1).meta({
        description:
          'training: run or latest; drift: drift report; profile: version; validation: result',
      }),
      out: filePath.optional(),
    }),
    output: reportSchema,
    cli: { positional: ['kind', 'id'] },
  }),
  defineOperation({
    name: 'reporting.list',
    kind: 'query',
    summary: 'Reports made so far, newest first',
    input: z.object({}),
    output: z.object({ reports: z.array(reportSchema) }),
  }),
  defineOperation({
    name: 'reporting.show',
    kind: 'query',
    summary: 'A report with its HTML, for the window',
    input: z.object({ id: z.string().min(1) }),
    output: z.object({ report: reportSchema, html: z.string() }),
    cli: { positional: ['id'] },
  }),
] as const;
