import { existsSync } from 'node:fs';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import type { Tick } from '../base/tick.ts';
import { explainBlock, type TreeJob } from './explain-block.ts';

/** Places of the numbers that all threads of a team share. */
export const nextBlock = 0;
export const finishedBlocks = 1;
export const abandoned = 2;
const sharedNumbers = 3;

export interface ShapHelperData {
  readonly job: TreeJob;
  readonly into: readonly Float64Array[];
  readonly blockRows: number;
  readonly shared: Int32Array;
  /** Hears what stopped the helper. */
  readonly port: MessagePort;
}

/** Less work (rows × nodes) is done before a thread has started. */
const worthThreads = 2e8;
const waitMs = 100;

const helperFile = import.meta.filename.endsWith('.ts') ? 'shap-helper.ts' : 'shap-helper.js';

function share(column: Float64Array): Float64Array {
  if (column.buffer instanceof SharedArrayBuffer) return column;
  const shared = new Float64Array(new SharedArrayBuffer(column.byteLength));
  shared.set(column);
  return shared;
}

function openTeam(data: Omit<ShapHelperData, 'port'>, helpers: number) {
  const script = new URL(helperFile, import.meta.url);
  const count = existsSync(script) ? helpers : 0;
  const team = Array.from({ length: count }, () => {
    const { port1: own, port2: port } = new MessageChannel();
    const workerData: ShapHelperData = { ...data, port };
    const worker = new Worker(script, { workerData, transferList: [port], execArgv: [], env: {} });
    // Failures come through the port.
    worker.on('error', () => {});
    worker.unref();
    return { own, worker };
  });
  return {
    rethrow() {
      for (const { own } of team) {
        const got = receiveMessageOnPort(own);
        if (got) throw got.message;
      }
    },
    close() {
      Atomics.store(data.shared, abandoned, 1);
      for (const { own, worker } of team) {
        own.close();
        void worker.terminate();
      }
    },
  };
}

function workOf({ state, x, ...job }: TreeJob): number {
  const nodes = state.trees.reduce((sum, { feature }) => sum + feature.length, 0);
  const pairs = job.kind === 'interventional' && job.logistic ? job.background.rows / 8 : 1;
  return nodes * x.rows * Math.max(1, pairs);
}

/** Blocks for threads to take in turn: some for each, none so small that a walk is not shared by many rows. */
function blockRowsOf(job: TreeJob, threads: number): number {
  const least = job.kind === 'interventional' && !job.logistic ? job.background.rows : 256;
  return Math.min(8192, Math.max(least, Math.ceil(job.x.rows / (threads * 4))));
}

export interface TeamOptions {
  /** By raw column, zero at first; on shared memory where there are threads. */
  readonly into: readonly Float64Array[];
  /** This one included. */
  readonly threads: number;
  /** Rows × nodes below which one thread does it all; default 2e8, a second or so. */
  readonly worthThreads?: number;
  readonly tick: Tick;
}

/**
 * SHAP values of trees on several threads, the calling one included, which take blocks of rows from a
 * shared counter. Small jobs stay on this thread. Each row's values are the same however many threads.
 */
export function explainTrees(job: TreeJob, options: TeamOptions): void {
  const { into, threads, tick } = options;
  const rows = job.x.rows;
  if (threads <= 1 || workOf(job) < (options.worthThreads ?? worthThreads)) {
    explainBlock(job, { from: 0, to: rows }, { into, tick });
    return;
  }
  const blockRows = blockRowsOf(job, threads);
  const blocks = Math.ceil(rows / blockRows);
  const shared = new Int32Array(new SharedArrayBuffer(4 * sharedNumbers));
  const sharedJob = { ...job, x: { ...job.x, columns: job.x.columns.map(share) } };
  const team = openTeam({ job: sharedJob, into, blockRows, shared }, Math.min(threads, blocks) - 1);
  try {
    const report: Tick = () => tick(Atomics.load(shared, finishedBlocks) / blocks);
    for (;;) {
      const block = Atomics.add(shared, nextBlock, 1);
      if (block >= blocks) break;
      const range = { from: block * blockRows, to: Math.min(rows, (block + 1) * blockRows) };
      explainBlock(sharedJob, range, { into, tick: report });
      Atomics.add(shared, finishedBlocks, 1);
    }
    for (;;) {
      const finished = Atomics.load(shared, finishedBlocks);
      if (finished >= blocks) break;
      team.rethrow();
      report(0);
      Atomics.wait(shared, finishedBlocks, finished, waitMs);
    }
  } finally {
    team.close();
  }
}
