import type { Rng } from '../../base/rng.ts';
import { subTick } from '../../base/tick.ts';
import type { Matrix } from '../../table/matrix.ts';
import type { FitOptions } from '../estimator.ts';
import type { Tree, TreeEnsembleState } from '../states/trees.ts';
import type { GradientBoostingParams } from './params.ts';
import { findLeaf } from '../states/trees.ts';
import { binMatrix } from './binner.ts';
import { createHistogramPool } from './histogram-pool.ts';
import { createLoss, smallestHessian, type Loss } from './losses.ts';
import { packGradients } from './packing.ts';
import { createPartition } from './row-partition.ts';
import { allRows, drawShare, otherRows } from './row-sampler.ts';
import { growTree, type GrowInput } from './tree-grower.ts';

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

/** Fits the ensemble. Deterministic for a seed. O(trees × rows × features × log leaves). */
export function boost(x: Matrix, y: Float64Array, options: BoostOptions): TreeEnsembleState {
  const { params, tick, weights, rng } = options;
  const binned = binMatrix(x, {
    maxBins: params.max_bins,
    seed: options.seed,
    tick: subTick(tick, 0, binningShare),
  });
  const data = { y, weights };
  const loss = createLoss(options.task, options.classes, data);
  const margins = Array.from(loss.base, (base) => new Float64Array(x.rows).fill(base));
  const { learning, validation } = chooseRows(x.rows, options);
  const stopper = createStopper(loss, validation);
  const gradients = new Float64Array(x.rows);
  const hessians = new Float64Array(x.rows);
  const packed = new Float64Array(2 * x.rows);
  const shared: Omit<GrowInput, 'partition' | 'packing' | 'yieldNow'> = {
    binned,
    packed,
    gradients,
    hessians,
    weights,
    pool: createHistogramPool(2 * binned.offsets.at(-1)!),
    options: {
      maxLeafNodes: params.max_leaf_nodes,
      maxDepth: params.max_depth,
      learningRate: params.learning_rate,
      maxStep: options.task === 'classification' ? mostLogOdds : Infinity,
      minSamplesLeaf: params.min_samples_leaf,
      minHessian: smallestHessian(data),
      l2: params.l2_regularization,
    },
  };
  const sampling = rng.fork('subsample');
  const trees: Tree[] = [];
  const rounds = params.n_estimators;

  function addTree(output: number, seen: Uint32Array, fraction: number): void {
    const yieldNow = () => tick(binningShare + (1 - binningShare) * fraction);
    yieldNow();
    loss.derive(output, margins, { gradients, hessians });
    const { constantHessian } = loss;
    const packing = packGradients(gradients, hessians, { packed, constantHessian });
    const partition = createPartition(Uint32Array.from(seen));
    const { tree, leaves } = growTree({ ...shared, partition, packing, yieldNow });
    const margin = margins[output]!;
    for (const { value, from, to } of leaves) {
      for (let i = from; i < to; i++) margin[partition.rows[i]!]! += value;
    }
    if (seen.length < learning.length) addUnseen(tree, x, otherRows(learning, seen), margin);
    addUnseen(tree, x, validation, margin);
    trees.push(tree);
  }

  for (let round = 0; round < rounds; round++) {
    const seen = params.subsample < 1 ? drawShare(learning, params.subsample, sampling) : learning;
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
