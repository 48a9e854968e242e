import { workerData } from 'node:worker_threads';
import { explainBlock } from './explain-block.ts';
import { abandoned, finishedBlocks, nextBlock, type ShapHelperData } from './shap-team.ts';

// A helping thread of an explanation (shap-team.ts): takes blocks of rows until there are none left.
const { job, into, blockRows, shared, port } = workerData as ShapHelperData;

/** Thrown out of work that nobody waits for any more. */
class Abandoned extends Error {}

function tick(): void {
  if (Atomics.load(shared, abandoned) === 1) throw new Abandoned();
}

try {
  for (;;) {
    const from = Atomics.add(shared, nextBlock, 1) * blockRows;
    if (from >= job.x.rows) break;
    const to = Math.min(job.x.rows, from + blockRows);
    explainBlock(job, { from, to }, { into, tick });
    Atomics.add(shared, finishedBlocks, 1);
    Atomics.notify(shared, finishedBlocks);
  }
} catch (failure) {
  if (!(failure instanceof Abandoned)) port.postMessage(failure);
}
