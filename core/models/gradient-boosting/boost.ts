import type { Rng } from '../../base/rng.ts';
import { subTick } from '../../base/tick.ts';
import type { Matrix } from '../../table/matrix.ts';
import type { FitOptions } from '../estimator.ts';
import type { Tree, TreeEnsembleState } from '../states/trees.ts';
import type { GradientBoostingParams } from './params.ts';
import { findLeaf } from '../states/trees.ts';
import * as slot from '../kernels/assembly/layout.ts';
import { binMatrix } from './binner.ts';
import { createFitMemory, type FitMemory } from './fit-memory.ts';
import { createLoss, smallestHessian, type Loss } from './losses.ts';
import { packGradients } from './packing.ts';
import { dealRows, placeRows, type RowOrder } from './row-order.ts';
import { allRows, drawShare, otherRows } from './row-sampler.ts';
import { growTree, type GrowRules } from './tree-grower.ts';

/** Share of the rows kept aside for early stopping, rounds without improvement, and what counts as one. */
const validationShare = 0.1;
const patience = 10;
const tolerance = 1e-7;
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

interface Rows {
  readonly learning: Uint32Array;
  /** Kept aside for early stopping; empty without it. */
  readonly validation: Uint32Array;
}

function chooseRows(count: number, { params, rng }: BoostOptions): Rows {
  const all = allRows(count);
  if (!params.early_stopping || count < 10) return { learning: all, validation: new Uint32Array() };
  const validation = drawShare(all, validationShare, rng.fork('validation'));
  return { learning: otherRows(all, validation), validation };
}

/** Tells when the loss on the rows kept aside has stopped falling. */
function createStopper(loss: Loss, validation: Uint32Array) {
  let best = Infinity;
  let bestRound = -1;
  return {
    /** Rounds worth keeping once `shouldStop` has said so. */
    rounds: () => bestRound + 1,
    shouldStop(round: number, margins: readonly Float64Array[]): boolean {
      if (validation.length === 0) return false;
      const current = loss.mean(margins, validation);
      if (current < best - tolerance) {
        best = current;
        bestRound = round;
      }
      return round - bestRound >= patience;
    },
  };
}

/** Adds a tree's output to the rows it has not seen, by walking it. */
function addUnseen(tree: Tree, x: Matrix, rows: Uint32Array, margin: Float64Array): void {
  for (const row of rows) margin[row]! += tree.value[findLeaf(tree, x.columns, row)]!;
}

/** Adds the leaves' values to the rows the tree has grown on. */
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

/** Fits the ensemble. Deterministic for a seed. O(trees × rows × features × log leaves). */
export function boost(x: Matrix, y: Float64Array, options: BoostOptions): TreeEnsembleState {
  const { params, task, classes } = options;
  const memory = createFitMemory({
    rows: x.rows,
    features: x.columns.length,
    outputs: task === 'regression' || classes === 2 ? 1 : classes,
    leaves: params.max_leaf_nodes,
    weighted: options.weights !== null,
    threads: options.threads ?? 1,
  });
  try {
    return boostIn(memory, x, y, options);
  } finally {
    memory.kernels.close();
  }
}

function boostIn(
  memory: FitMemory,
  x: Matrix,
  y: Float64Array,
  options: BoostOptions,
): TreeEnsembleState {
  const { params, tick, weights, rng } = options;
  const bins = binMatrix(x, memory, {
    maxBins: params.max_bins,
    seed: options.seed,
    tick: subTick(tick, 0, binningShare),
  });
  const data = { y, weights };
  memory.target.set(y);
  if (weights) memory.weights!.set(weights);
  const loss = createLoss(options.task, options.classes, data);
  const { margins, gradients, hessians } = memory;
  margins.forEach((margin, output) => margin.fill(loss.base[output]!));
  const { learning, validation } = chooseRows(x.rows, options);
  const stopper = createStopper(loss, validation);
  const rules: GrowRules = {
    maxLeafNodes: params.max_leaf_nodes,
    maxDepth: params.max_depth,
    learningRate: params.learning_rate,
    maxStep: options.task === 'classification' ? mostLogOdds : Infinity,
    minRows: params.min_samples_leaf,
    minHessian: smallestHessian(data),
    minGain: 0,
    l1: 0,
    l2: params.l2_regularization,
  };
  memory.smallMask.fill(1);
  memory.largeMask.fill(1);
  const sampling = rng.fork('subsample');
  const rounding = rng.fork('rounding');
  const trees: Tree[] = [];
  const rounds = params.n_estimators;
  const all = dealRows(memory, learning);

  function addTree(output: number, seen: RowOrder, fraction: number): void {
    const yieldNow = () => tick(binningShare + (1 - binningShare) * fraction);
    yieldNow();
    if (loss.operation === undefined) loss.derive(output, margins, { gradients, hessians });
    else {
      memory.integers[slot.iMargin] = memory.marginAddresses[output]!;
      memory.kernels.run(loss.operation, true);
    }
    const { constantHessian } = loss;
    const packing = packGradients(memory, { constantHessian, seed: rounding.integer(2 ** 31) });
    placeRows(memory, seen);
    const tree = growTree({ memory, bins, packing, rules, yieldNow });
    addSeen(tree, memory, output);
    const margin = margins[output]!;
    if (seen.rows.length < learning.length) {
      addUnseen(tree, x, otherRows(learning, seen.rows.toSorted()), margin);
    }
    addUnseen(tree, x, validation, margin);
    trees.push(tree);
  }

  for (let round = 0; round < rounds; round++) {
    const seen =
      params.subsample < 1
        ? dealRows(memory, drawShare(learning, params.subsample, sampling))
        : all;
    loss.prepare(margins);
    for (let output = 0; output < margins.length; output++) {
      addTree(output, seen, (round + output / margins.length) / rounds);
    }
    if (stopper.shouldStop(round, margins)) {
      trees.length = stopper.rounds() * margins.length;
      break;
    }
  }
  tick(1);
  return { kind: 'trees', base: loss.base, trees };
}
