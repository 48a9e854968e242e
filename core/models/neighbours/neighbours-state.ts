import { z } from 'zod';
import { subTick, type Tick } from '../../base/tick.ts';
import type { Matrix } from '../../table/matrix.ts';
import { double, float64, link } from '../states/array-schemas.ts';
import { defineStateKind, type MarginsContext, type StateBase } from '../states/state-kind.ts';
import { neighbourMetrics, type NeighbourMetric } from './metrics.ts';
import {
  createNeighbourIndex,
  neighbourAlgorithms,
  type NeighbourAlgorithm,
  type NeighbourIndex,
} from './neighbour-index.ts';

export const neighbourWeights = ['uniform', 'distance'] as const;

/** The training rows themselves; what they say of others is worked out when asked. */
export interface NeighboursState extends StateBase {
  readonly kind: 'neighbours';
  readonly columns: readonly Float64Array[];
  /** Class indices, or the target. */
  readonly y: Float64Array;
  /** 0 for regression. */
  readonly classes: number;
  /** Votes of each row; null for one each. */
  readonly rowWeights: Float64Array | null;
  readonly metric: NeighbourMetric;
  readonly p: number;
  readonly algorithm: NeighbourAlgorithm;
  /** The nearest so many vote; null where all within `radius` do. */
  readonly neighbours: number | null;
  readonly radius: number;
  readonly weights: (typeof neighbourWeights)[number];
  /** Prediction where no row is near enough: class shares, or the mean. */
  readonly fallback: Float64Array;
}

/** Indexes of states in use: growing one takes far longer than one question. */
const indexes = new WeakMap<NeighboursState, NeighbourIndex>();

function indexOf(state: NeighboursState, tick: Tick): NeighbourIndex {
  const known = indexes.get(state);
  if (known) return known;
  const { metric, p, algorithm, neighbours } = state;
  const options = { metric, p, algorithm, tick, ...(neighbours === null ? {} : { neighbours }) };
  const index = createNeighbourIndex(state.columns, options);
  indexes.set(state, index);
  return index;
}

/** A row's neighbours: a stretch of `indices` and `distances`. */
interface Stretch {
  readonly indices: Int32Array;
  readonly distances: Float64Array;
  readonly from: number;
  readonly to: number;
}

/** How much a neighbour counts; where some lie on the row itself, they alone do. */
function voteOf(state: NeighboursState, near: Stretch): (at: number) => number {
  const own = (at: number) => state.rowWeights?.[near.indices[at]!] ?? 1;
  if (state.weights === 'uniform') return own;
  const touching = near.distances.subarray(near.from, near.to).includes(0);
  if (touching) return (at) => (near.distances[at] === 0 ? own(at) : 0);
  return (at) => own(at) / near.distances[at]!;
}

/** Writes class shares, or the mean, of a row's neighbours to `outputs[k][row]`. */
function poll(
  state: NeighboursState,
  near: Stretch,
  { outputs, row }: { outputs: readonly Float64Array[]; row: number },
): void {
  if (near.from === near.to) {
    const shift = outputs.length < state.fallback.length ? 1 : 0;
    outputs.forEach((output, k) => (output[row] = state.fallback[k + shift]!));
    return;
  }
  const vote = voteOf(state, near);
  let total = 0;
  for (let at = near.from; at < near.to; at++) {
    const weight = vote(at);
    const value = state.y[near.indices[at]!]!;
    total += weight;
    if (state.classes === 0) outputs[0]![row]! += weight * value;
    else if (outputs.length > 1) outputs[value]![row]! += weight;
    else if (value === 1) outputs[0]![row]! += weight;
  }
  for (const output of outputs) output[row]! /= total;
}

function outputsOf({ classes }: NeighboursState): number {
  return classes > 2 ? classes : 1;
}

/** Rows that are asked about at once: bounds the memory that their neighbours take. */
const block = 8192;

function neighboursMargins(
  state: NeighboursState,
  x: Matrix,
  { tick }: MarginsContext,
): Float64Array[] {
  const index = indexOf(state, tick);
  const outputs = Array.from({ length: outputsOf(state) }, () => new Float64Array(x.rows));
  for (let start = 0; start < x.rows; start += block) {
    const end = Math.min(start + block, x.rows);
    const columns = x.columns.map((column) => column.subarray(start, end));
    const inner = subTick(tick, start / x.rows, end / x.rows);
    if (state.neighbours === null) {
      const { offsets, ...near } = index.radius(columns, state.radius, inner);
      for (let row = start; row < end; row++) {
        const [from, to] = [offsets[row - start]!, offsets[row - start + 1]!];
        poll(state, { ...near, from, to }, { outputs, row });
      }
      continue;
    }
    const { k, ...near } = index.query(columns, state.neighbours, inner);
    for (let row = start; row < end; row++) {
      const from = (row - start) * k;
      poll(state, { ...near, from, to: from + k }, { outputs, row });
    }
  }
  return outputs;
}

export const neighboursKind = defineStateKind<NeighboursState>({
  kind: 'neighbours',
  schema: z.object({
    kind: z.literal('neighbours'),
    link,
    columns: z.array(float64),
    y: float64,
    classes: z.int().min(0),
    rowWeights: float64.nullable(),
    metric: z.enum(neighbourMetrics),
    p: z.number(),
    algorithm: z.enum(neighbourAlgorithms),
    neighbours: z.int().min(1).nullable(),
    radius: double,
    weights: z.enum(neighbourWeights),
    fallback: float64,
  }),
  outputs: outputsOf,
  margins: neighboursMargins,
});
