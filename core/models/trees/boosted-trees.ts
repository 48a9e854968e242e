import type { Rng } from '../../base/rng.ts';
import { subTick, type Tick } from '../../base/tick.ts';
import type { Matrix } from '../../table/matrix.ts';
import { findLeaf, type Tree } from '../states/trees.ts';
import { createBench, type Bench } from './bench.ts';
import { codeMatrix, exactCodes } from './coded-columns.ts';
import { sumWidth } from './criteria.ts';
import { growTree, type GrownTree } from './grow-tree.ts';

import { toTrees } from './to-trees.ts';
import { prepareTarget, treeRules } from './tree-setup.ts';

/** Share of the progress that coding the columns takes. */
const codingShare = 0.1;
/** No weight that is positive falls below this share of them all. */
const smallestWeight = Number.EPSILON;

export interface BoostingRounds {
  readonly n_estimators: number;
  readonly learning_rate: number;
  readonly max_depth: number;
}

export interface AdaBoostProblem {
  readonly x: Matrix;
  readonly y: Float64Array;
  /** 0 for regression. */
  readonly classes: number;
  readonly weights: Float64Array | null;
  readonly rng: Rng;
  readonly tick: Tick;
  readonly stopEarly?: (() => boolean) | undefined;
}

/** What a round makes of the tree it grew. */
export interface Round {
  /** How much the tree counts; null when it is not to be kept. */
  readonly weight: number | null;
  /** Whether this was the last round. */
  readonly done: boolean;
}

export interface RoundTools {
  readonly bench: Bench;
  /** The weights of the rows, which sum to 1; a round changes them. */
  readonly rowWeights: Float64Array;
  readonly shift: number;
  readonly rng: Rng;
  grow(): GrownTree;
}

/** The leaf of each row. O(rows × depth). */
export function leavesOf(tree: GrownTree, x: Matrix): Int32Array {
  const [walked] = toTrees(tree) as [Tree];
  const leaves = new Int32Array(x.rows);
  for (let row = 0; row < x.rows; row++) leaves[row] = findLeaf(walked, x.columns, row);
  return leaves;
}

function normalise(weights: Float64Array, zero: Uint8Array): boolean {
  let total = 0;
  for (const weight of weights) total += weight;
  if (!(total > 0 && total < Infinity)) return false;
  for (let i = 0; i < weights.length; i++) {
    weights[i] = zero[i] === 1 ? 0 : Math.max(weights[i]! / total, smallestWeight);
  }
  return true;
}

/**
 * Runs the rounds that both kinds of AdaBoost share: each reweighs the rows by how its tree did. Columns
 * are ranked once. O(rounds × depth × features × rows).
 */
export function boostTrees(
  problem: AdaBoostProblem,
  { n_estimators: rounds, max_depth }: BoostingRounds,
  play: (tools: RoundTools) => { round: Round; tree: GrownTree },
): { readonly trees: GrownTree[]; readonly weights: number[]; readonly shift: number } {
  const { x, y, classes, rng, tick } = problem;
  const task = classes > 0 ? 'classification' : 'regression';
  const { target, shift } = prepareTarget(y, { task, classes, weights: null }, 'auto');
  const coded = codeMatrix(x, {
    maxCodes: exactCodes(sumWidth(target)),
    tick: subTick(tick, 0, codingShare),
  });
  const growth = { ...defaultGrowth, max_depth };
  const columns = x.columns.length;
  const rules = treeRules(growth, { x, classes }, { maxFeatures: columns, randomSplits: false });
  const bench = createBench(coded, target, rules);
  const rowWeights = problem.weights?.slice() ?? new Float64Array(x.rows).fill(1);
  const zero = Uint8Array.from(rowWeights, (weight) => (weight === 0 ? 1 : 0));
  const trees: GrownTree[] = [];
  const weights: number[] = [];
  const growing = subTick(tick, codingShare, 1);
  for (let index = 0; index < rounds && normalise(rowWeights, zero); index++) {
    growing(index / rounds);
    const yieldNow = (fraction: number): void => growing((index + fraction) / rounds);
    const grow = (): GrownTree => growTree(bench, { rng: rng.fork(`tree.${index}`), yieldNow });
    const { round, tree } = play({ bench, rowWeights, shift, rng, grow });
    if (round.weight !== null || trees.length === 0) {
      trees.push(tree);
      weights.push(round.weight ?? 0);
    }
    if (round.done || problem.stopEarly?.()) break;
  }
  return { trees, weights, shift };
}

const defaultGrowth = {
  criterion: 'auto',
  max_depth: null,
  min_samples_split: 2,
  min_samples_leaf: 1,
  max_leaf_nodes: null,
  min_impurity_decrease: 0,
  ccp_alpha: 0,
  monotonic_cst: null,
} as const;
