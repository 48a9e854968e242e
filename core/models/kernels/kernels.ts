import { Worker } from 'node:worker_threads';
import { AppError } from '../../base/app-error.ts';
import {
  controlAt,
  controlReady,
  iPartialCount,
  iSerial,
  iShards,
  integersAt,
  opStop,
} from './assembly/layout.ts';
import { mostBytes, openInstance, type KernelInstance } from './instantiate.ts';
import { createOracle } from './oracle/oracle.ts';

/** One shard's part of an operation of assembly/layout.ts. */
export type RunShard = (operation: number, shard: number) => void;

interface Exports {
  readonly run: RunShard;
  readonly runTeam: (operation: number) => void;
}

export interface Kernels {
  readonly buffer: SharedArrayBuffer;
  /** 'wasm', or 'oracle' where the WebAssembly was not built. */
  readonly kind: 'wasm' | 'oracle';
  /** Runs every shard; `parallel` when it is worth waking the other threads. */
  run(operation: number, parallel: boolean): void;
  /** Runs an operation that fills histograms: with threads each shard fills its own. */
  runHistogram(operation: number, parallel: boolean): void;
  /** Ends the threads. */
  close(): void;
}

const pageBytes = 65_536;

/** A helping thread knows the kernel and the memory, and nothing else: the loop is in the kernel. */
const helper = `
const { workerData } = require('node:worker_threads');
const { module, memory, shard } = workerData;
new WebAssembly.Instance(module, { env: { memory } }).exports.serve(shard);
`;

function startHelpers({ module, memory }: KernelInstance, shards: number): Worker[] {
  return Array.from({ length: shards - 1 }, (_, i) => {
    const workerData = { module, memory, shard: i + 1 };
    const worker = new Worker(helper, { eval: true, workerData, execArgv: [], env: {} });
    worker.unref();
    // Without it this thread does all parts.
    worker.on('error', () => {});
    return worker;
  });
}

/**
 * Memory for one fit with the kernels that work on it. `shards` parts of every operation run side by side
 * on as many threads, this one included; until the others have started, this one does their parts.
 * OUT_OF_MEMORY beyond 4 GB. Close it in a finally.
 */
export function openKernels(
  bytes: number,
  { shards, oracle = false }: { shards: number; oracle?: boolean },
): Kernels {
  if (bytes > mostBytes) {
    throw new AppError('OUT_OF_MEMORY', 'The data take more than 4 GB of bins', {
      hint: 'Use fewer rows or columns',
    });
  }
  const instance = oracle ? null : openInstance(bytes);
  const buffer =
    instance?.buffer ?? new SharedArrayBuffer(Math.ceil(bytes / pageBytes) * pageBytes);
  const integers = new Int32Array(buffer, integersAt, 64);
  const control = new Int32Array(buffer, controlAt, 4);
  integers[iShards] = shards;
  const exports = instance ? (instance.exports as Exports) : null;
  const runShard = exports?.run ?? createOracle(buffer);
  const helpers = instance && shards > 1 ? startHelpers(instance, shards) : [];
  const ready = () =>
    helpers.length > 0 && Atomics.load(control, controlReady / 4) === helpers.length;

  function run(operation: number, parallel: boolean): void {
    if (parallel && ready()) {
      exports!.runTeam(operation);
      return;
    }
    for (let shard = 0; shard < shards; shard++) runShard(operation, shard);
  }

  return {
    buffer,
    kind: instance ? 'wasm' : 'oracle',
    run,
    runHistogram(operation, parallel) {
      const team = parallel && ready();
      integers[iSerial] = team ? 0 : 1;
      integers[iPartialCount] = team ? helpers.length : 0;
      run(operation, team);
    },
    close() {
      if (ready()) exports!.runTeam(opStop);
      else for (const worker of helpers) void worker.terminate();
    },
  };
}
