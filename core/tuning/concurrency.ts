import { parseParams } from '../base/parse-params.ts';
import type { Warning } from '../contract/common.ts';
import type { Estimator } from '../models/estimator.ts';
import { machineShare } from '../models/machine.ts';
import type { PreparedSearch } from './prepare-search.ts';

export interface Concurrency {
  /** Trials side by side. */
  readonly parallel: number;
  /** Threads of each. */
  readonly threads: number;
  /** Bytes for each. */
  readonly memoryBudget: number;
  readonly warnings: readonly Warning[];
}

/** Copies of the rows in a trial: what was read, a fold's training rows, the matrix and what made it. */
const copies = 4;
const bytesOfCell = 8;

/** Bytes of one trial, estimated from the shape with default parameters. */
function bytesOfTrial({ shape }: PreparedSearch, estimators: readonly Estimator[]): number {
  const { rows, features, classes } = shape;
  const matrix = rows * features.length * bytesOfCell;
  const needs = estimators.map((estimator) => {
    const params = parseParams(estimator.params, {}, { id: estimator.id, path: 'params' });
    return estimator.memory?.({ rows, columns: features.length, classes }, params) ?? matrix;
  });
  return copies * matrix + Math.max(0, ...needs);
}

/** How many trials run side by side: as many as asked for, or one a core; never more than fit into memory. */
export function planConcurrency(
  search: PreparedSearch,
  estimators: readonly Estimator[],
  asked: number,
): Concurrency {
  const { threads, memoryBudget } = search.machine;
  const fitting = Math.max(1, Math.floor(memoryBudget / bytesOfTrial(search, estimators)));
  const wanted = asked === 0 ? machineShare(0).threads : asked;
  const parallel = Math.min(wanted, fitting);
  const warnings: Warning[] = [];
  if (parallel < wanted) {
    const message = `Memory allows ${parallel} trials at once, not ${wanted}.`;
    warnings.push({ kind: 'memory', message });
  }
  return {
    parallel,
    threads: Math.max(1, Math.floor(threads / parallel)),
    memoryBudget: memoryBudget / parallel,
    warnings,
  };
}
