import type { OutputOf } from '../contract/contract.ts';
import { evenSample } from '../eda/even-sample.ts';
import { finite } from '../eda/relations/safe-numbers.ts';
import type { Matrix } from '../table/matrix.ts';
import { leadingComponents } from './decomposition/leading-components.ts';

const mostPoints = 5000;

type PointMap = OutputOf<'patterns.clusters'>['map'];

/** Rows that a plot shows, as positions: all, or 5,000 taken evenly. */
export function plottedRows(rows: number): Int32Array {
  return evenSample(rows, mostPoints) ?? Int32Array.from({ length: rows }, (_, row) => row);
}

/** Values of the plotted rows on some axes. */
export function mapOf(
  positions: Int32Array,
  rowNumbers: Uint32Array,
  axes: readonly { readonly name: string; readonly values: Float64Array }[],
): PointMap {
  return {
    row: Array.from(positions, (position) => rowNumbers[position]!),
    axes: axes.map(({ name }) => name),
    coordinates: axes.map(({ values }) =>
      Array.from(positions, (position) => finite(values[position]!)),
    ),
  };
}

/** The rows on their first two principal components; one axis when there is one column. */
export function principalMap(x: Matrix, rowNumbers: Uint32Array): PointMap {
  const { scores, explainedVarianceRatio } = leadingComponents(x, 2);
  const axes = scores.map((values, i) => ({
    name: `PC${i + 1} (${(100 * explainedVarianceRatio[i]!).toFixed(1)} %)`,
    values,
  }));
  return mapOf(plottedRows(x.rows), rowNumbers, axes);
}
