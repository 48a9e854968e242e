import { z } from 'zod';
import { subTick, type Tick } from '../../base/tick.ts';
import type { Matrix } from '../../table/matrix.ts';
import { checkFit } from '../check-fit.ts';
import { defineEstimator } from '../estimator.ts';
import { factorCholesky } from '../kernels/cholesky.ts';
import { addScatter, groupByClass, withinSquares, type ClassRows } from './class-moments.ts';
import type { QuadraticState } from './quadratic-state.ts';

const params = z.strictObject({
  reg_param: z.number().min(0).max(1).default(0).meta({
    title: 'Regularisation',
    description: 'Share of a unit variance mixed into the covariance of each class',
  }),
});

/** Added to the variances of a class whose covariance has no inverse, as a share of the columns' own. */
const rescue = 1e-3;

/** Inverse of a lower triangle, row-major; row after row, each a sum of earlier ones. O(size³). */
function invertTriangle(factor: Float64Array, size: number, tick: () => void): Float64Array {
  const inverse = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    if ((i & 63) === 0) tick();
    const own = inverse.subarray(i * size, i * size + i + 1);
    for (let k = 0; k < i; k++) {
      const share = factor[i * size + k]!;
      const earlier = inverse.subarray(k * size, k * size + k + 1);
      for (let j = 0; j <= k; j++) own[j]! -= share * earlier[j]!;
    }
    own[i] = 1;
    const pivot = 1 / factor[i * size + i]!;
    for (let j = 0; j <= i; j++) own[j]! *= pivot;
  }
  return inverse;
}

interface Density {
  readonly whitener: Float64Array;
  readonly halfLogDeterminant: number;
  readonly singular: boolean;
}

/** The density of one class from its rows; variances within all classes stand in where it has none. */
function estimate(
  x: Matrix,
  group: ClassRows,
  { reg, variances, tick }: { reg: number; variances: Float64Array; tick: Tick },
): Density {
  const size = x.columns.length;
  const covariance = new Float64Array(size * size);
  const scales = variances.map(Math.sqrt);
  addScatter(x, group, { scatter: covariance, scales, tick });
  for (let i = 0; i < covariance.length; i++) covariance[i]! *= (1 - reg) / group.total;
  for (let j = 0; j < size; j++) covariance[j * size + j]! += reg / variances[j]!;
  let singular = false;
  let factor = Float64Array.from(covariance);
  const again = () => tick(1);
  const options = { tolerance: 1e-10, tick: again };
  for (let added = rescue; !factorCholesky(factor, size, options); added *= 10) {
    singular = true;
    factor = Float64Array.from(covariance);
    for (let j = 0; j < size; j++) factor[j * size + j]! += added;
  }
  const whitener = invertTriangle(factor, size, again);
  let halfLogDeterminant = 0;
  for (let j = 0; j < size; j++) {
    halfLogDeterminant += Math.log(factor[j * size + j]! * scales[j]!);
    for (let i = j; i < size; i++) whitener[i * size + j]! /= scales[j]!;
  }
  return { whitener, halfLogDeterminant, singular };
}

/** Variances of the columns within the classes; 1 where there is none. */
function pooledVariances(x: Matrix, groups: readonly ClassRows[], total: number): Float64Array {
  return withinSquares(x, groups).map((square, j) => {
    const size = groups.reduce((most, { means }) => Math.max(most, Math.abs(means[j]!)), 0);
    const variance = square / total;
    return variance > (1e-12 * size) ** 2 ? variance : 1;
  });
}

/**
 * Normal densities with a covariance of its own for each class: scikit-learn's
 * QuadraticDiscriminantAnalysis. Where that refuses a class whose covariance has no inverse, this widens it a
 * little and says so. Rows may have weights.
 */
export const quadraticDiscriminantAnalysis = defineEstimator<z.infer<typeof params>>({
  id: 'qda',
  title: 'Quadratic discriminant analysis',
  summary:
    'Normal densities with a covariance of its own for each class, so that borders are curved',
  tasks: ['classification'],
  tags: [],
  params,
  search: { reg_param: { type: 'float', low: 0, high: 1 } },
  memory: ({ rows, columns, classes }) =>
    8 * (2 * rows + (classes + 3) * columns ** 2 + 1024 * columns),
  fit(x, y, options): QuadraticState {
    checkFit(x, y, options, { missing: 'refuse' });
    const { classes, tick } = options;
    const groups = groupByClass(x, y, options);
    const total = groups.reduce((sum, group) => sum + group.total, 0);
    const variances = pooledVariances(x, groups, total);
    const densities = groups.map((group, g) =>
      estimate(x, group, {
        reg: options.params.reg_param,
        variances,
        tick: subTick(tick, g / groups.length, (g + 1) / groups.length),
      }),
    );
    tick(1);
    const singular = densities.filter((density) => density.singular).length;
    const warning = `The columns depend on one another within ${singular} of ${groups.length} classes; their covariance was widened a little. A larger reg_param is a better remedy.`;
    return {
      kind: 'quadratic',
      classes,
      labels: Int32Array.from(groups, ({ label }) => label),
      means: groups.map(({ means }) => means),
      whiteners: densities.map(({ whitener }) => whitener),
      constants: Float64Array.from(
        densities,
        ({ halfLogDeterminant }, g) => Math.log(groups[g]!.total / total) - halfLogDeterminant,
      ),
      ...(singular > 0 ? { warnings: [warning] } : {}),
    };
  },
});
