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

/** Thrown out of a tree when the forest is to end with the trees there are. */
class EndedEarly extends Error {}

export interface NumberedTree {
  readonly index: number;
  readonly tree: GrownTree;
}

/**
 * Grows the trees 0 to trees − 1, on several threads where that pays, and returns them in order: the same
 * for any number of threads. Ended early, it leaves out trees that were not done; one there is always.
 * O(trees × depth × tried features × rows / threads).
 */
export function growForest(job: ForestJob, options: GrowForestOptions): NumberedTree[] {
  const { trees, tick } = options;
  const grown = new Map<number, GrownTree>();
  const bench = forestBench(job);
  const team = openForestTeam(job, trees, countHelpers(job, trees, options.threads));

  function collect(): void {
    for (const { index, tree } of team.collect()) grown.set(index, tree);
  }

  function endEarly(): void {
    if (grown.size > 0 && options.stopEarly?.()) throw new EndedEarly();
  }

  function growHere(index: number): void {
    const before = grown.size;
    // Helpers finish trees meanwhile; progress counts them once this one is done.
    const yieldNow = (fraction: number): void => {
      tick((before + fraction) / trees);
      endEarly();
    };
    grown.set(index, growForestTree(job, index, { bench, yieldNow }));
    collect();
    endEarly();
  }

  function awaitHelpers(): void {
    let silent = 0;
    while (grown.size < trees && silent < patienceMs) {
      silent = team.wait(waitMs) ? 0 : silent + waitMs;
      collect();
      tick(grown.size / trees);
      endEarly();
    }
    for (let index = 0; index < trees; index++) if (!grown.has(index)) growHere(index);
  }

  try {
    for (let index = team.claim(); index < trees; index = team.claim()) growHere(index);
    awaitHelpers();
  } catch (error) {
    if (!(error instanceof EndedEarly)) throw error;
  } finally {
    team.close();
  }
  return [...grown].map(([index, tree]) => ({ index, tree })).sort((a, b) => a.index - b.index);
}
