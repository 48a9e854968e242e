import type { Tick } from '../../base/tick.ts';
import { forestBench, growForestTree, type ForestJob } from './forest-job.ts';
import type { GrownTree } from './grow-tree.ts';

export interface GrowForestOptions {
  readonly trees: number;
  readonly threads: number;
  readonly tick: Tick;
  /** Asked after every tree: true ends the forest with what there is, at least one tree. */
  readonly stopEarly?: (() => boolean) | undefined;
}

/** Grows trees 0, 1, … in order. */
export function growForest(
  job: ForestJob,
  { trees, tick, stopEarly }: GrowForestOptions,
): GrownTree[] {
  const bench = forestBench(job);
  const grown: GrownTree[] = [];
  for (let index = 0; index < trees; index++) {
    tick(index / trees);
    const yieldNow = (fraction: number): void => tick((index + fraction) / trees);
    grown.push(growForestTree(job, index, { bench, yieldNow }));
    if (stopEarly?.()) break;
  }
  return grown;
}
