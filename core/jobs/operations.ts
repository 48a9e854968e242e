import type { Handlers } from './context.ts';
import type { JobRunner } from './job-runner.ts';

export function createJobsHandlers(runner: JobRunner): Handlers<'jobs'> {
  return {
    'jobs.list': async ({ limit }) => ({ jobs: runner.list(limit) }),
    'jobs.get': async ({ id }) => runner.get(id),
    'jobs.cancel': async ({ id }) => ({ job: runner.cancel(id) }),
  };
}
