import type { Tick } from '../../base/tick.ts';
import { forestBench, growForestTree, type ForestJob } from './forest-job.ts';
import { openForestTeam } from './forest-team.ts';
import type { GrownTree } from './grow-tree.ts';

export interface GrowForestOptions {
  readonly trees: number;
  readonly threads: number;
  readonly tick: Tick;
  /** Asked after every tree: true ends the forest with what there is, at least one tree. */
  readonly stopEarly?: (() => boolean) | undefined;
}

/** Row visits that are worth starting threads for: about half a second of one. */
const worthThreads = 1e8;
/** How often the calling thread looks up while it waits for its helpers. */
const waitMs = 50;
/** A helper that is silent for so long has died; its tree is grown here. */
const patienceMs = 20_000;

function countHelpers(job: ForestJob, trees: number, threads: number): number {
  const { rows } = job.x;
  const visits = trees * rows * Math.log2(rows + 1) * job.rules.maxFeatures;
  return visits < worthThreads ? 0 : Math.max(0, Math.min(threads, trees) - 1);
}

/**
 * Grows the trees 0 to trees − 1, on several threads where that pays, and returns them in order: the same
 * for any number of threads. O(trees × depth × tried features × rows / threads).
 */
export function growForest(job: ForestJob, options: GrowForestOptions): GrownTree[] {
  const { trees, tick, stopEarly } = options;
  const grown: (GrownTree | undefined)[] = [];
  let done = 0;
  const bench = forestBench(job);
  const team = openForestTeam(job, trees, countHelpers(job, trees, options.threads));

  function keep(index: number, tree: GrownTree): void {
    if (!grown[index]) done++;
    grown[index] = tree;
  }

  function collect(): void {
    for (const { index, tree } of team.collect()) keep(index, tree);
  }

  function growHere(index: number): void {
    const before = done;
    // Helpers finish trees meanwhile; progress counts them once this one is done.
    const yieldNow = (fraction: number): void => tick((before + fraction) / trees);
    keep(index, growForestTree(job, index, { bench, yieldNow }));
  }

  function awaitHelpers(): void {
    const complete = (): boolean => done === trees;
    let silent = 0;
    while (!complete() && silent < patienceMs) {
      silent = team.wait(waitMs) ? 0 : silent + waitMs;
      collect();
      tick(done / trees);
      if (done > 0 && stopEarly?.()) return;
    }
    for (let index = 0; index < trees; index++) if (!grown[index]) growHere(index);
  }

  try {
    let stopped = false;
    for (let index = team.claim(); index < trees && !stopped; index = team.claim()) {
      growHere(index);
      collect();
      stopped = stopEarly?.() ?? false;
    }
    if (!stopped) awaitHelpers();
  } finally {
    team.close();
  }
  return grown.filter((tree) => tree !== undefined);
}
