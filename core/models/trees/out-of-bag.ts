import type { Tick } from '../../base/tick.ts';
import type { Matrix } from '../../table/matrix.ts';
import { classProbabilities, mostProbable } from '../links.ts';
import { findLeaf, type OutOfBag, type TreeEnsembleState } from '../states/trees.ts';
import { drawCounts, type ForestJob } from './forest-job.ts';

interface Fitted {
  readonly job: ForestJob;
  readonly state: TreeEnsembleState;
  readonly x: Matrix;
  readonly y: Float64Array;
  /** Which of the job's trees the state holds. */
  readonly indices: readonly number[];
}

interface Votes {
  /** Mean output of the trees that did not see the row, [output][row]. */
  readonly means: Float64Array[];
  /** How many these are. */
  readonly voters: Int32Array;
}

function collectVotes({ job, state, x, indices }: Fitted, tick: Tick): Votes {
  const outputs = state.base.length;
  const grown = indices.length;
  const means = Array.from({ length: outputs }, () => new Float64Array(x.rows));
  const voters = new Int32Array(x.rows);
  const counts = new Float64Array(x.rows);
  for (const [at, index] of indices.entries()) {
    tick(at / grown);
    drawCounts(job, index, counts);
    const trees = state.trees.slice(at * outputs, (at + 1) * outputs);
    for (let row = 0; row < x.rows; row++) {
      if (counts[row]! > 0) continue;
      const leaf = findLeaf(trees[0]!, x.columns, row);
      voters[row]!++;
      for (let k = 0; k < outputs; k++) means[k]![row]! += trees[k]!.value[leaf]!;
    }
  }
  for (const mean of means) {
    // Values of the trees are shares of the forest's mean.
    for (let row = 0; row < x.rows; row++) mean[row]! *= grown / Math.max(voters[row]!, 1);
  }
  return { means, voters };
}

function accuracy(y: Float64Array, { means, voters }: Votes): number {
  const labels = mostProbable(classProbabilities(means, 'probability'));
  let right = 0;
  let scored = 0;
  for (let row = 0; row < y.length; row++) {
    if (voters[row] === 0) continue;
    scored++;
    if (labels[row] === y[row]) right++;
  }
  return right / scored;
}

function r2(y: Float64Array, { means, voters }: Votes): number {
  const rows = [...y.keys()].filter((row) => voters[row]! > 0);
  const mean = rows.reduce((sum, row) => sum + y[row]!, 0) / rows.length;
  let residual = 0;
  let total = 0;
  for (const row of rows) {
    residual += (y[row]! - means[0]![row]!) ** 2;
    total += (y[row]! - mean) ** 2;
  }
  return 1 - residual / total;
}

/**
 * Scores every training row by the trees whose bootstrap sample lacks it (Breiman 2001); rows that every
 * tree saw are left out. Null when there are none. O(trees × rows × depth).
 */
export function scoreOutOfBag(fitted: Fitted, tick: Tick): OutOfBag | null {
  const votes = collectVotes(fitted, tick);
  if (votes.voters.every((count) => count === 0)) return null;
  const ofClasses = fitted.job.target.classes > 0;
  const value = ofClasses ? accuracy(fitted.y, votes) : r2(fitted.y, votes);
  return Number.isFinite(value) ? { metric: ofClasses ? 'accuracy' : 'r2', value } : null;
}
