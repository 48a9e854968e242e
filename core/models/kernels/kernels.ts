import { existsSync, readFileSync } from 'node:fs';
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
import { createOracle } from './oracle/oracle.ts';

/** One shard's part of an operation of assembly/layout.ts. */
export type RunShard = (operation: number, shard: number) => void;

/** What is used of WebAssembly, which the types of Node leave to those of browsers. */
type Module = object;
type Memory = { readonly buffer: SharedArrayBuffer };
const { WebAssembly } = globalThis as unknown as {
  WebAssembly: {
    Module: new (bytes: Uint8Array) => Module;
    Memory: new (options: { initial: number; maximum: number; shared: true }) => Memory;
    Instance: new (module: Module, imports: object) => { readonly exports: unknown };
  };
};

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
const mostPages = 65_536;

/** Beside this file, or beside the bundle that this file became part of. */
function readModule(): Module | null {
  const name = 'boosting.wasm';
  for (const folder of ['./', '../']) {
    const url = new URL(folder + name, import.meta.url);
    if (existsSync(url)) return new WebAssembly.Module(readFileSync(url));
  }
  return null;
}

let compiled: Module | null | undefined;

/** A helping thread knows the kernel and the memory, and nothing else: the loop is in the kernel. */
const helper = `
const { workerData } = require('node:worker_threads');
const { module, memory, shard } = workerData;
new WebAssembly.Instance(module, { env: { memory } }).exports.serve(shard);
`;

function startHelpers(module: Module, memory: Memory, shards: number) {
  return Array.from({ length: shards - 1 }, (_, i) => {
    const workerData = { module, memory, shard: i + 1 };
    const worker = new Worker(helper, { eval: true, workerData, execArgv: [], env: {} });
    worker.unref();
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
  const pages = Math.ceil(bytes / pageBytes);
  if (pages > mostPages) {
    throw new AppError('OUT_OF_MEMORY', 'The data take more than 4 GB of bins', {
      hint: 'Use fewer rows or columns',
    });
  }
  compiled ??= readModule();
  const module = oracle ? null : compiled;
  const memory: Memory = module
    ? new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true })
    : { buffer: new SharedArrayBuffer(pages * pageBytes) };
  const { buffer } = memory;
  const integers = new Int32Array(buffer, integersAt, 64);
  const control = new Int32Array(buffer, controlAt, 4);
  integers[iShards] = shards;
  const exports = module
    ? (new WebAssembly.Instance(module, { env: { memory } }).exports as Exports)
    : null;
  const runShard = exports?.run ?? createOracle(buffer);
  const helpers = module && shards > 1 ? startHelpers(module, memory, shards) : [];
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
    kind: module ? 'wasm' : 'oracle',
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
