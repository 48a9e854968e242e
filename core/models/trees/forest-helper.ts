import { workerData } from 'node:worker_threads';
import { forestBench, growForestTree } from './forest-job.ts';
import { abandoned, nextTree, pulse, type HelperData, type TeamMessage } from './forest-team.ts';
import type { GrownTree } from './grow-tree.ts';

// A helping thread of a forest (forest-team.ts): grows trees until there are none left.
const { job, trees, shared, port } = workerData as HelperData;

/** Thrown out of the growing of a tree that nobody waits for any more. */
class Abandoned extends Error {}

function showLife(): void {
  Atomics.add(shared, pulse, 1);
  Atomics.notify(shared, pulse);
}

function yieldNow(): void {
  if (Atomics.load(shared, abandoned) === 1) throw new Abandoned();
  showLife();
}

function buffersOf(tree: GrownTree): ArrayBuffer[] {
  const arrays = Object.values(tree).filter((value) => ArrayBuffer.isView(value));
  return arrays.map((array) => array.buffer as ArrayBuffer);
}

try {
  const bench = forestBench(job);
  for (;;) {
    const index = Atomics.add(shared, nextTree, 1);
    if (index >= trees || Atomics.load(shared, abandoned) === 1) break;
    const tree = growForestTree(job, index, { bench, yieldNow });
    const message: TeamMessage = { index, tree };
    port.postMessage(message, buffersOf(tree));
    showLife();
  }
} catch (failure) {
  if (!(failure instanceof Abandoned)) {
    const message: TeamMessage = { failure };
    port.postMessage(message);
    showLife();
  }
}
