import { z } from 'zod';
import type { Matrix } from '../../table/matrix.ts';
import { float64, link } from '../states/array-schemas.ts';
import { defineStateKind, type MarginsContext, type StateBase } from '../states/state-kind.ts';
import { findLeaf, treeSchema, type Tree } from '../states/trees.ts';

/** Trees that each predict the target; together they say the weighted median of it. One output. */
export interface TreeMedianState extends StateBase {
  readonly kind: 'tree_median';
  readonly trees: readonly Tree[];
  /** How much each tree counts, at least 0. */
  readonly weights: Float64Array;
}

const tickEvery = 1024;

/** The first of the values, in rising order, at which the running weight reaches half of the total. */
function weightedMedian(values: Float64Array, weights: Float64Array, order: number[]): number {
  order.sort((a, b) => values[a]! - values[b]! || a - b);
  let total = 0;
  for (const weight of weights) total += weight;
  let sum = 0;
  for (const k of order) {
    sum += weights[k]!;
    if (sum >= total / 2) return values[k]!;
  }
  return values[order.at(-1)!]!;
}

function medianMargins(
  { trees, weights }: TreeMedianState,
  x: Matrix,
  { tick }: MarginsContext,
): Float64Array[] {
  const margin = new Float64Array(x.rows);
  const values = new Float64Array(trees.length);
  const order = [...trees.keys()];
  for (let row = 0; row < x.rows; row++) {
    if (row % tickEvery === 0) tick(row / x.rows);
    trees.forEach((tree, k) => {
      values[k] = tree.value[findLeaf(tree, x.columns, row)]!;
    });
    margin[row] = weightedMedian(values, weights, order);
  }
  return [margin];
}

export const treeMedianKind = defineStateKind<TreeMedianState>({
  kind: 'tree_median',
  schema: z.object({
    kind: z.literal('tree_median'),
    link,
    trees: z.array(treeSchema).min(1),
    weights: float64,
  }),
  outputs: () => 1,
  margins: medianMargins,
});
