import type { Tree, TreeEnsembleState } from '../states/trees.ts';
import { classWeights } from '../weighted-moments.ts';
import {
  boostTrees,
  leavesOf,
  type AdaBoostProblem,
  type BoostingRounds,
} from './boosted-trees.ts';
import type { GrownTree } from './grow-tree.ts';
import { toTrees } from './to-trees.ts';

/** Margin of a class that training did not see: e^−700 is still above 0. */
const absentMargin = -700;

/** The class each node says: the most probable, the lower of equals. */
function labelsOf({ outputs, outputCount, feature }: GrownTree): Uint16Array {
  return Uint16Array.from(feature, (_, node) => {
    if (outputCount === 1) return outputs[node]! > 0.5 ? 1 : 0;
    let best = 0;
    for (let k = 1; k < outputCount; k++) {
      if (outputs[node * outputCount + k]! > outputs[node * outputCount + best]!) best = k;
    }
    return best;
  });
}

/**
 * Discrete multi-class AdaBoost, SAMME (Zhu et al. 2009), as scikit-learn: trees vote with weights that
 * fall with their error; class probabilities are the softmax of the votes. O(rounds × features × rows).
 */
export function fitSamme(problem: AdaBoostProblem, params: BoostingRounds): TreeEnsembleState {
  const { x, y, classes } = problem;
  const seen = classWeights(y, classes, problem.weights).map((weight) => (weight > 0 ? 1 : 0));
  const present = seen.reduce((sum, one) => sum + one, 0);
  const boosted = boostTrees(problem, params, ({ bench, rowWeights, grow }) => {
    bench.weights.set(rowWeights);
    const tree = grow();
    const labels = labelsOf(tree);
    const leaves = leavesOf(tree, x);
    let error = 0;
    let total = 0;
    for (let row = 0; row < y.length; row++) {
      total += rowWeights[row]!;
      if (labels[leaves[row]!] !== y[row]) error += rowWeights[row]!;
    }
    error /= total;
    if (error <= 0) return { tree, round: { weight: 1, done: true } };
    if (error >= 1 - 1 / present) return { tree, round: { weight: null, done: true } };
    const weight = params.learning_rate * (Math.log((1 - error) / error) + Math.log(present - 1));
    for (let row = 0; row < y.length; row++) {
      if (labels[leaves[row]!] !== y[row]) rowWeights[row]! *= Math.exp(weight);
    }
    return { tree, round: { weight, done: false } };
  });
  return assemble(boosted, { classes, seen, present });
}

function assemble(
  { trees, weights }: { readonly trees: GrownTree[]; readonly weights: number[] },
  { classes, seen, present }: { classes: number; seen: Float64Array; present: number },
): TreeEnsembleState {
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  const outputs = classes === 2 ? [1] : [...seen.keys()];
  const votes = trees.flatMap((tree, t) => {
    const [plain] = toTrees(tree) as [Tree];
    const labels = labelsOf(tree);
    // Two classes have one output, the log-odds: twice the share of the votes for less those against.
    const won = classes === 2 ? (2 * weights[t]!) / total : weights[t]! / total / (present - 1);
    const lost = -won / (present - 1);
    return outputs.map((k) => ({
      ...plain,
      value: Float64Array.from(labels, (label) => (label === k ? won : lost)),
    }));
  });
  const base = Float64Array.from(outputs, (k) => (seen[k] === 1 ? 0 : absentMargin));
  return { kind: 'trees', link: 'logit', base, trees: votes };
}
