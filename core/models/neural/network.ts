import type { Rng } from '../../base/rng.ts';
import { activate, deriveActivation, type Activation } from './activations.ts';
import { backNormalise, normalise, type Normalisation } from './batch-norm.ts';
import type { Floats, FloatsType } from './floats.ts';
import { addTransposedLeft, multiply, multiplyTransposedRight } from './multiply.ts';

export interface NetworkShape {
  /** Columns of numbers. */
  readonly numeric: number;
  /** Columns of categories: how many there are, the unknown included, and how long a vector each gets. */
  readonly embeddings: readonly { readonly categories: number; readonly size: number }[];
  readonly hidden: readonly number[];
  readonly outputs: number;
  readonly activation: Activation;
  readonly batchNorm: boolean;
  readonly dropout: number;
}

/** Rows as the network reads them. */
export interface NetworkRows {
  /** [row][numeric column]. */
  readonly numbers: Floats;
  /** [row][column of categories]. */
  readonly codes: Int32Array;
}

export interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  /** inputs × outputs. */
  readonly weights: Floats;
  readonly bias: Floats;
  readonly weightGradient: Floats;
  readonly biasGradient: Floats;
  readonly norm: Normalisation | null;
  /** What comes out: before dropout, after it, and how the loss changes with it. Of a batch. */
  readonly given: Floats;
  readonly dropped: Floats;
  readonly mask: Floats;
  readonly delta: Floats;
}

export interface Network {
  readonly shape: NetworkShape;
  /** All that is learned, in one array; `layers` and `tables` look into it. */
  readonly parameters: Floats;
  readonly gradient: Floats;
  readonly tables: readonly { readonly values: Floats; readonly gradient: Floats }[];
  readonly layers: readonly Layer[];
  /** Of a batch: [row][number, embedding …]. */
  readonly input: Floats;
  readonly inputDelta: Floats;
}

function widthOf({ numeric, embeddings }: NetworkShape): number {
  return embeddings.reduce((sum, { size }) => sum + size, numeric);
}

/** How many numbers are learned. */
export function countParameters(shape: NetworkShape): number {
  const tables = shape.embeddings.reduce((sum, { categories, size }) => sum + categories * size, 0);
  let inputs = widthOf(shape);
  let count = tables;
  for (const outputs of [...shape.hidden, shape.outputs]) {
    count += inputs * outputs + outputs;
    inputs = outputs;
  }
  return count + (shape.batchNorm ? 2 * shape.hidden.reduce((sum, size) => sum + size, 0) : 0);
}

/** A network with all it learns at 0, for batches of at most that many rows. */
export function createNetwork(shape: NetworkShape, type: FloatsType, mostRows: number): Network {
  const count = countParameters(shape);
  const parameters = new type(count);
  const gradient = new type(count);
  let at = 0;
  const part = (length: number) => {
    const from = at;
    at += length;
    return { values: parameters.subarray(from, at), gradient: gradient.subarray(from, at) };
  };
  const tables = shape.embeddings.map(({ categories, size }) => part(categories * size));
  const widths = [widthOf(shape), ...shape.hidden, shape.outputs];
  const layers = widths.slice(1).map((outputs, l): Layer => {
    const inputs = widths[l]!;
    const weights = part(inputs * outputs);
    const bias = part(outputs);
    const inner = l < shape.hidden.length;
    const batch = () => new type(mostRows * outputs);
    const given = batch();
    const drops = inner && shape.dropout > 0;
    return {
      inputs,
      outputs,
      weights: weights.values,
      bias: bias.values,
      weightGradient: weights.gradient,
      biasGradient: bias.gradient,
      norm:
        inner && shape.batchNorm
          ? {
              gamma: part(outputs),
              beta: part(outputs),
              standard: batch(),
              deviations: new Float64Array(outputs),
              means: new Float64Array(outputs),
              variances: new Float64Array(outputs),
              updates: { count: 0 },
            }
          : null,
      given,
      dropped: drops ? batch() : given,
      mask: drops ? batch() : new type(0),
      delta: batch(),
    };
  });
  const input = new type(mostRows * widths[0]!);
  return { shape, parameters, gradient, tables, layers, input, inputDelta: new type(input.length) };
}

/** Glorot & Bengio 2010, as scikit-learn draws it; embeddings small, the unknown and the biases 0. */
export function initialise({ shape, tables, layers }: Network, rng: Rng): void {
  tables.forEach(({ values }, t) => {
    const known = values.length - shape.embeddings[t]!.size;
    for (let i = 0; i < known; i++) values[i] = 0.1 * rng.normal();
  });
  const gain = shape.activation === 'logistic' ? 2 : 6;
  for (const { inputs, outputs, weights, bias, norm } of layers) {
    const bound = Math.sqrt(gain / (inputs + outputs));
    for (let i = 0; i < weights.length; i++) weights[i] = bound * (2 * rng.next() - 1);
    for (let i = 0; i < bias.length; i++) bias[i] = bound * (2 * rng.next() - 1);
    norm?.gamma.values.fill(1);
  }
}

/** Lays a batch out as the first layer reads it. */
function gather(network: Network, rows: NetworkRows, batch: Int32Array): void {
  const { shape, input, tables } = network;
  const width = widthOf(shape);
  const { numeric, embeddings } = shape;
  for (let i = 0; i < batch.length; i++) {
    const row = batch[i]!;
    let to = i * width;
    for (let j = 0; j < numeric; j++) input[to++] = rows.numbers[row * numeric + j]!;
    for (let e = 0; e < embeddings.length; e++) {
      const { size } = embeddings[e]!;
      const from = rows.codes[row * embeddings.length + e]! * size;
      const { values } = tables[e]!;
      for (let j = 0; j < size; j++) input[to++] = values[from + j]!;
    }
  }
}

function drop({ given, dropped, mask }: Layer, count: number, { dropout, rng }: Dropping): void {
  const scale = 1 / (1 - dropout);
  for (let i = 0; i < count; i++) {
    mask[i] = rng.next() < dropout ? 0 : scale;
    dropped[i] = given[i]! * mask[i]!;
  }
}

interface Dropping {
  readonly dropout: number;
  readonly rng: Rng;
}

/**
 * Raw outputs of a batch, [row][output]. With `rng` it is for training: units are dropped and
 * normalised by the batch.
 */
export function forward(
  network: Network,
  rows: NetworkRows,
  { batch, rng }: { readonly batch: Int32Array; readonly rng: Rng | null },
): Floats {
  const { shape, layers } = network;
  gather(network, rows, batch);
  let a = network.input;
  for (const [l, layer] of layers.entries()) {
    const { inputs, outputs, weights, bias, norm, given } = layer;
    multiply({ out: given, a, b: weights, rows: batch.length, inner: inputs, columns: outputs });
    const count = batch.length * outputs;
    for (let i = 0, j = 0; i < count; i++) {
      given[i]! += bias[j]!;
      if (++j === outputs) j = 0;
    }
    if (l === layers.length - 1) return given;
    if (norm) normalise(norm, given, { rows: batch.length, outputs, training: rng !== null });
    activate(shape.activation, given, given, count);
    if (rng && shape.dropout > 0) drop(layer, count, { dropout: shape.dropout, rng });
    a = rng ? layer.dropped : given;
  }
  return a;
}

function scatter(network: Network, rows: NetworkRows, batch: Int32Array): void {
  const { shape, tables, inputDelta } = network;
  const width = widthOf(shape);
  const { embeddings } = shape;
  for (let i = 0; i < batch.length; i++) {
    let from = i * width + shape.numeric;
    for (let e = 0; e < embeddings.length; e++) {
      const { size } = embeddings[e]!;
      const to = rows.codes[batch[i]! * embeddings.length + e]! * size;
      const { gradient } = tables[e]!;
      for (let j = 0; j < size; j++) gradient[to + j]! += inputDelta[from++]!;
    }
  }
}

/**
 * Fills the gradient from how the loss changes with the raw outputs of the batch that `forward` saw
 * last (for training), which lies in the last layer's `delta`.
 */
export function backward(network: Network, rows: NetworkRows, batch: Int32Array): void {
  const { shape, layers, gradient, input, inputDelta } = network;
  gradient.fill(0);
  for (let l = layers.length - 1; l >= 0; l--) {
    const { inputs, outputs, weights, weightGradient, biasGradient, delta, norm } = layers[l]!;
    const count = batch.length * outputs;
    const before = l > 0 ? layers[l - 1]! : null;
    if (l < layers.length - 1) {
      const { given, mask } = layers[l]!;
      if (shape.dropout > 0) for (let i = 0; i < count; i++) delta[i]! *= mask[i]!;
      deriveActivation(shape.activation, given, delta, count);
      if (norm) backNormalise(norm, delta, { rows: batch.length, outputs });
    }
    const a = before ? before.dropped : input;
    const inner = batch.length;
    addTransposedLeft({ out: weightGradient, a, b: delta, rows: inputs, inner, columns: outputs });
    for (let i = 0, j = 0; i < count; i++) {
      biasGradient[j]! += delta[i]!;
      if (++j === outputs) j = 0;
    }
    if (!before && shape.embeddings.length === 0) continue;
    const out = before ? before.delta : inputDelta;
    multiplyTransposedRight({
      out,
      a: delta,
      b: weights,
      rows: inner,
      inner: outputs,
      columns: inputs,
    });
  }
  if (shape.embeddings.length > 0) scatter(network, rows, batch);
}
