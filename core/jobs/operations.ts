import { AppError } from '../base/app-error.ts';
import { operationsByName } from '../contract/contract.ts';
import type { Handlers } from './context.ts';
import type { JobRunner } from './job-runner.ts';

export function createJobsHandlers(runner: JobRunner): Handlers<'jobs'> {
  return {
    'jobs.list': async ({ limit }) => ({ jobs: runner.list(limit) }),
    'jobs.get': async ({ id }) => runner.get(id),
    'jobs.cancel': async ({ id }) => ({ job: runner.cancel(id) }),
    'jobs.finish': async ({ id }) => {
      const { job } = runner.get(id);
      if (operationsByName.get(job.operation)?.finishable) return { job: runner.finish(id) };
      throw new AppError('UNSUPPORTED', `${job.title} keeps nothing until it is done`, {
        hint: 'Wait for it, or cancel it',
      });
    },
  };
}
