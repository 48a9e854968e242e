import { describe, expect, it } from 'vitest';
import type { Job } from '../../../../core/contract/events.ts';
import { openJobRepository } from '../../../../core/jobs/repository.ts';
import { openWorkspace } from '../../../../core/storage/open-workspace.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

function job(number: number, state: Job['state'] = 'succeeded'): Job {
  return {
    id: `job_${number}`,
    operation: 'eda.profile',
    title: 'Profile heart',
    state,
    fraction: 1,
    stage: 'Done',
    message: '',
    remainingMs: null,
    createdAt: number,
    startedAt: number,
    finishedAt: number,
    error: null,
  };
}

describe('the job repository', () => {
  it('keeps the outputs of the newest jobs only, and every job', async () => {
    await using folder = await temporaryFolder();
    const workspace = await openWorkspace(folder.path, { now: Date.now });
    const repository = openJobRepository(workspace.db);
    for (let i = 1; i <= 203; i++) {
      repository.insert(job(i), {});
      repository.update(job(i), { rows: i });
    }
    repository.dropOldOutputs();
    expect(repository.get('job_3')).toEqual({ job: job(3) });
    expect(repository.get('job_4')).toEqual({ job: job(4), output: { rows: 4 } });
    expect(repository.list(1000)).toHaveLength(203);
    workspace.close();
  });

  it('interrupts what had not ended, and nothing else', async () => {
    await using folder = await temporaryFolder();
    const workspace = await openWorkspace(folder.path, { now: Date.now });
    const repository = openJobRepository(workspace.db);
    const states = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;
    for (const [i, state] of states.entries()) repository.insert(job(i, state), {});
    const error = { code: 'INTERRUPTED', message: 'ended' } as const;
    expect(repository.interruptUnfinished(error, 99).toSorted()).toEqual(['job_0', 'job_1']);
    expect(repository.get('job_1')?.job).toMatchObject({
      state: 'interrupted',
      finishedAt: 99,
      error,
    });
    expect(repository.get('job_2')?.job.state).toBe('succeeded');
    workspace.close();
  });
});
