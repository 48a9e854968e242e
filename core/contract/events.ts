import { z } from 'zod';
import { failureSchema } from './failure.ts';

export const jobStates = [
  'queued',
  'running',
  'succeeded',
  'failed',
  'cancelled',
  'interrupted',
] as const;

/** A job as events and queries carry it. `fraction` is 0..1, or null while it cannot be told. */
export const jobSchema = z.object({
  id: z.string(),
  operation: z.string(),
  title: z.string(),
  state: z.enum(jobStates),
  fraction: z.number().nullable(),
  stage: z.string(),
  message: z.string(),
  /** Estimated milliseconds left, or null. */
  remainingMs: z.number().nullable(),
  createdAt: z.number(),
  startedAt: z.number().nullable(),
  finishedAt: z.number().nullable(),
  error: failureSchema.nullable(),
});
export type Job = z.infer<typeof jobSchema>;

/** What changed in the workspace, so that views know which queries to ask again. */
export const topics = [
  'datasets',
  'segments',
  'suites',
  'runs',
  'models',
  'explanations',
  'studies',
  'analyses',
  'drift',
  'reports',
  'audit',
  'workspace',
] as const;
export type Topic = (typeof topics)[number];

export const eventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('job'), job: jobSchema }),
  z.object({ type: z.literal('changed'), topics: z.array(z.enum(topics)) }),
  /** A native menu entry, a file opened from the desktop: run a command of the window. */
  z.object({
    type: z.literal('command'),
    command: z.string(),
    files: z.array(z.string()).default([]),
  }),
]);
export type CoreEvent = z.infer<typeof eventSchema>;
