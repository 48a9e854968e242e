// A worker for the tests of the pool: tasks that behave well, and tasks that do not.
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../core/base/app-error.ts';
import { openDuckdb } from '../../core/data/duckdb.ts';
import { runInWorker, type TaskTable } from '../../core/jobs/run-in-worker.ts';
import type { TaskContext } from '../../core/jobs/task.ts';
import type { TaskMessage } from '../../core/jobs/worker-protocol.ts';

const bodies: Record<string, (input: { n: number }, context: TaskContext) => unknown> = {
  double: ({ n }) => ({
    values: new Float64Array([n, 2 * n]),
    nested: [{ codes: new Int32Array(2) }],
  }),
  'tick-often': async ({ n }, { tick }) => {
    const end = performance.now() + n;
    let ticks = 0;
    while (performance.now() < end) {
      tick(0.5, 'at it');
      if (++ticks % 1000 === 0) await sleep(1);
    }
    tick(1, 'done');
    return ticks;
  },
  'count-rounds': ({ n }, { tick, stopEarly }) => {
    const end = performance.now() + n;
    let rounds = 0;
    while (performance.now() < end && !stopEarly()) {
      rounds++;
      tick(0.5);
    }
    return { rounds, stopped: stopEarly() };
  },
  'watch-flag': (_input, { tick }) => {
    for (;;) tick(0.5);
  },
  'ignore-flag': () => {
    for (;;);
  },
  'fail-expectedly': () => {
    throw new AppError('TARGET_INVALID', 'constant', { hint: 'choose another', path: 'target' });
  },
  'fail-by-defect': () => {
    throw new TypeError('no such property');
  },
  'ask-too-much': () => new Float64Array(2 ** 40),
  exit: () => process.exit(3),
  'query-for-long': async () => {
    using duck = await openDuckdb({ folders: [] });
    await duck.rows('SELECT sum(a * b) FROM range(1000000) t(a), range(1000000) s(b)');
  },
  'query-then-loop': async () => {
    using duck = await openDuckdb({ folders: [] });
    await duck.rows('SELECT 1');
    for (;;);
  },
};

const table: TaskTable = Object.fromEntries(
  Object.entries(bodies).map(([name, run]) => [name, async () => ({ run: run as never })]),
);

export function runTask(message: TaskMessage): Promise<unknown> {
  return runInWorker(table, message);
}
