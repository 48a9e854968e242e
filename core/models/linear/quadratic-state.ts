import { z } from 'zod';
import type { Matrix } from '../../table/matrix.ts';
import { float64, int32, link } from '../states/array-schemas.ts';
import { defineStateKind, type MarginsContext, type StateBase } from '../states/state-kind.ts';

/** A normal density a class. */
export interface QuadraticState extends StateBase {
  readonly kind: 'quadratic';
  /** Classes of the target, seen or not. */
  readonly classes: number;
  /** Classes that training saw; the arrays below are of these. */
  readonly labels: Int32Array;
  /** [class][feature]. */
  readonly means: readonly Float64Array[];
  /** [class]: L⁻¹ of covariance = L Lᵀ, lower triangle row-major. */
  readonly whiteners: readonly Float64Array[];
  /** Log prior less half the log determinant. */
  readonly constants: Float64Array;
}

const blockRows = 256;

/** Log density and prior of one class, up to what all classes share. O(rows × features²). */
function classMargin(
  state: QuadraticState,
  k: number,
  { x, tick }: { x: Matrix; tick: (rows: number) => void },
): Float64Array {
  const [mean, whitener] = [state.means[k]!, state.whiteners[k]!];
  const size = mean.length;
  const margin = new Float64Array(x.rows).fill(state.constants[k]!);
  const block = x.columns.map(() => new Float64Array(blockRows));
  const whitened = new Float64Array(blockRows);
  for (let from = 0; from < x.rows; from += blockRows) {
    tick(from);
    const length = Math.min(blockRows, x.rows - from);
    for (let j = 0; j < size; j++) {
      const [column, target] = [x.columns[j]!, block[j]!];
      for (let i = 0; i < length; i++) target[i] = column[from + i]! - mean[j]!;
    }
    for (let r = 0; r < size; r++) {
      whitened.fill(0);
      for (let j = 0; j <= r; j++) {
        const [factor, column] = [whitener[r * size + j]!, block[j]!];
        for (let i = 0; i < length; i++) whitened[i]! += factor * column[i]!;
      }
      for (let i = 0; i < length; i++) margin[from + i]! -= (whitened[i]! * whitened[i]!) / 2;
    }
  }
  return margin;
}

function quadraticMargins(
  state: QuadraticState,
  x: Matrix,
  { tick }: MarginsContext,
): Float64Array[] {
  const seen = Array.from(state.labels, (_, k) =>
    classMargin(state, k, {
      x,
      tick: (from) => tick((k + from / x.rows) / state.labels.length),
    }),
  );
  if (state.classes === 2) return [seen[1]!.map((value, i) => value - seen[0]![i]!)];
  // Scores of rows far from every class are huge: those of absent classes have to be below them.
  const absent = new Float64Array(x.rows);
  for (let i = 0; i < x.rows; i++) {
    let lowest = Infinity;
    for (const margin of seen) lowest = Math.min(lowest, margin[i]!);
    absent[i] = lowest - 700;
  }
  const margins: Float64Array[] = Array.from({ length: state.classes }, () => absent);
  state.labels.forEach((label, k) => {
    margins[label] = seen[k]!;
  });
  return margins;
}

export const quadraticKind = defineStateKind<QuadraticState>({
  kind: 'quadratic',
  schema: z.object({
    kind: z.literal('quadratic'),
    link,
    classes: z.number().int(),
    labels: int32,
    means: z.array(float64),
    whiteners: z.array(float64),
    constants: float64,
  }),
  outputs: ({ classes }) => (classes === 2 ? 1 : classes),
  margins: quadraticMargins,
});
