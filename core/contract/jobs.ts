import { z } from 'zod';
import { jobSchema } from './events.ts';
import { defineOperation } from './operation.ts';

const id = z.string().min(1);

export const jobsOperations = [
  defineOperation({
    name: 'jobs.list',
    kind: 'query',
    summary: 'Jobs of this workspace, newest first',
    input: z.object({ limit: z.number().int().min(1).max(1000).default(50) }),
    output: z.object({ jobs: z.array(jobSchema) }),
  }),
  defineOperation({
    name: 'jobs.get',
    kind: 'query',
    summary: 'One job, with its output once it has succeeded',
    input: z.object({ id }),
    output: z.object({ job: jobSchema, output: z.unknown().optional() }),
    cli: { positional: ['id'] },
  }),
  defineOperation({
    name: 'jobs.cancel',
    kind: 'command',
    summary: 'Stop a queued or running job; takes effect within a second',
    input: z.object({ id }),
    output: z.object({ job: jobSchema }),
    cli: { positional: ['id'] },
  }),
  defineOperation({
    name: 'jobs.finish',
    kind: 'command',
    summary: 'End a running training or search early and keep the best it has so far',
    input: z.object({ id }),
    output: z.object({ job: jobSchema }),
    cli: { positional: ['id'] },
  }),
] as const;
