import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../../../../core/contract/client.ts';
import type { InputOf, OutputOf } from '../../../../core/contract/contract.ts';
import { createCore } from '../../../../core/hosts/core.ts';
import { openTestCore, type TestCore } from '../../../support/open-test-core.ts';
import { importSample } from '../../../support/train-sample.ts';

type Shown = OutputOf<'tuning.show'>;

const search: InputOf<'tuning.run'> = {
  version: 'heart',
  target: 'disease',
  algorithm: 'random_forest',
  params: { n_estimators: 60 },
  space: {
    max_features: { type: 'float', low: 0.1, high: 1 },
    min_samples_leaf: { type: 'integer', low: 1, high: 30 },
  },
  cv: 3,
  trials: 400,
  parallel: 1,
  sampler: 'random',
  pruner: 'none',
};

let test: TestCore;
beforeAll(async () => {
  test = await openTestCore();
  await importSample(test, 'heart_cleveland', 'heart');
});
afterAll(() => test[Symbol.asyncDispose]());

const shown = (study = 'latest'): Promise<Shown> => test.client.call('tuning.show', { study });

/** Starts the search and waits until some of its trials have ended. */
async function begin(input: InputOf<'tuning.run'>, trials: number) {
  let jobId = '';
  const heard: number[] = [];
  const running = test.client.run('tuning.run', input, { onStart: (id) => (jobId = id) });
  running.catch(() => {});
  const stop = test.client.subscribe((event) => {
    if (event.type === 'changed' && event.topics.includes('studies')) heard.push(performance.now());
  });
  for (;;) {
    await sleep(30);
    const { studies } = await test.client.call('tuning.studies', {});
    const [newest] = studies;
    if (newest?.jobId === jobId && newest.trialCount > trials) break;
  }
  return { jobId, running, heard, stop };
}

describe('a search', () => {
  it('answers while it runs, and keeps the best when it is told to end', async () => {
    const { jobId, running, heard, stop } = await begin(search, 4);
    const live = await shown();
    expect(live.study.state).toBe('running');
    expect(live.trials.filter(({ state }) => state === 'complete').length).toBeGreaterThan(2);
    expect(live.best).toMatchObject({ runId: null, value: expect.any(Number) as number });
    expect(live.leaderboard).toMatchObject([{ rank: 1, runId: null, test: {} }]);
    await sleep(1200);
    const gaps = heard.slice(1).map((at, i) => at - heard[i]!);
    expect(Math.min(...gaps.slice(1))).toBeGreaterThan(400);
    stop();
    await test.client.call('jobs.finish', { id: jobId });
    const result = await running;
    expect(result.study.state).toBe('stopped');
    expect(result.trials.length).toBeLessThan(400);
    expect(result.trials.every(({ state }) => state === 'complete')).toBe(true);
    expect(result.best!.runId).not.toBeNull();
    // The last fit is a whole one, though the job was told to end.
    const run = await test.client.call('tracking.show', { run: result.best!.runId! });
    expect(run.run.metrics['train.roc_auc']).toBeGreaterThan(0.9);
  }, 30_000);

  it('ends within a second when it is cancelled, and goes on later', async () => {
    const { jobId, running, stop } = await begin(search, 3);
    stop();
    const start = performance.now();
    await test.client.call('jobs.cancel', { id: jobId });
    await expect(running).rejects.toThrow(/cancelled/i);
    expect(performance.now() - start).toBeLessThan(1500);
    const { study, trials } = await shown();
    expect(study.state).toBe('cancelled');
    expect(trials.some(({ state }) => state === 'running')).toBe(false);
    const more = { ...search, trials: trials.length + 2, resume: study.id };
    const result = await test.client.run('tuning.run', more);
    expect(result.study).toMatchObject({ id: study.id, state: 'finished' });
    expect(result.trials.slice(0, trials.length)).toEqual(
      trials.map((trial) => ({ ...trial, runId: result.trials[trial.number]!.runId })),
    );
    expect(result.trials).toHaveLength(trials.length + 2);
  }, 30_000);

  it('validates on the training rows alone, in the folds of a training', async () => {
    const few = { ...search, trials: 2 };
    const result = await test.client.run('tuning.run', few);
    const trained = await test.client.run('models.train', {
      version: 'heart',
      target: 'disease',
      algorithm: 'random_forest',
      params: result.best!.params,
      cv: 3,
    });
    expect(trained.run.metrics['cv.roc_auc.mean']).toBe(result.best!.value);
  }, 30_000);
});

describe('an automatic search', () => {
  it('keeps and fits the best when it is told to end, long before its time', async () => {
    let jobId = '';
    const input = { version: 'heart', target: 'disease', budget: 300, cv: 3 } as const;
    const running = test.client.run('tuning.auto', input, { onStart: (id) => (jobId = id) });
    running.catch(() => {});
    for (;;) {
      await sleep(50);
      const { studies } = await test.client.call('tuning.studies', { limit: 1 });
      if (studies[0]?.jobId === jobId && studies[0].trialCount > 5) break;
    }
    const live = await shown();
    expect(live.leaderboard.length).toBeGreaterThan(1);
    expect(live.leaderboard.every(({ runId }) => runId === null)).toBe(true);
    const { job } = await test.client.call('jobs.get', { id: jobId });
    expect(job.fraction).toBeLessThan(0.5);
    await test.client.call('jobs.finish', { id: jobId });
    const result = await running;
    expect(result.study.state).toBe('stopped');
    expect(result.leaderboard[0]).toMatchObject({ rank: 1, runId: result.best!.runId });
    expect(result.leaderboard[0]!.test['roc_auc']).toBeGreaterThan(0.7);
    expect(result.study.durationMs).toBeLessThan(100_000);
  }, 120_000);
});

describe('after the process was killed', () => {
  it('the study is interrupted, goes on, and comes out as without the kill', async () => {
    await using killed = await openTestCore();
    await importSample(killed, 'heart_cleveland', 'heart');
    const folder = killed.folder;
    await killed.core.close();
    const input = { ...search, trials: 12 };
    const script = join(import.meta.dirname, '../../../support/serve-core.ts');
    const child = spawn(process.execPath, [script, folder, 'tuning.run', JSON.stringify(input)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exited = new Promise((resolve) => child.once('exit', resolve));
    await new Promise<void>((resolve) => {
      child.stdout.on('data', (chunk: Buffer) => {
        const [, fraction] = /Searching/.test(String(chunk))
          ? (/running (0\.[1-9]\d*) Searching/.exec(String(chunk)) ?? [])
          : [];
        if (fraction !== undefined && Number(fraction) > 0.15) resolve();
      });
      child.once('exit', () => resolve());
    });
    child.kill('SIGKILL');
    await exited;

    const core = await createCore({
      workspacePath: join(folder, 'workspace'),
      configFolder: join(folder, 'config'),
      actor: 'test',
    });
    try {
      const client = createClient(core.transport);
      const { study, trials } = await client.call('tuning.show', { study: 'latest' });
      expect(study.state).toBe('interrupted');
      expect(trials.length).toBeGreaterThan(1);
      expect(trials.length).toBeLessThan(12);
      const result = await client.run('tuning.run', { ...input, resume: study.id });
      expect(result.study.state).toBe('finished');
      const whole = await test.client.run('tuning.run', input);
      const values = ({ trials: all }: Shown) =>
        all.map(({ params, value }) => ({ params, value }));
      expect(values(result)).toEqual(values(whole));
    } finally {
      await core.close();
    }
  }, 60_000);
});
