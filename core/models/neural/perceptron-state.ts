import { z } from 'zod';
import type { Matrix } from '../../table/matrix.ts';
import { double, link } from '../states/array-schemas.ts';
import { defineStateKind, type MarginsContext, type StateBase } from '../states/state-kind.ts';
import { activate, activations, type Activation } from './activations.ts';
import { multiply } from './multiply.ts';

export interface PerceptronLayer {
  readonly inputs: number;
  readonly outputs: number;
  /** [input][output]. */
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

/** A multilayer perceptron: the numbers, then the vector of each category, through dense layers. */
export interface PerceptronState extends StateBase {
  readonly kind: 'perceptron';
  readonly activation: Activation;
  /** Columns of numbers. */
  readonly numeric: Int32Array;
  /** Columns of categories; the last vector of each table is that of the unknown. */
  readonly embeddings: readonly {
    readonly column: number;
    readonly size: number;
    readonly table: Float32Array;
  }[];
  readonly layers: readonly PerceptronLayer[];
  /** What comes out is scale × output + shift: the unit of the target. */
  readonly scale: number;
  readonly shift: number;
}

/** Rows that go through the layers together, so that their values stay in the processor's cache. */
const blockRows = 256;

/** Which vector of a table stands for a cell. */
export function embeddingIndex(value: number, categories: number): number {
  const known = Number.isInteger(value) && value >= 0 && value < categories - 1;
  return known ? value : categories - 1;
}

function gather(state: PerceptronState, x: Matrix, { from, to }: { from: number; to: number }) {
  const width = state.layers[0]!.inputs;
  const input = new Float32Array((to - from) * width);
  state.numeric.forEach((column, j) => {
    const values = x.columns[column]!;
    for (let row = from; row < to; row++) input[(row - from) * width + j] = values[row]!;
  });
  let offset = state.numeric.length;
  for (const { column, size, table } of state.embeddings) {
    const values = x.columns[column]!;
    for (let row = from; row < to; row++) {
      const index = embeddingIndex(values[row]!, table.length / size);
      input.set(table.subarray(index * size, (index + 1) * size), (row - from) * width + offset);
    }
    offset += size;
  }
  return input;
}

function perceptronMargins(
  state: PerceptronState,
  x: Matrix,
  { tick }: MarginsContext,
): Float64Array[] {
  const { layers, activation, scale, shift } = state;
  const margins = Array.from({ length: layers.at(-1)!.outputs }, () => new Float64Array(x.rows));
  for (let from = 0; from < x.rows; from += blockRows) {
    tick(from / x.rows);
    const to = Math.min(x.rows, from + blockRows);
    const rows = to - from;
    let a = gather(state, x, { from, to });
    for (const [l, { inputs, outputs, weights, bias }] of layers.entries()) {
      const out = new Float32Array(rows * outputs);
      multiply({ out, a, b: weights, rows, inner: inputs, columns: outputs });
      for (let i = 0, j = 0; i < out.length; i++) {
        out[i]! += bias[j]!;
        if (++j === outputs) j = 0;
      }
      if (l < layers.length - 1) activate(activation, out, out, out.length);
      a = out;
    }
    margins.forEach((margin, k) => {
      for (let i = 0; i < rows; i++) {
        margin[from + i] = scale * a[i * margins.length + k]! + shift;
      }
    });
  }
  return margins;
}

const float32 = z.instanceof(Float32Array);

export const perceptronKind = defineStateKind<PerceptronState>({
  kind: 'perceptron',
  schema: z.object({
    kind: z.literal('perceptron'),
    link,
    activation: z.enum(activations),
    numeric: z.instanceof(Int32Array),
    embeddings: z.array(z.object({ column: z.number(), size: z.number(), table: float32 })),
    scale: double,
    shift: double,
    layers: z
      .array(
        z
          .object({ inputs: z.number(), outputs: z.number(), weights: float32, bias: float32 })
          .refine(
            ({ inputs, outputs, weights, bias }) =>
              weights.length === inputs * outputs && bias.length === outputs,
            'a layer has another number of weights than it says',
          ),
      )
      .min(1),
  }),
  outputs: ({ layers }) => layers.at(-1)!.outputs,
  margins: perceptronMargins,
});
