import type { Rng } from '../../base/rng.ts';
import { subTick } from '../../base/tick.ts';
import type { Matrix } from '../../table/matrix.ts';
import type { FitOptions } from '../estimator.ts';
import * as slot from '../kernels/assembly/layout.ts';
import type { Tree, TreeEnsembleState } from '../states/trees.ts';
import { addUnseen } from './add-unseen.ts';
import { binMatrix, type Bins } from './binner.ts';
import { dropRounds } from './dart.ts';
import { createStopper } from './early-stopping.ts';
import { createFitMemory, type FitMemory } from './fit-memory.ts';
import { drawByGradient } from './goss.ts';
import { renewLeaves } from './leaf-renewal.ts';
import { classificationLoss, smallestHessian, type Loss, type LossData } from './losses.ts';
import { createChooser, readFeatureRules, type FeatureRules } from './node-rules.ts';
import { packGradients } from './packing.ts';
import type { GradientBoostingParams } from './params.ts';
import { regressionLoss } from './regression-losses.ts';
import { dealRows, placeRows, type RowOrder } from './row-order.ts';
import { allRows, drawShare, otherRows } from './row-sampler.ts';
import type { SplitSearch } from './split-finder.ts';
import { toTree } from './to-tree.ts';
import { growTree, type GrowRules } from './tree-grower.ts';

/**
 * Log-odds a leaf may move before the learning rate: where a rare class leaves next to no curvature, an
 * uncut Newton step overshoots so far that later rounds cannot come back.
 */
const mostLogOdds = 20;
/** Share of the progress that binning takes. */
const binningShare = 0.05;

export interface BoostOptions extends FitOptions<GradientBoostingParams> {
  readonly rng: Rng;
}

/** Everything a fit works with. */
interface Fit {
  readonly x: Matrix;
  readonly options: BoostOptions;
  readonly memory: FitMemory;
  readonly bins: Bins;
  readonly loss: Loss;
  readonly features: FeatureRules;
  readonly search: SplitSearch;
  readonly rules: GrowRules;
  readonly learning: Uint32Array;
  /** Kept aside for early stopping; empty without it. */
  readonly validation: Uint32Array;
  readonly all: RowOrder;
  readonly trees: Tree[];
}

/** Rows of one round, and how much some of them count. */
interface RoundRows {
  readonly order: RowOrder;
  readonly raised: Uint32Array;
  readonly factor: number;
}

function derive({ loss, memory }: Fit, output: number): void {
  const { integers, kernels, marginAddresses, margins, gradients, hessians } = memory;
  if (loss.operation === undefined) {
    loss.derive(output, margins, { gradients, hessians });
    return;
  }
  integers[slot.iMargin] = marginAddresses[output]!;
  kernels.run(loss.operation, true);
}

/** |g · h| of each row, summed over outputs. */
function gradientSizes(fit: Fit): Float64Array {
  const { gradients, hessians, margins } = fit.memory;
  const sizes = new Float64Array(fit.x.rows);
  margins.forEach((_, output) => {
    derive(fit, output);
    for (let row = 0; row < sizes.length; row++) {
      sizes[row]! += Math.abs(gradients[row]! * hessians[row]!);
    }
  });
  return sizes;
}

/** Draws each round's rows: all, a share of them, or by their gradients. */
function createSampler(fit: Fit): (round: number) => RoundRows {
  const { options, memory, learning, all } = fit;
  const { params } = options;
  const rng = options.rng.fork('subsample');
  const plain = { raised: new Uint32Array(), factor: 1 };
  let kept = all;
  return (round) => {
    if (params.sampling === 'goss') {
      // As LightGBM: gradients say little in the first rounds.
      if (round < Math.floor(1 / params.learning_rate)) return { order: all, ...plain };
      const { top_rate: topRate, other_rate: otherRate } = params;
      const sample = drawByGradient(learning, gradientSizes(fit), { topRate, otherRate, rng });
      const order = dealRows(memory, sample.rows);
      return { order, raised: sample.drawn, factor: sample.factor };
    }
    if (params.subsample < 1 && round % params.subsample_freq === 0) {
      kept = dealRows(memory, drawShare(learning, params.subsample, rng));
    }
    return { order: kept, ...plain };
  };
}

/** Adds the leaves' values to the rows the tree was grown on. */
function addSeen(tree: Tree, memory: FitMemory, output: number): void {
  const { integers, kernels, leafNodes, leafValues, marginAddresses } = memory;
  let leaves = 0;
  tree.feature.forEach((feature, node) => {
    if (feature >= 0) return;
    leafNodes[leaves] = node;
    leafValues[leaves++] = tree.value[node]!;
  });
  integers[slot.iLeaves] = leaves;
  integers[slot.iMargin] = marginAddresses[output]!;
  kernels.run(slot.opAddScores, true);
}

interface TreeStart {
  readonly output: number;
  readonly rows: RoundRows;
  readonly learningRate: number;
  readonly rngs: { readonly rounding: Rng; readonly features: Rng };
  readonly yieldNow: () => void;
}

function raise({ gradients, hessians }: FitMemory, { raised, factor }: RoundRows): void {
  for (const row of raised) {
    gradients[row]! *= factor;
    hessians[row]! *= factor;
  }
}

function addTree(fit: Fit, { output, rows, learningRate, rngs, yieldNow }: TreeStart): void {
  const { x, memory, bins, loss, search, rules, learning, validation, trees } = fit;
  yieldNow();
  derive(fit, output);
  raise(memory, rows);
  const packing = packGradients(memory, {
    constantHessian: loss.constantHessian && rows.raised.length === 0,
    seed: rngs.rounding.integer(2 ** 31),
  });
  placeRows(memory, rows.order);
  const chooser = createChooser(x.columns.length, fit.features, rngs.features);
  const grown = growTree({ memory, packing, rules, search, chooser, yieldNow });
  const nodes =
    loss.leafQuantile === undefined ? grown : renewLeaves(memory, grown, loss.leafQuantile);
  const tree = toTree(memory, nodes, { bins, learningRate });
  addSeen(tree, memory, output);
  const seen = rows.order.rows;
  if (seen.length < learning.length) {
    addUnseen(memory, nodes, { tree, output, rows: otherRows(learning, seen.toSorted()) });
  }
  addUnseen(memory, nodes, { tree, output, rows: validation });
  trees.push(tree);
}

function chooseRows(
  count: number,
  { params, rng }: BoostOptions,
): Pick<Fit, 'learning' | 'validation'> {
  const all = allRows(count);
  if (!params.early_stopping || count < 10) return { learning: all, validation: new Uint32Array() };
  const validation = drawShare(all, params.validation_fraction, rng.fork('validation'));
  return { learning: otherRows(all, validation), validation };
}

function searchFor(
  x: Matrix,
  data: LossData,
  { monotonic, params, task, rng }: BoostOptions & Pick<FeatureRules, 'monotonic'>,
): SplitSearch {
  return {
    categorical: Uint8Array.from(x.columns, (_, j) => ((x.categories?.[j] ?? 0) > 0 ? 1 : 0)),
    monotonic,
    thresholds: params.extra_trees ? rng.fork('thresholds') : null,
    rules: {
      minRows: params.min_samples_leaf,
      minHessian: smallestHessian(data),
      l1: params.l1_regularization,
      l2: params.l2_regularization,
      maxStep: task === 'classification' ? mostLogOdds : Infinity,
      pathSmooth: params.path_smooth,
    },
  };
}

function boostIn(
  memory: FitMemory,
  x: Matrix,
  data: LossData,
  options: BoostOptions,
): TreeEnsembleState {
  const { params, tick, rng, task, classes } = options;
  const loss =
    task === 'regression' ? regressionLoss(data, params) : classificationLoss(classes, data);
  const features = readFeatureRules(params, x, classes);
  const search = searchFor(x, data, { ...options, monotonic: features.monotonic });
  const { learning, validation } = chooseRows(x.rows, options);
  const stopper = createStopper(loss, { ...data, validation }, options);
  const { max_bins: maxBins, n_estimators: rounds } = params;
  const binning = subTick(tick, 0, binningShare);
  const bins = binMatrix(x, memory, { maxBins, seed: options.seed, tick: binning });
  memory.target.set(data.y);
  if (data.weights) memory.weights!.set(data.weights);
  memory.margins.forEach((margin, output) => margin.fill(loss.base[output]!));
  const fit: Fit = {
    x,
    options,
    memory,
    bins,
    loss,
    features,
    search,
    learning,
    validation,
    rules: {
      maxLeafNodes: params.max_leaf_nodes,
      maxDepth: params.max_depth,
      minGain: params.min_gain,
    },
    all: dealRows(memory, learning),
    trees: [],
  };
  const { trees } = fit;
  const { margins } = memory;
  const sample = createSampler(fit);
  const rngs = { rounding: rng.fork('rounding'), features: rng.fork('features') };
  const dropping = rng.fork('dropping');
  for (let round = 0; round < rounds; round++) {
    const dropped =
      params.drop_rate > 0 ? dropRounds(trees, { x, margins, params, rng: dropping }) : null;
    loss.prepare(margins);
    const rows = sample(round);
    const learningRate = params.learning_rate * (dropped?.share ?? 1);
    for (let output = 0; output < margins.length; output++) {
      const fraction = (round + output / margins.length) / rounds;
      const yieldNow = () => tick(binningShare + (1 - binningShare) * fraction);
      addTree(fit, { output, rows, learningRate, rngs, yieldNow });
    }
    dropped?.restore();
    if (stopper.shouldStop(round, margins)) {
      trees.length = stopper.rounds() * margins.length;
      break;
    }
    if (options.stopEarly?.()) break;
  }
  tick(1);
  return { kind: 'trees', ...(loss.link && { link: loss.link }), base: loss.base, trees };
}

/** Weights that are all 1 are none; balanced classes have the same weight each. */
function weigh(
  y: Float64Array,
  { params, task, classes, weights }: BoostOptions,
): Float64Array | null {
  const given = weights?.every((weight) => weight === 1) ? null : weights;
  if (task === 'regression' || params.class_weight === 'none') return given;
  const totals = new Float64Array(classes);
  let total = 0;
  for (let row = 0; row < y.length; row++) {
    totals[y[row]!]! += given?.[row] ?? 1;
    total += given?.[row] ?? 1;
  }
  return y.map((label, row) => ((given?.[row] ?? 1) * total) / (classes * totals[label]!));
}

/** Fits the ensemble. Deterministic for a seed. O(trees × rows × features × log leaves). */
export function boost(x: Matrix, y: Float64Array, options: BoostOptions): TreeEnsembleState {
  const { params, task, classes } = options;
  const weights = weigh(y, options);
  const memory = createFitMemory({
    rows: x.rows,
    features: x.columns.length,
    outputs: task === 'regression' || classes === 2 ? 1 : classes,
    leaves: params.max_leaf_nodes,
    weighted: weights !== null,
    threads: options.threads ?? 1,
  });
  try {
    return boostIn(memory, x, { y, weights }, options);
  } finally {
    memory.kernels.close();
  }
}
