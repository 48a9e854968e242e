import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { AppError, isAppError, toFailure } from '../../../../core/base/app-error.ts';
import type { Job } from '../../../../core/contract/events.ts';
import {
  createJobRunner,
  type JobHandle,
  type JobRunner,
} from '../../../../core/jobs/job-runner.ts';
import { openJobRepository } from '../../../../core/jobs/repository.ts';
import { openWorkspace } from '../../../../core/storage/open-workspace.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

interface Trial extends AsyncDisposable {
  readonly runner: JobRunner;
  readonly events: Job[];
  submit(run: (handle: JobHandle) => Promise<unknown>): string;
  states(id: string): string[];
}

async function openTrial(): Promise<Trial> {
  const folder = await temporaryFolder();
  const workspace = await openWorkspace(folder.path, { now: Date.now });
  const events: Job[] = [];
  let ids = 0;
  const runner = createJobRunner({
    repository: openJobRepository(workspace.db),
    now: Date.now,
    newId: (prefix) => `${prefix}_${++ids}`,
    publish: (job) => void events.push(job),
    toFailure: (error) =>
      isAppError(error) ? toFailure(error) : { code: 'INTERNAL', message: String(error) },
  });
  return {
    runner,
    events,
    submit: (run) => runner.submit({ operation: 'x.y', title: 'Trial', input: { a: 1 }, run }).id,
    states(id) {
      const all = events.filter((job) => job.id === id).map((job) => job.state);
      return all.filter((state, i) => state !== all[i - 1]);
    },
    async [Symbol.asyncDispose]() {
      await runner.close();
      workspace.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}

function untilAborted({ signal }: JobHandle): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = (): void => reject(new AppError('CANCELLED', 'Cancelled'));
    signal.addEventListener('abort', stop, { once: true });
  });
}

describe('finishing early', () => {
  it('tells the job, which ends as succeeded with what it has', async () => {
    await using trial = await openTrial();
    const id = trial.submit(
      ({ finishing }) =>
        new Promise((resolve) => {
          finishing.addEventListener('abort', () => resolve({ trees: 12 }), { once: true });
        }),
    );
    await expect.poll(() => trial.states(id)).toContain('running');
    expect(trial.runner.finish(id).message).toMatch(/Finishing/);
    expect(await trial.runner.result(id)).toEqual({ trees: 12 });
    expect(trial.states(id).at(-1)).toBe('succeeded');
  });

  it('is refused before the job has begun and after it has ended', async () => {
    await using trial = await openTrial();
    const first = trial.submit(untilAborted);
    const second = trial.submit(untilAborted);
    const waiting = trial.submit(async () => 1);
    await expect.poll(() => trial.states(second)).toContain('running');
    expect(() => trial.runner.finish(waiting)).toThrow(
      expect.objectContaining({ code: 'CONFLICT' }),
    );
    trial.runner.cancel(first);
    await expect.poll(() => trial.states(waiting).at(-1)).toBe('succeeded');
    expect(() => trial.runner.finish(waiting)).toThrow(
      expect.objectContaining({ code: 'CONFLICT' }),
    );
  });
});

describe('the job runner', () => {
  it('queues, runs and keeps the output', async () => {
    await using trial = await openTrial();
    const id = trial.submit(async () => ({ rows: 3 }));
    expect(trial.runner.get(id).job.state).toBe('queued');
    expect(await trial.runner.result(id)).toEqual({ rows: 3 });
    expect(trial.states(id)).toEqual(['queued', 'running', 'succeeded']);
    const stored = trial.runner.get(id);
    expect(stored.output).toEqual({ rows: 3 });
    expect(stored.job).toMatchObject({ state: 'succeeded', fraction: 1, error: null });
    expect(stored.job.finishedAt).toBeGreaterThanOrEqual(stored.job.startedAt!);
  });

  it('runs two at once and lets the others wait', async () => {
    await using trial = await openTrial();
    const gates = [0, 1, 2].map(() => Promise.withResolvers<void>());
    const ids = gates.map((gate) => trial.submit(() => gate.promise));
    await sleep(5);
    const now = (): string[] => ids.map((id) => trial.runner.get(id).job.state);
    expect(now()).toEqual(['running', 'running', 'queued']);
    gates[1]!.resolve();
    await trial.runner.result(ids[1]!);
    await sleep(5);
    expect(now()).toEqual(['running', 'succeeded', 'running']);
    for (const gate of gates) gate.resolve();
    await trial.runner.result(ids[2]!);
  });

  it('keeps a failure as data and goes on', async () => {
    await using trial = await openTrial();
    const id = trial.submit(async () => {
      throw new AppError('FILE_EMPTY', 'nothing in it', { hint: 'choose another' });
    });
    await expect(trial.runner.result(id)).rejects.toMatchObject({ code: 'FILE_EMPTY' });
    expect(trial.runner.get(id).job).toMatchObject({
      state: 'failed',
      error: { code: 'FILE_EMPTY', message: 'nothing in it', hint: 'choose another' },
    });
    expect(await trial.runner.result(trial.submit(async () => 1))).toBe(1);
  });

  it('cancels a running job', async () => {
    await using trial = await openTrial();
    const id = trial.submit(untilAborted);
    await sleep(5);
    trial.runner.cancel(id);
    await expect(trial.runner.result(id)).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(trial.states(id)).toEqual(['queued', 'running', 'cancelled']);
  });

  it('cancels a job that waits, without ever running it', async () => {
    await using trial = await openTrial();
    const busy = [trial.submit(untilAborted), trial.submit(untilAborted)];
    let hasRun = false;
    const id = trial.submit(async () => {
      hasRun = true;
    });
    await sleep(5);
    expect(trial.runner.cancel(id).state).toBe('cancelled');
    for (const other of busy) trial.runner.cancel(other);
    await Promise.allSettled(busy.map((other) => trial.runner.result(other)));
    await sleep(5);
    expect(hasRun).toBe(false);
    expect(trial.states(id)).toEqual(['queued', 'cancelled']);
  });

  it('says so when there is nothing left to cancel', async () => {
    await using trial = await openTrial();
    const id = trial.submit(async () => 1);
    await trial.runner.result(id);
    expect(() => trial.runner.cancel(id)).toThrow(expect.objectContaining({ code: 'CONFLICT' }));
    expect(() => trial.runner.cancel('job_no')).toThrow(
      expect.objectContaining({ code: 'NOT_FOUND' }),
    );
  });

  it('stays succeeded when the work was done before the cancel was seen', async () => {
    await using trial = await openTrial();
    const gate = Promise.withResolvers<number>();
    const id = trial.submit(() => gate.promise);
    await sleep(5);
    trial.runner.cancel(id);
    gate.resolve(1);
    expect(await trial.runner.result(id)).toBe(1);
  });

  it('publishes at most ten reports a second and never a stale one after the end', async () => {
    await using trial = await openTrial();
    const id = trial.submit(async ({ progress }) => {
      const end = performance.now() + 450;
      for (let i = 0; performance.now() < end; i++) {
        progress({ fraction: i / 1e6, stage: 'work', message: String(i) });
        if (i % 100 === 0) await sleep(1);
      }
      progress({ fraction: 0.99, stage: 'work' });
    });
    await trial.runner.result(id);
    const running = trial.events.filter((job) => job.state === 'running');
    expect(running.length).toBeGreaterThanOrEqual(3);
    expect(running.length).toBeLessThanOrEqual(7);
    await sleep(150);
    expect(trial.events.at(-1)).toMatchObject({ state: 'succeeded' });
  });

  it('marks interrupted what does not stop when the workspace closes', async () => {
    const trial = await openTrial();
    const id = trial.submit(() => new Promise(() => {}));
    await sleep(5);
    await trial.runner.close();
    expect(trial.runner.get(id).job.state).toBe('interrupted');
    await trial[Symbol.asyncDispose]();
  }, 10_000);
});
