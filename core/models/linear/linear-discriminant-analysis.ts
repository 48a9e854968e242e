import { z } from 'zod';
import { subTick, type Tick } from '../../base/tick.ts';
import type { Matrix } from '../../table/matrix.ts';
import { checkFit } from '../check-fit.ts';
import { defineEstimator, type FitOptions } from '../estimator.ts';
import { invertByRows, invertCovariance, type Multiply } from './covariance-inverse.ts';
import { columnMeans } from '../weighted-moments.ts';
import { groupByClass, type ClassRows } from './class-moments.ts';
import { classScores } from './class-scores.ts';
import {
  ledoitWolfCovariance,
  pooledCovariance,
  shrink,
  withinScales,
  type ScaledCovariance,
} from './discriminant-covariance.ts';

const params = z.strictObject({
  solver: z.enum(['svd', 'lsqr']).default('svd').meta({
    title: 'Solver',
    description: 'svd: no shrinkage, copes with dependent columns; lsqr: shrinks when told to',
  }),
  shrinkage: z
    .union([z.literal('auto'), z.number().min(0).max(1)])
    .nullable()
    .default(null)
    .meta({
      title: 'Shrinkage',
      description: 'Of the covariance towards equal variances, for lsqr; auto: Ledoit and Wolf',
    }),
  tol: z.number().min(0).max(1).default(1e-4).meta({
    title: 'Tolerance',
    description: 'Directions whose standard deviation is below it are left out by svd',
  }),
});
type Params = z.infer<typeof params>;

function estimateCovariance(
  x: Matrix,
  groups: readonly ClassRows[],
  { solver, shrinkage, total, tick }: Params & { total: number; tick: Tick },
): ScaledCovariance {
  if (solver === 'lsqr' && shrinkage === 'auto') {
    return ledoitWolfCovariance(x, groups, { total, tick });
  }
  const covariance = pooledCovariance(x, groups, { total, tick });
  if (solver === 'svd' || typeof shrinkage !== 'number') return covariance;
  // Shrinking is towards equal variances of the columns as they are.
  const { matrix, scales } = covariance;
  const size = scales.length;
  for (let j = 0; j < size; j++) {
    for (let l = 0; l <= j; l++) matrix[j * size + l]! *= scales[j]! * scales[l]!;
  }
  shrink(matrix, size, shrinkage);
  for (let j = 0; j < size; j++) {
    for (let l = 0; l <= j; l++) matrix[j * size + l]! /= scales[j]! * scales[l]!;
  }
  return covariance;
}

/** The inverse covariance of scaled columns: from the rows where they are fewer than the columns. */
function makeInverse(
  x: Matrix,
  groups: readonly ClassRows[],
  options: Params & { total: number; cutoff: number; tick: Tick },
): { scales: Float64Array; invert: Multiply } {
  const { solver, shrinkage, total, tick } = options;
  const shrunk = solver === 'lsqr' && shrinkage !== null && shrinkage !== 0;
  if (!shrunk && x.rows < x.columns.length) {
    const scales = withinScales(x, groups, total);
    return { scales, invert: invertByRows(x, groups, { ...options, scales }) };
  }
  const { matrix, scales } = estimateCovariance(x, groups, options);
  return {
    scales,
    invert: invertCovariance(matrix, scales.length, { ...options, tick: () => tick(1) }),
  };
}

/** x̄ over all rows: discriminants are measured from it. */
function overallMeans(groups: readonly ClassRows[], total: number, size: number): Float64Array {
  const means = new Float64Array(size);
  for (const group of groups) {
    for (let j = 0; j < size; j++) means[j]! += (group.total / total) * group.means[j]!;
  }
  return means;
}

function discriminants(x: Matrix, y: Float64Array, options: FitOptions<Params>) {
  const groups = groupByClass(x, y, options);
  const total = groups.reduce((sum, group) => sum + group.total, 0);
  const size = x.columns.length;
  const tick = subTick(options.tick, 0, 0.8);
  // svd's tolerance is of standard deviations, eigenvalues are their squares.
  const cutoff = options.params.solver === 'svd' ? options.params.tol ** 2 : 1e-14 * size;
  const { scales, invert } = makeInverse(x, groups, { ...options.params, total, cutoff, tick });
  const centre = overallMeans(groups, total, size);
  return groups.map((group) => {
    const offset = group.means.map((mean, j) => (mean - centre[j]!) / scales[j]!);
    const coefficients = invert(offset).map((value, j) => value / scales[j]!);
    let intercept = Math.log(group.total / total);
    for (let j = 0; j < size; j++) {
      intercept -= coefficients[j]! * (centre[j]! + (group.means[j]! - centre[j]!) / 2);
    }
    return { label: group.label, coefficients, intercept };
  });
}

/**
 * Normal densities with one covariance for all classes: scikit-learn's LinearDiscriminantAnalysis (Fisher
 * 1936). The scores are linear, softmax over them gives the probabilities. Rows may have weights.
 */
export const linearDiscriminantAnalysis = defineEstimator<Params>({
  id: 'lda',
  title: 'Linear discriminant analysis',
  summary:
    'Normal densities of the classes that share one covariance, so that borders are straight',
  tasks: ['classification'],
  tags: ['linear'],
  params,
  search: {
    solver: { type: 'categorical', choices: ['lsqr'] },
    shrinkage: { type: 'float', low: 0, high: 1 },
  },
  memory: ({ rows, columns, classes }) =>
    8 * (2 * rows + 5 * columns ** 2 + 2 * classes * columns + 1024 * columns),
  fit(x, y, options) {
    checkFit(x, y, options, { missing: 'refuse' });
    const scores = discriminants(x, y, options);
    options.tick(1);
    const size = { classes: options.classes, features: x.columns.length };
    const means = columnMeans(x, options.weights);
    return { kind: 'linear', ...classScores(scores, size), means };
  },
});
