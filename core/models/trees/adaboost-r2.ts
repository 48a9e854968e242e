import {
  boostTrees,
  leavesOf,
  type AdaBoostProblem,
  type BoostingRounds,
} from './boosted-trees.ts';
import { cumulate, drawBootstrap } from './bootstrap.ts';
import { toTrees } from './to-trees.ts';
import type { TreeMedianState } from './tree-median.ts';

export type BoostingLoss = 'linear' | 'square' | 'exponential';

/** Errors as shares of the greatest, through the loss. */
function lossesOf(errors: Float64Array, weights: Float64Array, loss: BoostingLoss): Float64Array {
  let greatest = 0;
  errors.forEach((error, row) => {
    if (weights[row]! > 0) greatest = Math.max(greatest, error);
  });
  return errors.map((error) => {
    const share = greatest === 0 ? 0 : error / greatest;
    if (loss === 'square') return share * share;
    return loss === 'exponential' ? 1 - Math.exp(-share) : share;
  });
}

/**
 * AdaBoost.R2 (Drucker 1997) as scikit-learn: each tree learns from rows drawn by their weights, rows that
 * are predicted well lose weight, and the weighted median of the trees is the prediction.
 */
export function fitAdaBoostR2(
  problem: AdaBoostProblem,
  params: BoostingRounds & { readonly loss: BoostingLoss },
): TreeMedianState {
  const { x, y } = problem;
  const boosted = boostTrees(problem, params, ({ bench, rowWeights, shift, rng, grow }) => {
    const sample = { draws: x.rows, cumulative: cumulate(rowWeights) };
    drawBootstrap(sample, rng, bench.weights);
    const tree = grow();
    const leaves = leavesOf(tree, x);
    const errors = y.map((value, row) => Math.abs(tree.outputs[leaves[row]!]! + shift - value));
    const losses = lossesOf(errors, rowWeights, params.loss);
    const error = losses.reduce((sum, value, row) => sum + value * rowWeights[row]!, 0);
    if (error <= 0) return { tree, round: { weight: 1, done: true } };
    if (error >= 0.5) return { tree, round: { weight: null, done: true } };
    const beta = error / (1 - error);
    const weight = params.learning_rate * Math.log(1 / beta);
    for (let row = 0; row < y.length; row++) {
      rowWeights[row]! *= beta ** ((1 - losses[row]!) * params.learning_rate);
    }
    return { tree, round: { weight, done: false } };
  });
  const trees = boosted.trees.flatMap((tree) => toTrees(tree, { scale: 1, shift: boosted.shift }));
  return { kind: 'tree_median', trees, weights: Float64Array.from(boosted.weights) };
}
