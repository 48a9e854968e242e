import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../../core/base/app-error.ts';
import type { Transport } from '../../../../../core/contract/client.ts';
import { operationsByName } from '../../../../../core/contract/contract.ts';
import type { CoreEvent, Job } from '../../../../../core/contract/events.ts';
import { runOperation } from '../../../../../core/hosts/cli/run-operation.ts';
import { createFakeIo } from './fake-io.ts';

const queued: Job = {
  id: 'job_1',
  operation: 'monitoring.drift',
  title: 'Drift',
  state: 'queued',
  fraction: null,
  stage: '',
  message: '',
  remainingMs: null,
  createdAt: 1,
  startedAt: null,
  finishedAt: null,
  error: null,
};

/** A core whose one job is moved by the test. */
function jobCore(output: unknown): { transport: Transport; move(job: Partial<Job>): void } {
  let job = queued;
  const listeners = new Set<(event: CoreEvent) => void>();
  const move = (change: Partial<Job>): void => {
    job = { ...job, ...change };
    for (const listener of listeners) listener({ type: 'job', job });
  };
  return {
    move,
    transport: {
      async request(name) {
        if (name === 'jobs.cancel') {
          const error = { code: 'CANCELLED' as const, message: 'Cancelled' };
          queueMicrotask(() => move({ state: 'cancelled', finishedAt: 2, error }));
          return { output: { job } };
        }
        if (name === 'jobs.get') return { output: { job, output } };
        return { output: { jobId: job.id } };
      },
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  };
}

const drift = (failOn: string[] = [], json = true) => ({
  operation: operationsByName.get('monitoring.drift')!,
  input: { reference: 'a', current: 'b' },
  json,
  failOn,
});
const pause = () => new Promise((resolve) => setTimeout(resolve, 5));

async function runJob(output: unknown, request = drift()) {
  const core = jobCore(output);
  const io = createFakeIo();
  let closed = 0;
  const close = async () => void closed++;
  const running = runOperation(async () => ({ transport: core.transport, close }), request, io);
  await pause();
  return { core, io, running, closed: () => closed };
}

describe('the exit code', () => {
  it.each([
    [true, ['drift'], 3],
    [false, ['drift'], 0],
    [true, [], 0],
  ])('with drifted %s and --fail-on %j is %d', async (drifted, failOn, code) => {
    const { core, io, running, closed } = await runJob({ drifted }, drift(failOn));
    core.move({ state: 'succeeded', finishedAt: 2 });
    expect(await running).toBe(code);
    expect(JSON.parse(io.written.out)).toEqual({ drifted });
    expect(closed()).toBe(1);
  });

  it('of a failed job is 1, with the error as the one document', async () => {
    const { core, io, running } = await runJob(null);
    const error = { code: 'SCHEMA_MISMATCH' as const, message: 'No column x', hint: 'Import it' };
    core.move({ state: 'failed', finishedAt: 2, error });
    expect(await running).toBe(1);
    expect(JSON.parse(io.written.out)).toEqual({ error });
  });

  it('of a workspace that cannot be opened is 1', async () => {
    const io = createFakeIo();
    const open = () => Promise.reject(new AppError('WORKSPACE_LOCKED', 'In use'));
    expect(await runOperation(open, drift(), io)).toBe(1);
    expect(JSON.parse(io.written.out)).toEqual({
      error: { code: 'WORKSPACE_LOCKED', message: 'In use' },
    });
  });

  it('of a defect is 1, with the stack on standard error', async () => {
    const io = createFakeIo();
    expect(await runOperation(() => Promise.reject(new TypeError('odd')), drift(), io)).toBe(1);
    expect(JSON.parse(io.written.out)).toEqual({ error: { code: 'INTERNAL', message: 'odd' } });
    expect(io.written.err).toContain('TypeError: odd');
  });
});

describe('a failure for the eye', () => {
  it('is the message, the field and the hint on standard error', async () => {
    const { core, io, running } = await runJob(null, drift([], false));
    const error = {
      code: 'INVALID_INPUT' as const,
      message: 'Too small\u001b[2J',
      hint: 'Use 1',
      path: 'limit',
    };
    core.move({ state: 'failed', finishedAt: 2, error });
    expect(await running).toBe(1);
    expect(io.written).toEqual({
      out: '',
      err: 'error: Too small\\x1b[2J\n  at: limit\n  hint: Use 1\n',
    });
  });
});

describe('an interrupt', () => {
  it('cancels the job and ends with 130', async () => {
    const { io, running } = await runJob(null);
    io.interrupt();
    expect(await running).toBe(130);
    expect(JSON.parse(io.written.out)).toMatchObject({ error: { code: 'CANCELLED' } });
  });

  it('that comes twice at once, from the terminal and from the parent, is one', async () => {
    const { io, running, core } = await runJob(null);
    core.transport.request = async () => ({ output: {} });
    io.interrupt();
    io.time = 100;
    io.interrupt();
    const first = await Promise.race([running, pause().then(() => 'still running')]);
    expect(first).toBe('still running');
    io.time = 2000;
    io.interrupt();
    expect(await running).toBe(130);
  });

  it('leaves a query at once', async () => {
    const io = createFakeIo();
    const transport: Transport = {
      request: () => new Promise(() => {}),
      subscribe: () => () => {},
    };
    const request = { ...drift(), operation: operationsByName.get('data.list')!, input: {} };
    const running = runOperation(async () => ({ transport, close: async () => {} }), request, io);
    await pause();
    io.interrupt();
    expect(await running).toBe(130);
  });
});
