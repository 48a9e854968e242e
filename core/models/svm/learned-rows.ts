import type { Matrix } from '../../table/matrix.ts';
import { balanceClasses } from '../class-weights.ts';
import type { FitOptions } from '../estimator.ts';

export interface LearnedRows {
  readonly columns: readonly Float64Array[];
  readonly y: Float64Array;
  /** Class weights included; null for 1 throughout. */
  readonly weights: Float64Array | null;
}

/** The rows that have a weight, with what each counts. */
export function learnedRows(
  x: Matrix,
  y: Float64Array,
  options: FitOptions<{ readonly class_weight: 'balanced' | null }>,
): LearnedRows {
  const { params, weights, classes } = options;
  const counted =
    params.class_weight && classes > 0 ? balanceClasses(y, classes, weights) : weights;
  const keep = (_: number, i: number) => !counted || counted[i]! > 0;
  return {
    columns: x.columns.map((column) => column.filter(keep)),
    y: y.filter(keep),
    weights: counted ? counted.filter(keep) : null,
  };
}
