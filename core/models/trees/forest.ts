import { z } from 'zod';
import { subTick, type Tick } from '../../base/tick.ts';
import type { Matrix } from '../../table/matrix.ts';
import { checkFit } from '../check-fit.ts';
import type { FitOptions, FitShape, SearchSpace } from '../estimator.ts';
import type { TreeEnsembleState } from '../states/trees.ts';
import { balanceClasses } from './balanced-weights.ts';
import { cumulate } from './bootstrap.ts';
import { codeMatrix } from './coded-columns.ts';
import type { ForestJob } from './forest-job.ts';
import { growForest } from './grow-forest.ts';
import { scoreOutOfBag } from './out-of-bag.ts';
import { shareTarget } from './share-target.ts';
import { toTrees } from './to-trees.ts';
import { growthParams, maxFeaturesParam } from './tree-params.ts';
import { countFeatures, prepareTarget, treeRules } from './tree-setup.ts';

/** Codes of a column at most: histograms of so many stay in the processor's first cache. */
const maxCodes = 1023;
/** Shares of the progress: coding the columns, and scoring rows out of bag. */
const codingShare = 0.05;
const scoringShare = 0.05;

/** Parameters of both kinds of forest but `bootstrap`, whose default differs. */
export const forestParams = {
  n_estimators: z.int().min(1).max(10_000).default(100).meta({
    title: 'Trees',
    description: 'Trees whose predictions are averaged',
  }),
  max_features: maxFeaturesParam.default('auto').meta({
    title: 'Features a split',
    description:
      'Features each split chooses from: sqrt, log2, a share of all, or empty for all; auto: sqrt for classes, all for numbers',
  }),
  ...growthParams,
  max_samples: z.number().gt(0).max(1).nullable().default(null).meta({
    title: 'Share of rows',
    description:
      'With bootstrap: rows drawn for each tree, as a share of all; empty for as many as there are',
  }),
  oob_score: z.boolean().default(false).meta({
    title: 'Score out of bag',
    description: 'With bootstrap: scores every row by the trees that did not see it',
  }),
  class_weight: z.enum(['balanced', 'balanced_subsample']).nullable().default(null).meta({
    title: 'Class weights',
    description:
      'balanced: rows count in inverse proportion to the frequency of their class; balanced_subsample: in each tree anew',
  }),
} as const;

const forestSchema = z.object({ ...forestParams, bootstrap: z.boolean() });
export type ForestParams = z.infer<typeof forestSchema>;

export const forestSearch: SearchSpace = {
  max_features: { type: 'float', low: 0.1, high: 1 },
  min_samples_leaf: { type: 'integer', low: 1, high: 32, log: true },
  max_depth: { type: 'categorical', choices: [null, 6, 10, 16, 24] },
  max_samples: { type: 'float', low: 0.3, high: 1 },
};

/** Bytes: codes, one thread's bench, and the trees, which grow with the rows where nothing stops them. */
export function forestMemory({ rows, columns, classes }: FitShape, params: ForestParams): number {
  const byDepth = params.max_depth === null ? Infinity : 2 ** Math.min(params.max_depth + 1, 50);
  const byLeaves = params.max_leaf_nodes === null ? Infinity : 2 * params.max_leaf_nodes;
  const byRows = ((classes > 0 ? 0.5 : 1.3) * rows) / params.min_samples_leaf;
  const nodes = Math.min(byDepth, byLeaves, Math.max(byRows, 1));
  const perNode = 40 + 8 * Math.max(classes, 1);
  return 4 * rows * columns + 250 * rows + params.n_estimators * nodes * perNode;
}

export interface ForestKind {
  readonly id: string;
  /** Extremely randomised: one random threshold a feature. */
  readonly randomSplits: boolean;
}

interface Prepared {
  readonly job: ForestJob;
  /** To be added to what trees predict. */
  readonly shift: number;
}

function rowWeights(y: Float64Array, options: FitOptions<ForestParams>): Float64Array | null {
  const { task, params, classes, weights } = options;
  const { class_weight: asked, bootstrap } = params;
  // Where every tree sees all rows, each sample's frequencies are those of all rows.
  const balanced = asked === 'balanced' || (asked === 'balanced_subsample' && !bootstrap);
  return task === 'classification' && balanced ? balanceClasses(y, classes, weights) : weights;
}

function prepare(
  { x, y }: { x: Matrix; y: Float64Array },
  options: FitOptions<ForestParams>,
  { id, randomSplits, tick }: ForestKind & { tick: Tick },
): Prepared {
  const { params, task, classes, seed } = options;
  const weights = rowWeights(y, options);
  const { target, shift } = prepareTarget(y, { task, classes, weights }, params.criterion);
  const columns = x.columns.length;
  const maxFeatures = countFeatures(params.max_features, columns, task);
  const rules = treeRules(params, { x, classes }, { maxFeatures, randomSplits });
  const draws = Math.max(1, Math.round((params.max_samples ?? 1) * x.rows));
  const cumulative = weights ? cumulate(weights) : null;
  const job: ForestJob = {
    x: codeMatrix(x, { maxCodes, tick }),
    target: shareTarget(target),
    rules,
    id,
    seed,
    bootstrap: params.bootstrap ? { draws, cumulative } : null,
    weights: params.bootstrap ? null : weights,
    balanceSamples: task === 'classification' && params.class_weight === 'balanced_subsample',
    ccpAlpha: params.ccp_alpha,
  };
  return { job, shift };
}

/**
 * Fits a forest: trees on bootstrap samples or on all rows, each split among features drawn at random,
 * predictions averaged. The same for any number of threads. Columns of more than 1,023 distinct values
 * are taken as so many ranges of about equally many rows.
 */
export function fitForest(
  x: Matrix,
  y: Float64Array,
  options: FitOptions<ForestParams> & { readonly kind: ForestKind },
): TreeEnsembleState {
  checkFit(x, y, options);
  const { params, task, tick, kind } = options;
  const { job, shift } = prepare({ x, y }, options, {
    ...kind,
    tick: subTick(tick, 0, codingShare),
  });
  const scored = params.oob_score && params.bootstrap;
  const grownAt = scored ? 1 - scoringShare : 1;
  const grown = growForest(job, {
    trees: params.n_estimators,
    threads: options.threads ?? 1,
    tick: subTick(tick, codingShare, grownAt),
    stopEarly: options.stopEarly,
  });
  const trees = grown.flatMap(({ tree }) => toTrees(tree, { scale: 1 / grown.length, shift }));
  const state: TreeEnsembleState = {
    kind: 'trees',
    link: task === 'classification' ? 'probability' : 'identity',
    base: new Float64Array(trees.length / grown.length),
    trees,
  };
  const oob = scored
    ? scoreOutOfBag(
        { job, state, x, y, indices: grown.map(({ index }) => index) },
        subTick(tick, grownAt, 1),
      )
    : null;
  tick(1);
  return oob ? { ...state, oob } : state;
}
