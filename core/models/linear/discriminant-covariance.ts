import { subTick, type Tick } from '../../base/tick.ts';
import type { Matrix } from '../../table/matrix.ts';
import { addScatter, withinSquares, type ClassRows } from './class-moments.ts';

/** A covariance matrix by columns divided by `scales`: lower triangle, row-major. */
export interface ScaledCovariance {
  readonly matrix: Float64Array;
  readonly scales: Float64Array;
}

/** Standard deviations about the class means; 1 where a column does not vary within classes. */
export function withinScales(x: Matrix, groups: readonly ClassRows[], total: number): Float64Array {
  const squares = withinSquares(x, groups);
  return squares.map((square, j) => {
    const scale = Math.sqrt(square / total);
    const size = groups.reduce((most, { means }) => Math.max(most, Math.abs(means[j]!)), 0);
    return scale > 1e-12 * size ? scale : 1;
  });
}

/** Covariance within the classes, all classes together. `total` is the weight of all rows. */
export function pooledCovariance(
  x: Matrix,
  groups: readonly ClassRows[],
  { total, tick }: { total: number; tick: Tick },
): ScaledCovariance {
  const size = x.columns.length;
  const scatter = new Float64Array(size * size);
  const scales = withinScales(x, groups, total);
  groups.forEach((group, g) => {
    const part = subTick(tick, g / groups.length, (g + 1) / groups.length);
    addScatter(x, group, { scatter, scales, tick: part });
  });
  for (let i = 0; i < scatter.length; i++) scatter[i]! /= total;
  return { matrix: scatter, scales };
}

/** Moves a covariance by `share` towards the same variance for every column. Its mean variance stays. */
export function shrink(matrix: Float64Array, size: number, share: number): void {
  let trace = 0;
  for (let j = 0; j < size; j++) trace += matrix[j * size + j]!;
  for (let i = 0; i < matrix.length; i++) matrix[i]! *= 1 - share;
  for (let j = 0; j < size; j++) matrix[j * size + j]! += (share * trace) / size;
}

/**
 * The share that Ledoit & Wolf (2004) shrink the covariance of `total` rows by. `fourth` is Σ weight ×
 * ‖d‖⁴ of the rows.
 */
export function ledoitWolfShare(
  covariance: Float64Array,
  size: number,
  { total, fourth }: { total: number; fourth: number },
): number {
  if (size === 1) return 0;
  let trace = 0;
  let squares = 0;
  for (let j = 0; j < size; j++) {
    trace += covariance[j * size + j]!;
    for (let l = 0; l < j; l++) squares += 2 * covariance[j * size + l]! ** 2;
    squares += covariance[j * size + j]! ** 2;
  }
  const mean = trace / size;
  const distance = (squares - size * mean * mean) / size;
  const noise = Math.min((fourth / total - squares) / (size * total), distance);
  return noise > 0 && distance > 0 ? noise / distance : 0;
}

/** Mean over the classes, by weight, of covariances shrunk as Ledoit & Wolf do on standardised columns. */
export function ledoitWolfCovariance(
  x: Matrix,
  groups: readonly ClassRows[],
  { total, tick }: { total: number; tick: Tick },
): ScaledCovariance {
  const size = x.columns.length;
  const scales = withinScales(x, groups, total);
  const matrix = new Float64Array(size * size);
  groups.forEach((group, g) => {
    const part = subTick(tick, g / groups.length, (g + 1) / groups.length);
    const own = withinScales(x, [group], group.total);
    const scatter = new Float64Array(size * size);
    const fourth = addScatter(x, group, { scatter, scales: own, tick: part });
    for (let i = 0; i < scatter.length; i++) scatter[i]! /= group.total;
    shrink(scatter, size, ledoitWolfShare(scatter, size, { total: group.total, fourth }));
    for (let j = 0; j < size; j++) {
      const factor = ((group.total / total) * own[j]!) / scales[j]!;
      for (let l = 0; l <= j; l++) {
        matrix[j * size + l]! += (factor * scatter[j * size + l]! * own[l]!) / scales[l]!;
      }
    }
  });
  return { matrix, scales };
}
