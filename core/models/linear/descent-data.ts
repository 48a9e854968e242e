import type { Tick } from '../../base/tick.ts';
import { addRow } from './column-products.ts';
import type { DescentData } from './coordinate-descent.ts';
import type { StandardBlocks } from './standard-blocks.ts';

/** Most columns for which the Gram matrix is built. */
const mostGram = 2000;

interface Source {
  readonly blocks: StandardBlocks;
  /** Centred target. */
  readonly target: Float64Array;
  readonly weights: Float64Array | null;
  readonly tick: Tick;
}

function rootWeights(weights: Float64Array | null): Float64Array | null {
  return weights && weights.map(Math.sqrt);
}

/** Products of the scaled columns with one another (full) and with the target. */
function products({ blocks, target, weights, tick }: Source) {
  const { size, rows } = blocks;
  const gram = new Float64Array(size * size);
  const moments = new Float64Array(size);
  const scaled = new Float64Array(1024);
  blocks.forEach((block, from, to) => {
    tick(from / rows);
    const length = to - from;
    for (let j = 0; j < size; j++) {
      const column = block[j]!;
      let sum = 0;
      for (let i = 0; i < length; i++) {
        scaled[i] = (weights ? weights[from + i]! : 1) * column[i]!;
        sum += scaled[i]! * target[from + i]!;
      }
      moments[j]! += sum;
      addRow(scaled, block, { count: j + 1, length }, gram.subarray(j * size, (j + 1) * size));
    }
  });
  for (let j = 0; j < size; j++) {
    for (let l = 0; l < j; l++) gram[l * size + j] = gram[j * size + l]!;
  }
  return { gram, moments };
}

/** By the Gram matrix in the columns' own units: O(columns) a step, whatever the rows. */
function gramData(source: Source, targetNorm: number): DescentData {
  const { size, scales } = source.blocks;
  const { gram, moments } = products(source);
  for (let j = 0; j < size; j++) {
    moments[j]! *= scales[j]!;
    for (let l = 0; l < size; l++) gram[j * size + l]! *= scales[j]! * scales[l]!;
  }
  const slopes = Float64Array.from(moments);
  return {
    size,
    norms: Float64Array.from({ length: size }, (_, j) => gram[j * size + j]!),
    targetNorm,
    slope: (j) => slopes[j]!,
    move(j, step) {
      const row = j * size;
      for (let l = 0; l < size; l++) slopes[l]! -= step * gram[row + l]!;
    },
    state(w) {
      // From the start again: rounding would add up over thousands of steps.
      slopes.set(moments);
      for (let j = 0; j < size; j++) if (w[j] !== 0) this.move(j, w[j]!);
      let fitted = 0;
      let explained = 0;
      for (let j = 0; j < size; j++) {
        explained += w[j]! * moments[j]!;
        fitted += w[j]! * (moments[j]! - slopes[j]!);
      }
      return {
        slopes,
        residualNorm: Math.max(targetNorm - 2 * explained + fitted, 0),
        residualTarget: targetNorm - explained,
      };
    },
  };
}

/** By the residual: O(rows) a step, for columns that are many. Takes a copy of the columns. */
function residualData({ blocks, target, weights }: Source, targetNorm: number): DescentData {
  const roots = rootWeights(weights);
  const { means, size, rows } = blocks;
  const columns = blocks.columns.map((column, j) =>
    Float64Array.from(column, (value, i) => (roots ? roots[i]! : 1) * (value - means[j]!)),
  );
  const goal = roots ? target.map((value, i) => value * roots[i]!) : target;
  const residual = Float64Array.from(goal);
  const product = (a: Float64Array, b: Float64Array) => {
    let sum = 0;
    for (let i = 0; i < rows; i++) sum += a[i]! * b[i]!;
    return sum;
  };
  const slopes = new Float64Array(size);
  return {
    size,
    norms: Float64Array.from(columns, (column) => product(column, column)),
    targetNorm,
    slope: (j) => product(columns[j]!, residual),
    move(j, step) {
      const column = columns[j]!;
      for (let i = 0; i < rows; i++) residual[i]! -= step * column[i]!;
    },
    state() {
      columns.forEach((column, j) => {
        slopes[j] = product(column, residual);
      });
      const residualNorm = product(residual, residual);
      return { slopes, residualNorm, residualTarget: product(residual, goal) };
    },
  };
}

/** Centred data in the columns' own units for a coordinate descent from w = 0. */
export function descentData(source: Source): DescentData {
  const { blocks, target, weights } = source;
  let targetNorm = 0;
  for (let i = 0; i < target.length; i++) {
    targetNorm += (weights ? weights[i]! : 1) * target[i]! * target[i]!;
  }
  const few = blocks.size <= mostGram && blocks.size <= blocks.rows;
  return few ? gramData(source, targetNorm) : residualData(source, targetNorm);
}
