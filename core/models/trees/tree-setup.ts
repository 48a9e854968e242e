import { AppError } from '../../base/app-error.ts';
import type { Task } from '../../contract/common.ts';
import type { Matrix } from '../../table/matrix.ts';
import { readMonotonic } from '../monotonic-constraints.ts';
import { weightedMean } from '../weighted-moments.ts';
import type { TreeRules } from './bench.ts';
import type { Criterion, TreeTarget } from './criteria.ts';
import type { GrowthParams, MaxFeatures } from './tree-params.ts';

interface Problem {
  readonly task: Task;
  readonly classes: number;
  readonly weights: Float64Array | null;
}

const ofClasses: readonly string[] = ['gini', 'entropy', 'log_loss'];

function chooseCriterion(asked: GrowthParams['criterion'], task: Task): Criterion {
  if (asked === 'auto') return task === 'classification' ? 'gini' : 'squared_error';
  if (ofClasses.includes(asked) !== (task === 'classification')) {
    const fitting =
      task === 'classification' ? ofClasses.join(', ') : 'squared_error, absolute_error, poisson';
    throw new AppError('INVALID_INPUT', `The criterion ${asked} is not for ${task}.`, {
      hint: `Choose auto, ${fitting}.`,
      path: 'params.criterion',
    });
  }
  if (asked === 'log_loss') return 'entropy';
  return asked === 'friedman_mse' ? 'squared_error' : (asked as Criterion);
}

function checkPoisson(y: Float64Array): void {
  const row = y.findIndex((value) => value < 0);
  if (row < 0 && y.some((value) => value > 0)) return;
  const seen = row < 0 ? 'is 0 on every training row' : `is ${y[row]} on row ${row}`;
  throw new AppError('TARGET_INVALID', `The target ${seen}; Poisson deviance needs counts.`, {
    hint: 'Choose another criterion.',
    path: 'params.criterion',
  });
}

/** A target as trees take it; `shift` is to be added to what they predict. */
export function prepareTarget(
  y: Float64Array,
  { task, classes, weights }: Problem,
  criterion: GrowthParams['criterion'],
): { readonly target: TreeTarget; readonly shift: number } {
  const chosen = chooseCriterion(criterion, task);
  if (task === 'classification') {
    return { target: { criterion: chosen, classes, y: Uint16Array.from(y) }, shift: 0 };
  }
  if (chosen === 'poisson') checkPoisson(y);
  // Sums of squares of numbers far from 0 would lose the digits that tell splits apart.
  const shift = chosen === 'squared_error' ? weightedMean(y, weights) : 0;
  return { target: { criterion: chosen, classes: 0, y: y.map((value) => value - shift) }, shift };
}

/** How many features each node tries. */
export function countFeatures(asked: MaxFeatures, columns: number, task: Task): number {
  const share = asked === 'auto' ? (task === 'classification' ? 'sqrt' : 1) : (asked ?? 1);
  if (share === 'sqrt') return Math.max(1, Math.floor(Math.sqrt(columns)));
  if (share === 'log2') return Math.max(1, Math.floor(Math.log2(columns)));
  return Math.max(1, Math.floor(share * columns));
}

function monotonicRules(
  { monotonic_cst: asked }: GrowthParams,
  x: Matrix,
  classes: number,
): Int8Array | null {
  const directions = readMonotonic(asked, x, classes);
  if (directions === null) return null;
  const coded = directions.findIndex((one, j) => one !== 0 && (x.categories?.[j] ?? 0) > 0);
  if (coded < 0) return directions;
  const seen = `'${x.names[coded]}' holds categories, which have no order.`;
  throw new AppError('INVALID_INPUT', seen, {
    hint: 'Give it no constraint.',
    path: 'params.monotonic_cst',
  });
}

/** Parameters as the rules a tree is grown by. */
export function treeRules(
  params: GrowthParams,
  { x, classes }: { x: Matrix; classes: number },
  { maxFeatures, randomSplits }: Pick<TreeRules, 'maxFeatures' | 'randomSplits'>,
): TreeRules {
  return {
    maxDepth: params.max_depth ?? Infinity,
    maxLeafNodes: params.max_leaf_nodes ?? Infinity,
    minSamplesSplit: params.min_samples_split,
    minSamplesLeaf: params.min_samples_leaf,
    minImpurityDecrease: params.min_impurity_decrease,
    maxFeatures,
    randomSplits,
    monotonic: monotonicRules(params, x, classes),
  };
}
