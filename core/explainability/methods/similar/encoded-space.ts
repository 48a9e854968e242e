import type { FittedPipeline } from '../../../models/pipeline.ts';
import { encodeTable } from '../../../models/predict.ts';
import type { Matrix } from '../../../table/matrix.ts';
import type { Table } from '../../../table/table.ts';

/** Rows as the estimator sees them, numbers divided by their standard deviation over the training rows. */
export interface EncodedSpace {
  readonly training: Matrix;
  /** Root of the summed squares of the differences; a category or a missing value differs by 1. */
  distance(a: Matrix, i: number, b: Matrix, j: number): number;
}

function deviation(values: Float64Array): number {
  let [n, mean, squares] = [0, 0, 0];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    n++;
    const step = value - mean;
    mean += step / n;
    squares += step * (value - mean);
  }
  return n > 0 && squares > 0 ? Math.sqrt(squares / n) : 1;
}

export function encodedSpace(pipeline: FittedPipeline, table: Table): EncodedSpace {
  const training = encodeTable(pipeline, table);
  const scales = Float64Array.from(training.columns, deviation);
  const nominal = training.columns.map((_, j) => (training.categories?.[j] ?? 0) > 0);
  return {
    training,
    distance(a, i, b, j) {
      let sum = 0;
      for (let k = 0; k < scales.length; k++) {
        const x = a.columns[k]![i]!;
        const y = b.columns[k]![j]!;
        if (x === y || (x !== x && y !== y)) continue;
        sum += nominal[k] || x !== x || y !== y ? 1 : ((x - y) / scales[k]!) ** 2;
      }
      return Math.sqrt(sum);
    },
  };
}
