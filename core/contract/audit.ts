import { z } from 'zod';
import { defineOperation } from './operation.ts';

export const auditEventSchema = z.object({
  sequence: z.number(),
  at: z.number(),
  actor: z.string(),
  operation: z.string(),
  subject: z.string(),
  detail: z.record(z.string(), z.unknown()),
  previous: z.string(),
  hash: z.string(),
});
export type AuditEvent = z.infer<typeof auditEventSchema>;

export const auditOperations = [
  defineOperation({
    name: 'audit.log',
    kind: 'query',
    summary: 'What was done in this workspace, newest first',
    input: z.object({
      limit: z.number().int().min(1).max(10000).default(100),
      before: z.number().int().optional().meta({ description: 'sequence number' }),
    }),
    output: z.object({ events: z.array(auditEventSchema) }),
  }),
  defineOperation({
    name: 'audit.verify',
    kind: 'query',
    summary: 'Recompute the hash chain and name the first broken link',
    input: z.object({}),
    output: z.object({
      valid: z.boolean(),
      events: z.number(),
      firstBroken: z.number().optional(),
    }),
  }),
] as const;
