import { AppError } from '../../base/app-error.ts';
import type { Rng } from '../../base/rng.ts';
import { holdout } from '../../evaluation/splitters.ts';
import type { FitOptions } from '../estimator.ts';
import { deriveLoss, type LossInput } from './losses.ts';
import { backward, forward, type Network, type NetworkRows } from './network.ts';
import { createAdam, createSgd, type Optimiser } from './optimisers.ts';
import type { PerceptronParams } from './params.ts';

const defaultBatch = 200;

export interface TrainingRows {
  readonly rows: NetworkRows;
  /** Class indices, or the standardised target. */
  readonly y: Float64Array;
}

/** Rows that go through the network together. */
export function batchSize({ batch_size }: PerceptronParams, rows: number): number {
  return Math.min(rows, batch_size ?? defaultBatch);
}

interface Parts {
  readonly learning: Int32Array;
  /** Empty without early stopping. */
  readonly validation: Int32Array;
}

function chooseRows(
  { y }: TrainingRows,
  { params, task, seed }: FitOptions<PerceptronParams>,
): Parts {
  const all = Int32Array.from(y, (_, row) => row);
  if (!params.early_stopping || y.length < 10)
    return { learning: all, validation: new Int32Array() };
  const labels = task === 'classification' ? y : null;
  const testFraction = params.validation_fraction;
  const { train, test } = holdout(y.length, { labels, testFraction, seed });
  return { learning: train, validation: test };
}

interface Pass {
  readonly network: Network;
  readonly data: TrainingRows;
  readonly options: FitOptions<PerceptronParams>;
}

function lossOf({ network, data, options }: Pass, batch: Int32Array, rng: Rng | null) {
  const { y } = data;
  const outputs = forward(network, data.rows, { batch, rng });
  const width = network.shape.outputs;
  const { task, weights } = options;
  const input: LossInput = { task, outputs, width, batch, y, weights };
  return deriveLoss(input, network.layers.at(-1)!.delta);
}

/** Adds the penalty on the weights to loss and gradient, as scikit-learn scales it. */
function penalise({ layers }: Network, penalty: number): number {
  if (penalty === 0) return 0;
  let sum = 0;
  for (const { weights, weightGradient } of layers) {
    for (let i = 0; i < weights.length; i++) {
      sum += weights[i]! * weights[i]!;
      weightGradient[i]! += penalty * weights[i]!;
    }
  }
  return 0.5 * penalty * sum;
}

/** Loss and gradient of one batch, for training. */
export function deriveBatch(
  pass: Pass,
  batch: Int32Array,
  rng: Rng,
): { loss: number; weight: number } {
  const { network, data, options } = pass;
  const { loss, weight } = lossOf(pass, batch, rng);
  backward(network, data.rows, batch);
  const penalty = weight > 0 ? options.params.alpha / weight : 0;
  return { loss: loss + penalise(network, penalty), weight };
}

/** Mean loss of rows that are only looked at. */
function lossAside(pass: Pass, rows: Int32Array, size: number): number {
  let sum = 0;
  let total = 0;
  for (let from = 0; from < rows.length; from += size) {
    const { loss, weight } = lossOf(pass, rows.subarray(from, from + size), null);
    sum += loss * weight;
    total += weight;
  }
  return total > 0 ? sum / total : 0;
}

function createOptimiser({ parameters }: Network, params: PerceptronParams): Optimiser {
  const { solver, learning_rate_init: rate, momentum } = params;
  return solver === 'adam'
    ? createAdam(parameters.length, Float32Array, rate)
    : createSgd(parameters.length, Float32Array, { rate, momentum });
}

interface EpochOptions {
  readonly order: Int32Array;
  readonly size: number;
  readonly optimiser: Optimiser;
  readonly rng: Rng;
  readonly tick: (share: number) => void;
}

/** One pass over the rows in batches of nearly equal size; the mean loss on the way. */
function runEpoch(pass: Pass, { order, size, optimiser, rng, tick }: EpochOptions): number {
  const batches = Math.max(1, Math.ceil(order.length / size));
  let sum = 0;
  let total = 0;
  for (let b = 0; b < batches; b++) {
    tick(b / batches);
    const from = Math.floor((b * order.length) / batches);
    const batch = order.subarray(from, Math.floor(((b + 1) * order.length) / batches));
    const { loss, weight } = deriveBatch(pass, batch, rng);
    if (weight === 0) continue;
    optimiser.step(pass.network.parameters, pass.network.gradient);
    sum += loss * weight;
    total += weight;
  }
  return total > 0 ? sum / total : 0;
}

function refuseDivergence(loss: number): void {
  if (Number.isFinite(loss)) return;
  throw new AppError('INVALID_INPUT', 'The training diverged: the loss is no longer a number.', {
    hint: 'Lower the learning rate, or scale the columns.',
    path: 'params.learning_rate_init',
  });
}

/**
 * Trains the network in place. Ends after max_iter epochs, when the loss (of the rows kept aside, if
 * any) has stopped falling, or once the caller wants what there is; with rows kept aside the parameters
 * that were best there are kept.
 */
export function trainNetwork(
  network: Network,
  data: TrainingRows,
  options: FitOptions<PerceptronParams> & { readonly rng: Rng },
): void {
  const { params, rng, tick, stopEarly } = options;
  const pass: Pass = { network, data, options };
  const { learning, validation } = chooseRows(data, options);
  const size = batchSize(params, learning.length);
  const optimiser = createOptimiser(network, params);
  const watched = validation.length > 0;
  const kept = network.parameters.slice();
  let best = Infinity;
  let stale = 0;
  for (let epoch = 0; epoch < params.max_iter; epoch++) {
    const order = rng.shuffle(Int32Array.from(learning));
    const report = (share: number) => tick((epoch + share) / params.max_iter);
    const trained = runEpoch(pass, { order, size, optimiser, rng, tick: report });
    refuseDivergence(trained);
    const loss = watched ? lossAside(pass, validation, size) : trained;
    stale = loss > best - params.tol ? stale + 1 : 0;
    if (loss < best) {
      best = loss;
      if (watched) kept.set(network.parameters);
    }
    if (stale > params.n_iter_no_change || stopEarly?.() === true) break;
  }
  if (watched) network.parameters.set(kept);
  tick(1);
}
