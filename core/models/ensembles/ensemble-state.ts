import { z } from 'zod';
import { subTick } from '../../base/tick.ts';
import { taskSchema, type Task } from '../../contract/common.ts';
import type { Matrix } from '../../table/matrix.ts';
import { mostProbable } from '../links.ts';
import { float64, int32, link } from '../states/array-schemas.ts';
import { defineStateKind, type MarginsContext, type StateBase } from '../states/state-kind.ts';
import { memberOutputs, withoutSpare } from './member-outputs.ts';
import { nestedState } from './nested-state.ts';

/** The weighted mean of what several fitted estimators say. */
export interface EnsembleState extends StateBase {
  readonly kind: 'ensemble';
  readonly task: Task;
  /** `vote`: each says one class; `mean`: probabilities or numbers are averaged. */
  readonly combine: 'mean' | 'vote';
  /** One an output. */
  readonly outputs: number;
  readonly members: readonly StateBase[];
  /** Add up to 1. */
  readonly weights: Float64Array;
  /** The columns each member sees; null: all. */
  readonly columns: readonly (Int32Array | null)[];
}

/** The matrix with some of its columns. */
export function takeColumns(x: Matrix, columns: Int32Array | null): Matrix {
  if (!columns) return x;
  const pick = <T>(values: readonly T[]) => Array.from(columns, (j) => values[j]!);
  return {
    rows: x.rows,
    names: pick(x.names),
    columns: pick(x.columns),
    ...(x.categories ? { categories: pick(x.categories) } : {}),
  };
}

function toVotes(probabilities: readonly Float64Array[]): Float64Array[] {
  const labels = mostProbable(probabilities);
  return probabilities.map((_, k) => Float64Array.from(labels, (label) => (label === k ? 1 : 0)));
}

function ensembleMargins(
  { task, combine, outputs, members, weights, columns }: EnsembleState,
  x: Matrix,
  { tick, nested }: MarginsContext,
): Float64Array[] {
  const sums = Array.from({ length: outputs }, () => new Float64Array(x.rows));
  members.forEach((member, m) => {
    const part = subTick(tick, m / members.length, (m + 1) / members.length);
    const context = { task, tick: part, margins: nested };
    const said = memberOutputs(member, takeColumns(x, columns[m]!), context);
    const counted = withoutSpare(combine === 'vote' ? toVotes(said) : said);
    const weight = weights[m]!;
    counted.forEach((values, k) => {
      const sum = sums[k]!;
      for (let row = 0; row < sum.length; row++) sum[row]! += weight * values[row]!;
    });
  });
  return sums;
}

export const ensembleKind = defineStateKind<EnsembleState>({
  kind: 'ensemble',
  schema: z.object({
    kind: z.literal('ensemble'),
    link,
    task: taskSchema,
    combine: z.enum(['mean', 'vote']),
    outputs: z.number(),
    members: z.array(nestedState),
    weights: float64,
    columns: z.array(int32.nullable()),
  }),
  outputs: ({ outputs }) => outputs,
  margins: ensembleMargins,
});
