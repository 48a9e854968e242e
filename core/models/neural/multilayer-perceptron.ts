import { createRng } from '../../base/rng.ts';
import type { Matrix } from '../../table/matrix.ts';
import { checkFit } from '../check-fit.ts';
import { defineEstimator, type FitOptions } from '../estimator.ts';
import { priorMargins } from '../prior-margins.ts';
import { classWeights, weightedMean } from '../weighted-moments.ts';
import { runningMoments } from './batch-norm.ts';
import { countParameters, createNetwork, initialise, type Layer, type Network } from './network.ts';
import { perceptronParams, type PerceptronParams } from './params.ts';
import { embeddingIndex, type PerceptronLayer, type PerceptronState } from './perceptron-state.ts';
import { batchSize, trainNetwork } from './train-network.ts';

interface Columns {
  readonly numeric: Int32Array;
  /** Columns of categories with how many there are, the unknown included. */
  readonly coded: readonly { readonly column: number; readonly categories: number }[];
}

function sortColumns({ columns, categories }: Matrix): Columns {
  const all = columns.map((_, column) => ({ column, categories: categories?.[column] ?? 0 }));
  return {
    numeric: Int32Array.from(all.filter((c) => c.categories === 0).map(({ column }) => column)),
    coded: all
      .filter((c) => c.categories > 0)
      .map(({ column, categories: count }) => ({ column, categories: count + 1 })),
  };
}

/** A rule of thumb: half as many numbers as categories, and never more than 50 (Guo & Berkhahn 2016). */
function embeddingSize(categories: number, { embedding_size }: PerceptronParams): number {
  return embedding_size ?? Math.min(50, Math.ceil(categories / 2));
}

function layOut(x: Matrix, { numeric, coded }: Columns) {
  const numbers = new Float32Array(x.rows * numeric.length);
  numeric.forEach((column, j) => {
    const values = x.columns[column]!;
    for (let row = 0; row < x.rows; row++) numbers[row * numeric.length + j] = values[row]!;
  });
  const codes = new Int32Array(x.rows * coded.length);
  coded.forEach(({ column, categories }, j) => {
    const values = x.columns[column]!;
    for (let row = 0; row < x.rows; row++) {
      codes[row * coded.length + j] = embeddingIndex(values[row]!, categories);
    }
  });
  return { numbers, codes };
}

interface Target {
  readonly y: Float64Array;
  /** The target is scale × output + shift. */
  readonly scale: number;
  readonly shift: number;
}

/** A target of unit variance, so that the learning rate suits any unit. */
function standardiseTarget(y: Float64Array, options: FitOptions<PerceptronParams>): Target {
  const { task, weights } = options;
  if (task === 'classification') return { y, scale: 1, shift: 0 };
  const shift = weightedMean(y, weights);
  const variance = weightedMean(
    y.map((value) => (value - shift) ** 2),
    weights,
  );
  const scale = variance > 0 ? Math.sqrt(variance) : 1;
  return { y: y.map((value) => (value - shift) / scale), scale, shift };
}

/** A layer for scoring: batch normalisation becomes part of its weights. */
function freeze({ inputs, outputs, weights, bias, norm }: Layer): PerceptronLayer {
  const frozen = {
    inputs,
    outputs,
    weights: Float32Array.from(weights),
    bias: Float32Array.from(bias),
  };
  if (!norm) return frozen;
  const { means, deviations } = runningMoments(norm);
  for (let j = 0; j < outputs; j++) {
    const factor = norm.gamma.values[j]! / deviations[j]!;
    for (let p = 0; p < inputs; p++) frozen.weights[p * outputs + j]! *= factor;
    frozen.bias[j] = factor * (bias[j]! - means[j]!) + norm.beta.values[j]!;
  }
  return frozen;
}

function toState(
  { shape, tables, layers }: Network,
  { numeric, coded }: Columns,
  { scale, shift }: Target,
): PerceptronState {
  return {
    kind: 'perceptron',
    activation: shape.activation,
    numeric,
    embeddings: coded.map(({ column }, e) => ({
      column,
      size: shape.embeddings[e]!.size,
      table: Float32Array.from(tables[e]!.values),
    })),
    layers: layers.map(freeze),
    scale,
    shift,
  };
}

/**
 * A network of dense layers, as scikit-learn's MLPClassifier and MLPRegressor, with dropout, batch
 * normalisation and embeddings of categories besides. Numbers are of single precision while training.
 * The target of a regression is standardised; outputs start at the classes' shares.
 */
export const multilayerPerceptron = defineEstimator<PerceptronParams>({
  id: 'mlp',
  title: 'Neural network',
  summary: 'Layers of simple units that learn smooth, non-linear relations; wants many rows',
  tasks: ['classification', 'regression'],
  tags: ['needs_scaling', 'handles_categories', 'slow'],
  params: perceptronParams,
  search: {
    activation: { type: 'categorical', choices: ['relu', 'tanh'] },
    alpha: { type: 'float', low: 1e-6, high: 1, log: true },
    learning_rate_init: { type: 'float', low: 1e-4, high: 1e-2, log: true },
    dropout: { type: 'float', low: 0, high: 0.5 },
    batch_norm: { type: 'categorical', choices: [false, true] },
  },
  memory({ rows, columns, classes }, { hidden_layer_sizes: hidden, batch_norm }) {
    const outputs = classes > 2 ? classes : 1;
    const shape = { numeric: columns, embeddings: [], hidden, outputs, dropout: 0 };
    const learned = countParameters({ ...shape, activation: 'relu', batchNorm: batch_norm });
    return 4 * (rows * columns + 5 * learned + 200 * 4 * (columns + Math.max(...hidden)));
  },
  fit(x, y, options) {
    checkFit(x, y, options, { missing: 'refuse' });
    const { params, classes, task, weights } = options;
    const columns = sortColumns(x);
    const rng = createRng(options.seed).fork('mlp');
    const network = createNetwork(
      {
        numeric: columns.numeric.length,
        embeddings: columns.coded.map(({ categories }) => ({
          categories,
          size: embeddingSize(categories, params),
        })),
        hidden: params.hidden_layer_sizes,
        outputs: classes > 2 ? classes : 1,
        activation: params.activation,
        batchNorm: params.batch_norm,
        dropout: params.dropout,
      },
      Float32Array,
      batchSize(params, x.rows),
    );
    initialise(network, rng);
    const { bias } = network.layers.at(-1)!;
    bias.fill(0);
    if (task === 'classification') bias.set(priorMargins(classWeights(y, classes, weights)));
    const target = standardiseTarget(y, options);
    const data = { rows: layOut(x, columns), y: target.y };
    trainNetwork(network, data, { ...options, rng });
    return toState(network, columns, target);
  },
});
