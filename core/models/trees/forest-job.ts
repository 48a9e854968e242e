import { createRng, type Rng } from '../../base/rng.ts';
import { createBench, type Bench, type TreeRules } from './bench.ts';
import { drawBootstrap, type Bootstrap } from './bootstrap.ts';
import type { CodedColumns } from './coded-columns.ts';
import type { TreeTarget } from './criteria.ts';
import { growTree, type GrownTree } from './grow-tree.ts';
import { pruneTree } from './prune-tree.ts';

/** All that growing any tree of a forest takes: plain data on shared memory, for any number of threads. */
export interface ForestJob {
  readonly x: CodedColumns;
  readonly target: TreeTarget;
  readonly rules: TreeRules;
  /** Names the random streams. */
  readonly id: string;
  readonly seed: number;
  /** Null: every tree sees all rows. */
  readonly bootstrap: Bootstrap | null;
  /** Without bootstrap: one a row, or null. */
  readonly weights: Float64Array | null;
  /** Whether the classes of each bootstrap sample are made to count the same. */
  readonly balanceSamples: boolean;
  readonly ccpAlpha: number;
}

export function forestBench({ x, target, rules }: ForestJob): Bench {
  return createBench(x, target, rules);
}

function treeRng({ seed, id }: ForestJob, index: number): Rng {
  return createRng(seed).fork(`${id}.${index}`);
}

/** How often tree `index` sees each row. O(rows). */
export function drawCounts(job: ForestJob, index: number, counts: Float64Array): void {
  if (job.bootstrap) drawBootstrap(job.bootstrap, treeRng(job, index).fork('rows'), counts);
  else counts.fill(1);
}

/** Divides the counts by what their class occurs. */
function balance({ y, classes }: TreeTarget, counts: Float64Array): void {
  const drawn = new Float64Array(classes);
  let total = 0;
  for (let row = 0; row < counts.length; row++) {
    drawn[y[row]!]! += counts[row]!;
    total += counts[row]!;
  }
  const present = drawn.filter((count) => count > 0).length;
  for (let row = 0; row < counts.length; row++) {
    if (counts[row]! > 0) counts[row]! *= total / (present * drawn[y[row]!]!);
  }
}

/** Grows tree `index` in the bench: the same tree on every thread. */
export function growForestTree(
  job: ForestJob,
  index: number,
  { bench, yieldNow }: { bench: Bench; yieldNow: (fraction: number) => void },
): GrownTree {
  drawCounts(job, index, bench.weights);
  if (job.bootstrap && job.balanceSamples) balance(job.target, bench.weights);
  if (!job.bootstrap && job.weights) bench.weights.set(job.weights);
  // Searches leave the features in an order that depends on the trees grown before.
  for (let j = 0; j < bench.features.length; j++) bench.features[j] = j;
  const rng = treeRng(job, index).fork('splits');
  return pruneTree(growTree(bench, { rng, yieldNow }), job.ccpAlpha);
}
