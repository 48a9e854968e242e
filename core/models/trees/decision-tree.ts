import { z } from 'zod';
import { createRng } from '../../base/rng.ts';
import { subTick } from '../../base/tick.ts';
import type { Matrix } from '../../table/matrix.ts';
import { checkFit } from '../check-fit.ts';
import { defineEstimator, type FitOptions } from '../estimator.ts';
import { balanceClasses } from './balanced-weights.ts';
import { createBench } from './bench.ts';
import { codeMatrix, exactCodes } from './coded-columns.ts';
import { sumWidth } from './criteria.ts';
import { growTree, type GrownTree } from './grow-tree.ts';
import { pruneTree, pruningPath, type PruningPath } from './prune-tree.ts';
import { toTrees } from './to-trees.ts';
import { growthParams, maxFeaturesParam } from './tree-params.ts';
import { countFeatures, prepareTarget, treeRules } from './tree-setup.ts';

const params = z.strictObject({
  ...growthParams,
  max_features: maxFeaturesParam.default(null).meta({
    title: 'Features a split',
    description: 'Features each split chooses from: sqrt, log2, a share of all, or empty for all',
  }),
  class_weight: z.enum(['balanced']).nullable().default(null).meta({
    title: 'Class weights',
    description: 'balanced: rows count in inverse proportion to the frequency of their class',
  }),
});
type Params = z.infer<typeof params>;

/** Share of the progress that sorting the values takes. */
const codingShare = 0.2;

function rowWeights(y: Float64Array, options: FitOptions<Params>): Float64Array | null {
  const balanced = options.task === 'classification' && options.params.class_weight === 'balanced';
  return balanced ? balanceClasses(y, options.classes, options.weights) : options.weights;
}

/** The tree before pruning, and what its predictions lack. */
function grow(
  x: Matrix,
  y: Float64Array,
  options: FitOptions<Params>,
): { readonly grown: GrownTree; readonly shift: number } {
  const { task, classes, tick, seed } = options;
  const weights = rowWeights(y, options);
  const { target, shift } = prepareTarget(y, { task, classes, weights }, options.params.criterion);
  const coded = codeMatrix(x, {
    maxCodes: exactCodes(sumWidth(target)),
    tick: subTick(tick, 0, codingShare),
  });
  const columns = x.columns.length;
  const maxFeatures =
    options.params.max_features === 'auto'
      ? columns
      : countFeatures(options.params.max_features, columns, task);
  const rules = treeRules(options.params, { x, classes }, { maxFeatures, randomSplits: false });
  const bench = createBench(coded, target, rules);
  if (weights) bench.weights.set(weights);
  const growing = subTick(tick, codingShare, 1);
  const rng = createRng(seed).fork('decision_tree');
  const grown = growTree(bench, { rng, yieldNow: (fraction) => growing(fraction) });
  return { grown, shift };
}

/**
 * Alphas at which cost-complexity pruning takes branches off the tree these options grow, and the
 * impurity of what is left: scikit-learn's `cost_complexity_pruning_path`.
 */
export function decisionTreePruningPath(
  x: Matrix,
  y: Float64Array,
  options: FitOptions<Params>,
): PruningPath {
  checkFit(x, y, options);
  return pruningPath(grow(x, y, options).grown);
}

/**
 * A single tree (CART, Breiman et al. 1984) after scikit-learn's: the best split over all values, missing
 * ones sent where they fit best, ties between features broken by the seed. Values count as distinct as
 * doubles; scikit-learn takes values within 1e-7 for equal.
 */
export const decisionTree = defineEstimator<Params>({
  id: 'decision_tree',
  title: 'Decision tree',
  summary: 'One tree of yes-no questions: easy to read, seldom the most exact',
  tasks: ['classification', 'regression'],
  tags: ['tree', 'handles_missing', 'handles_categories'],
  params,
  search: {
    max_depth: { type: 'integer', low: 2, high: 16 },
    min_samples_leaf: { type: 'integer', low: 1, high: 64, log: true },
    ccp_alpha: { type: 'float', low: 1e-6, high: 1e-2, log: true },
  },
  memory: ({ rows, columns }) => rows * (6 * columns + 200),
  fit(x, y, options) {
    checkFit(x, y, options);
    const { grown, shift } = grow(x, y, options);
    const trees = toTrees(pruneTree(grown, options.params.ccp_alpha), { scale: 1, shift });
    options.tick(1);
    const link = options.task === 'classification' ? 'probability' : 'identity';
    return { kind: 'trees', link, base: new Float64Array(trees.length), trees };
  },
});
