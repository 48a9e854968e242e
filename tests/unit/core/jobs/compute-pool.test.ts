import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { createComputePool } from '../../../../core/jobs/compute-pool.ts';
import { declareTask } from '../../../../core/jobs/task.ts';

const worker = new URL('../../../support/trial-worker.ts', import.meta.url);
const pool = createComputePool({ worker });
afterAll(() => pool.close());

function run(name: string, n = 0, signal = new AbortController().signal): Promise<unknown> {
  return pool.run(declareTask<{ n: number }, unknown>(name), { n }, { signal, onTick: () => {} });
}

async function cancelAfter(name: string, ms: number): Promise<{ error: unknown; tookMs: number }> {
  const controller = new AbortController();
  let cancelled = 0;
  setTimeout(() => {
    cancelled = performance.now();
    controller.abort();
  }, ms);
  const error = await run(name, 0, controller.signal).catch((caught: unknown) => caught);
  return { error, tookMs: performance.now() - cancelled };
}

describe('the compute pool', () => {
  it('brings typed arrays back, also nested ones', async () => {
    expect(await run('double', 4)).toEqual({
      values: new Float64Array([4, 8]),
      nested: [{ codes: new Int32Array(2) }],
    });
  });

  it('lets through at most ten ticks a second, and the last one always', async () => {
    const heard: number[] = [];
    const task = declareTask<{ n: number }, number>('tick-often');
    const { signal } = new AbortController();
    const onTick = (fraction: number): void => void heard.push(fraction);
    const ticks = await pool.run(task, { n: 550 }, { signal, onTick });
    expect(ticks).toBeGreaterThan(1000);
    expect(heard.length).toBeGreaterThanOrEqual(3);
    expect(heard.length).toBeLessThanOrEqual(7);
    expect(heard.at(-1)).toBe(1);
  });

  it('lets a task that is asked to end early keep what it has', async () => {
    const finishing = new AbortController();
    const task = declareTask<{ n: number }, { rounds: number; stopped: boolean }>('count-rounds');
    const { signal } = new AbortController();
    setTimeout(() => finishing.abort(), 200);
    const options = { signal, finishing: finishing.signal, onTick: () => {} };
    const made = await pool.run(task, { n: 20_000 }, options);
    expect(made.stopped).toBe(true);
    expect(made.rounds).toBeGreaterThan(0);
  });

  it('carries failures over with all they say', async () => {
    await expect(run('fail-expectedly')).rejects.toMatchObject({
      code: 'TARGET_INVALID',
      message: 'constant',
      hint: 'choose another',
      path: 'target',
    });
  });

  it('throws defects as they are, and works on', async () => {
    await expect(run('fail-by-defect')).rejects.toThrow('no such property');
    await expect(run('not-there')).rejects.toThrow(/not-there/);
    expect(await run('double', 1)).toMatchObject({ values: new Float64Array([1, 2]) });
  });

  it('names a lack of memory', async () => {
    await expect(run('ask-too-much')).rejects.toMatchObject({ code: 'OUT_OF_MEMORY' });
  });

  it('survives a thread that ends itself', async () => {
    await expect(run('exit')).rejects.toThrow(/exited/);
    expect(await run('double', 1)).toMatchObject({ values: new Float64Array([1, 2]) });
  });

  it('cancels at once a task that ticks', async () => {
    const { error, tookMs } = await cancelAfter('watch-flag', 300);
    expect(error).toMatchObject({ code: 'CANCELLED' });
    expect(tookMs).toBeLessThan(500);
  });

  it('cancels an endless loop within a second, and works on', async () => {
    const { error, tookMs } = await cancelAfter('ignore-flag', 300);
    expect(error).toMatchObject({ code: 'CANCELLED' });
    expect(tookMs).toBeLessThan(1000);
    expect(await run('double', 1)).toMatchObject({ values: new Float64Array([1, 2]) });
  });

  // A thread that is ended in a native call of the engine aborts the process: Napi::Error.
  it('interrupts a query instead of ending its thread in the middle', async () => {
    for (const ms of [200, 400, 0]) {
      const { error, tookMs } = await cancelAfter('query-for-long', ms);
      expect(error).toMatchObject({ code: 'CANCELLED' });
      expect(tookMs).toBeLessThan(600);
    }
  });

  it('ends a thread that has an engine open but is out of its calls', async () => {
    const { error, tookMs } = await cancelAfter('query-then-loop', 400);
    expect(error).toMatchObject({ code: 'CANCELLED' });
    expect(tookMs).toBeLessThan(1000);
  });

  it('cancels what runs when it is closed', async () => {
    const other = createComputePool({ worker });
    const { signal } = new AbortController();
    const task = declareTask<object, unknown>('query-for-long');
    const running = other.run(task, {}, { signal, onTick: () => {} });
    const outcome = running.catch((error: unknown) => error);
    await sleep(300);
    await other.close();
    expect(await outcome).toMatchObject({ code: 'CANCELLED' });
  });

  it('never starts a task that was cancelled before', async () => {
    await expect(run('ignore-flag', 0, AbortSignal.abort())).rejects.toMatchObject({
      code: 'CANCELLED',
    });
  });
});
