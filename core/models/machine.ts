import { availableParallelism, totalmem } from 'node:os';

export interface MachineShare {
  /** Threads a fit may use, itself included. */
  readonly threads: number;
  /** Bytes a fit may take. */
  readonly memoryBudget: number;
}

/**
 * What a training may take of this machine: the threads asked for (0: one a core) and seven tenths of
 * the free memory, but never less than a tenth of all. Handlers ask once and pass it to their tasks.
 */
export function machineShare(threads: number): MachineShare {
  const memoryBudget = Math.max(0.7 * process.availableMemory(), 0.1 * totalmem());
  return { threads: threads === 0 ? availableParallelism() : threads, memoryBudget };
}
