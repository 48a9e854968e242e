import { z } from 'zod';
import type { Matrix } from '../../table/matrix.ts';
import { float64, int32, link } from '../states/array-schemas.ts';
import { defineStateKind, type MarginsContext, type StateBase } from '../states/state-kind.ts';
import { categoryOf } from './quantile-edges.ts';

export interface CategoricalNaiveBayesState extends StateBase {
  readonly kind: 'categorical_nb';
  /** [feature]: where a numeric column is cut; null where the column holds categories already. */
  readonly edges: readonly (Float64Array | null)[];
  /** [feature]: category of missing values; −1 where training saw none, and they say nothing. */
  readonly missing: Int32Array;
  /** [feature][category × outputs + output]: what a category adds. */
  readonly tables: readonly Float64Array[];
  /** [output] */
  readonly intercepts: Float64Array;
}

function categoricalMargins(
  { edges, missing, tables, intercepts }: CategoricalNaiveBayesState,
  x: Matrix,
  { tick }: MarginsContext,
): Float64Array[] {
  const outputs = intercepts.length;
  const margins = Array.from(intercepts, (intercept) => new Float64Array(x.rows).fill(intercept));
  x.columns.forEach((column, j) => {
    tick(j / x.columns.length);
    const table = tables[j]!;
    const cuts = edges[j];
    for (let row = 0; row < x.rows; row++) {
      const value = column[row]!;
      const known = cuts ? categoryOf(value, cuts) : value;
      const category = Number.isNaN(value) ? missing[j]! : known;
      if (category < 0 || (category + 1) * outputs > table.length) continue;
      for (let k = 0; k < outputs; k++) margins[k]![row]! += table[category * outputs + k]!;
    }
  });
  return margins;
}

export const categoricalNaiveBayesKind = defineStateKind<CategoricalNaiveBayesState>({
  kind: 'categorical_nb',
  schema: z.object({
    kind: z.literal('categorical_nb'),
    link,
    edges: z.array(float64.nullable()),
    missing: int32,
    tables: z.array(float64),
    intercepts: float64,
  }),
  outputs: ({ intercepts }) => intercepts.length,
  margins: categoricalMargins,
});
